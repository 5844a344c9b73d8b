"""Addresses of the trail."""

from django.urls import path

from doanra.web.trail import views

urlpatterns = [
    path("", views.index, name="trail"),
    path("export/", views.export, name="trail_export"),
    path("acts/<int:event>/", views.detail, name="trail_event"),
    path("of/<slug:kind>/<int:key>/", views.story, name="trail_story"),
]
