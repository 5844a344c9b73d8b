"""Addresses of verdicts and of what one of them rests on."""

from django.urls import path

from doanra.web.appraisals import acts, missing, views, why

urlpatterns = [
    path("", views.index, name="appraisals"),
    path("list.<slug:form>", views.export, name="appraisals_export"),
    path("again/", views.again, name="appraisals_again"),
    path("missing/", missing.index, name="appraisals_missing"),
    path("missing.xlsx", missing.workbook, name="appraisals_missing_workbook"),
    path("<int:nomination>/", why.why, name="appraisals_why"),
    path("<int:nomination>/evidence/", acts.record, name="appraisals_evidence"),
    path("<int:nomination>/waive/", acts.waive, name="appraisals_waive"),
    path("<int:nomination>/again/", acts.judge_again, name="appraisals_judge_again"),
]
