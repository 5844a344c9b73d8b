"""Addresses of the catalogue of a year."""

from django.urls import path

from doanra.web.courses import editing, sheets, views

urlpatterns = [
    path("", views.index, name="courses"),
    path("catalogue.xlsx", views.workbook, name="courses_workbook"),
    path("list.<slug:form>", views.export, name="courses_export"),
    path("copy/", views.copy, name="courses_copy"),
    path("add/", editing.add, name="courses_add"),
    path("upload/", sheets.upload, name="courses_upload"),
    path("upload/preview/", sheets.preview, name="courses_preview"),
    path("upload/save/", sheets.save, name="courses_save"),
    path("course/<str:code>/", editing.change, name="courses_change"),
    path("course/<str:code>/remove/", editing.remove, name="courses_remove"),
]
