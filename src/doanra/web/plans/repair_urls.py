"""Addresses of the repair of an announced plan."""

from django.urls import path

from doanra.web.plans import repairs

urlpatterns = [
    path("<int:plan>/repair/", repairs.ask, name="plans_repair_ask"),
    path("repairs/<int:repair>/", repairs.detail, name="plans_repair"),
    path("repairs/<int:repair>/progress/", repairs.progress, name="plans_repair_progress"),
    path("repairs/<int:repair>/cancel/", repairs.cancel, name="plans_repair_cancel"),
    path("repairs/<int:repair>/again/", repairs.again, name="plans_repair_again"),
    path("repairs/<int:repair>/<int:number>/", repairs.offer, name="plans_repair_offer"),
    path("repairs/<int:repair>/<int:number>/accept/", repairs.accept, name="plans_repair_accept"),
]
