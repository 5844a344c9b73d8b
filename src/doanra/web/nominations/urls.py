"""Addresses of nominees and of units' files."""

from django.urls import path

from doanra.web.nominations import acts, attempts, downloads, files, mapping, saving, views

urlpatterns = [
    path("", views.index, name="nominations"),
    path("specimens.zip", downloads.specimens_zip, name="nominations_specimens_zip"),
    path("specimens/", acts.try_specimens, name="nominations_specimens"),
    path("files/", files.index, name="nominations_files"),
    path("files/upload/", acts.upload, name="nominations_upload"),
    path("files/save/", acts.save_ready, name="nominations_save_ready"),
    path("attempts/", attempts.index, name="nominations_attempts"),
    path("attempts/<int:hand_in>/", attempts.hand_in, name="nominations_hand_in"),
    path("attempts/<int:hand_in>/progress/", attempts.progress, name="nominations_hand_in_progress"),
    path("attempts/<int:hand_in>/cancel/", attempts.cancel, name="nominations_hand_in_cancel"),
    path("files/<int:file>/", files.detail, name="nominations_file"),
    path("files/<int:file>/columns/", mapping.columns, name="nominations_columns"),
    path("files/<int:file>/columns/forget/", mapping.forget, name="nominations_forget"),
    path("files/<int:file>/unit/", acts.choose_unit, name="nominations_unit"),
    path("files/<int:file>/save/", saving.save, name="nominations_save"),
    path("files/<int:file>/saving/", saving.detail, name="nominations_saving"),
    path("files/<int:file>/saving/progress/", saving.progress, name="nominations_saving_progress"),
    path("files/<int:file>/saving/cancel/", saving.cancel, name="nominations_saving_cancel"),
    path("files/<int:file>/drop/", acts.drop, name="nominations_drop"),
    path("files/<int:file>/original/", downloads.original, name="nominations_original"),
    path("files/<int:file>/refused.xlsx", downloads.refused_rows, name="nominations_refused_rows"),
]
