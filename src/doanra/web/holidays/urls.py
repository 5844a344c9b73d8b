"""Addresses of the holidays of a year."""

from django.urls import path

from doanra.web.holidays import views

urlpatterns = [
    path("", views.index, name="holidays"),
    path("<int:pk>/take-back/", views.take_back, name="holidays_take_back"),
]
