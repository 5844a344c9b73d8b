"""Addresses of kept views."""

from django.urls import path

from doanra.web.lists import views

urlpatterns = [
    path("<slug:listing>/views/", views.keep, name="lists_keep"),
    path("views/<int:view>/drop/", views.drop, name="lists_drop"),
]
