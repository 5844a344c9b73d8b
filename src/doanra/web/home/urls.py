"""The year at a glance, its figures, search, and the opening of a year, which belongs to none yet."""

from django.urls import path

from doanra.web.calls import acts as calls
from doanra.web.home import figure, search, views

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/figures/", views.figures, name="year_figures"),
    path("<int:year>/figures/<slug:name>/", figure.figure, name="year_figure"),
    path("search/", search.index, name="search"),
    path("calls/new/", calls.new, name="calls_new"),
]
