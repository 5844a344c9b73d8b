"""Address of the trail."""

from django.urls import path

from doanra.web.trail import views

urlpatterns = [path("", views.index, name="trail")]
