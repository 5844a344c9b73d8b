"""Addresses of a year's lists, of the request to each body and of approved versions."""

from django.urls import path

from doanra.web.consultations import approving, asking, deciding, scans, sheets, views

urlpatterns = [
    path("", views.index, name="consultations"),
    path("new/", views.new, name="consultations_new"),
    path("<int:consultation>/", views.detail, name="consultations_list"),
    path("<int:consultation>/table.xlsx", views.table, name="consultations_table"),
    path("<int:consultation>/ask/", asking.ask, name="consultations_ask"),
    path("<int:consultation>/drop/", asking.drop, name="consultations_drop"),
    path("<int:consultation>/reopen/", asking.reopen, name="consultations_reopen"),
    path("<int:consultation>/approve/", approving.approve, name="consultations_approve"),
    path("<int:consultation>/amend/", approving.amend, name="consultations_amend"),
    path("<int:consultation>/versions/<int:number>/", approving.version, name="consultations_version"),
    path("<int:consultation>/versions/<int:number>/scans/", scans.of_version, name="consultations_version_scans"),
    path("<int:consultation>/bodies/<int:body>/scans/", scans.of_request, name="consultations_letters"),
    path("waivers/<int:nomination>/<int:waiver>/scans/", scans.of_waiver, name="appraisals_waiver_scans"),
    path("waivers/<int:nomination>/scans/<int:scan>/", scans.download_waiver, name="appraisals_scan"),
    path("<int:consultation>/scans/<int:scan>/", scans.download, name="consultations_scan"),
    path("<int:consultation>/bodies/<int:body>/", sheets.sheet, name="consultations_sheet"),
    path("<int:consultation>/bodies/<int:body>/bulk/", sheets.bulk, name="consultations_bulk"),
    path("<int:consultation>/bodies/<int:body>/workbook.xlsx", sheets.workbook, name="consultations_workbook"),
    path("<int:consultation>/bodies/<int:body>/load/", sheets.load, name="consultations_load"),
    path("<int:consultation>/bodies/<int:body>/letter.docx", asking.letter, name="consultations_letter"),
    path("<int:consultation>/bodies/<int:body>/remind/", asking.remind, name="consultations_remind"),
    path("<int:consultation>/bodies/<int:body>/withdraw/", asking.withdraw, name="consultations_withdraw"),
    path("<int:consultation>/bodies/<int:body>/again/", asking.again, name="consultations_again"),
    path("<int:consultation>/bodies/<int:body>/<int:opinion>/", deciding.opinion, name="consultations_opinion"),
    path(
        "<int:consultation>/bodies/<int:body>/<int:opinion>/back/", deciding.take_back, name="consultations_take_back"
    ),
]
