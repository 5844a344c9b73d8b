"""Addresses of the busy days of a year."""

from django.urls import path

from doanra.web.unavailable import views

urlpatterns = [
    path("", views.index, name="unavailable"),
    path("<int:person>/", views.of_person, name="unavailable_person"),
    path("<int:pk>/remove/", views.remove, name="unavailable_remove"),
]
