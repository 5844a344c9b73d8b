"""Addresses of nominees and of units' files."""

from django.urls import path

from doanra.web.nominations import acts, downloads, files, views

urlpatterns = [
    path("", views.index, name="nominations"),
    path("specimens.zip", downloads.specimens_zip, name="nominations_specimens_zip"),
    path("specimens/", acts.try_specimens, name="nominations_specimens"),
    path("files/", files.index, name="nominations_files"),
    path("files/upload/", acts.upload, name="nominations_upload"),
    path("files/save/", acts.save_ready, name="nominations_save_ready"),
    path("files/<int:file>/", files.detail, name="nominations_file"),
    path("files/<int:file>/unit/", acts.choose_unit, name="nominations_unit"),
    path("files/<int:file>/save/", acts.save, name="nominations_save"),
    path("files/<int:file>/drop/", acts.drop, name="nominations_drop"),
    path("files/<int:file>/original/", downloads.original, name="nominations_original"),
    path("files/<int:file>/refused.xlsx", downloads.refused_rows, name="nominations_refused_rows"),
]
