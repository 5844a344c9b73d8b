"""The year at a glance, and search."""

from django.urls import path

from doanra.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>/", views.year, name="year"),
    path("search/", views.search, name="search"),
]
