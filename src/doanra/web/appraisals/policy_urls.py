"""Address of the rules in force."""

from django.urls import path

from doanra.web.appraisals import policy_views

urlpatterns = [path("", policy_views.policy, name="policy")]
