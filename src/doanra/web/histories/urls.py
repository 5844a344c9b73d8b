"""Addresses of old records."""

from django.urls import path

from doanra.web.histories import acts, views

urlpatterns = [
    path("", views.index, name="histories"),
    path("template.xlsx", views.template, name="histories_template"),
    path("upload/", acts.upload, name="histories_upload"),
    path("files/<int:file>/", views.detail, name="histories_file"),
    path("files/<int:file>/save/", acts.save, name="histories_save"),
    path("files/<int:file>/drop/", acts.drop, name="histories_drop"),
    path("files/<int:file>/undo/", acts.undo, name="histories_undo"),
    path("waiting/<int:course>/", views.waiting, name="histories_waiting"),
    path("waiting/<int:course>/settle/", acts.settle, name="histories_settle"),
    path("people/<int:person>/", views.person, name="histories_person"),
]
