"""Addresses of the table of column heads."""

from django.urls import path

from doanra.web.synonyms import views

urlpatterns = [
    path("", views.index, name="synonyms"),
    path("<int:word>/remove/", views.remove, name="synonyms_remove"),
]
