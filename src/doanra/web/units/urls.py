"""Addresses of units through time."""

from django.urls import path

from doanra.web.units import views

urlpatterns = [
    path("", views.index, name="units"),
    path("list.<slug:form>", views.export, name="units_export"),
    path("<slug:slug>/", views.detail, name="units_unit"),
]
