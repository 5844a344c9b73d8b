"""Addresses of nominating by form, below the nominations of a year."""

from django.urls import path

from doanra.web.nominating import (
    drafts,
    index,
    late,
    needed,
    office,
    papers,
    papers_late,
    returning,
    sending,
    withdrawing,
)

urlpatterns = [
    path("form/", index.index, name="forms"),
    path("form/new/", drafts.new, name="forms_new"),
    path("form/<int:draft>/", drafts.check, name="forms_draft"),
    path("form/<int:draft>/papers/", papers.of_draft, name="forms_papers"),
    path("form/<int:draft>/drop/", drafts.drop, name="forms_drop"),
    path("form/<int:draft>/<slug:step>/", drafts.step, name="forms_step"),
    path("form/submit/", sending.submit, name="forms_submit"),
    path("form/receipts/<int:receipt>/", sending.receipt, name="forms_receipt"),
    path("form/receipts/<int:receipt>/letter/", sending.letter, name="forms_letter"),
    path("form/late/", late.ask, name="forms_late"),
    path("form/late/<int:late>/", late.one, name="forms_late_request"),
    path("form/rules/", office.rules, name="forms_rules"),
    path("form/return/<int:nomination>/", returning.send_back, name="forms_return"),
    path("form/withdraw/<int:nomination>/", withdrawing.withdraw, name="forms_withdraw"),
    path("form/stand/<int:nomination>/", withdrawing.stand_again, name="forms_stand"),
    path("papers/scan/", papers.scan, name="papers_scan"),
    path("papers/of/<int:nomination>/", papers.of_nomination, name="papers_dossier"),
    path("papers/of/<int:nomination>/late/", papers_late.ask, name="papers_late"),
    path("papers/of/<int:nomination>/needs/", needed.refer, name="papers_needs"),
    path("papers/<int:paper>/", papers.download, name="papers_file"),
    path("papers/<int:paper>/remove/", papers.remove, name="papers_remove"),
]
