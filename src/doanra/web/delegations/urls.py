"""Addresses of delegations and of papers of a plan."""

from django.urls import path

from doanra.web.delegations import views

urlpatterns = [
    path("", views.index, name="delegations"),
    path("papers/<int:plan>/year-plan.docx", views.year_plan, name="papers_year_plan"),
    path("papers/<int:plan>/<str:code>.<str:ending>", views.paper, name="papers_delegation"),
    path("<str:code>/", views.detail, name="delegations_detail"),
]
