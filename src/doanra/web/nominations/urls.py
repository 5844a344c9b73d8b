"""Addresses of nominees and of units' files."""

from django.urls import path

from doanra.web.nominations import acts, answers, attempts, downloads, files, mapping, saving, templates, undo, views

urlpatterns = [
    path("", views.index, name="nominations"),
    path("list.<slug:form>", views.export, name="nominations_export"),
    path("bulk/", views.bulk, name="nominations_bulk"),
    path("specimens.zip", downloads.specimens_zip, name="nominations_specimens_zip"),
    path("specimens/", acts.try_specimens, name="nominations_specimens"),
    path("files/", files.index, name="nominations_files"),
    path("files/list.<slug:form>", files.export, name="nominations_files_export"),
    path("files/bulk/", files.bulk, name="nominations_files_bulk"),
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
    path("files/<int:file>/answer/", answers.packet, name="nominations_answer"),
    path("files/<int:file>/answer/letter/", answers.letter, name="nominations_letter"),
    path("files/<int:file>/marked/", answers.workbook, name="nominations_marked"),
    path("files/<int:file>/absent/", answers.absent, name="nominations_absent"),
    path("files/<int:file>/undo/", undo.undo, name="nominations_undo"),
    path("answers/", answers.index, name="nominations_answers"),
    path("answers/all/", answers.packets, name="nominations_packets"),
    path("templates/", templates.index, name="nominations_templates"),
    path("files/<int:file>/refused.xlsx", downloads.refused_rows, name="nominations_refused_rows"),
]
