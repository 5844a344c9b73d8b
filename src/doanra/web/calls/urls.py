"""Addresses of the call of a year: who is asked, its settings, letters, its end."""

from django.urls import path

from doanra.web.calls import acts, views

urlpatterns = [
    path("", views.index, name="calls"),
    path("settings/", acts.settings, name="calls_settings"),
    path("letters/", acts.letters, name="calls_letters"),
    path("close/", acts.close, name="calls_close"),
]
