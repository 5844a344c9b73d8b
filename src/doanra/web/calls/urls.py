"""Addresses of the call of a year: who is asked, settings, quotas, needs, papers, days, letters, its end."""

from django.urls import path

from doanra.web.calls import acts, answering, needs, quotas, required, views

urlpatterns = [
    path("", views.index, name="calls"),
    path("list.<slug:form>", views.export, name="calls_export"),
    path("settings/", acts.settings, name="calls_settings"),
    path("letters/", acts.letters, name="calls_letters"),
    path("close/", acts.close, name="calls_close"),
    path("letter/", answering.letter, name="calls_letter"),
    path("nobody/", answering.nobody, name="calls_nobody"),
    path("deadlines/", answering.days, name="calls_deadlines"),
    path("papers/", required.index, name="calls_papers"),
    path("papers/take/", required.take_over, name="calls_papers_take"),
    path("papers/<int:paper>/", required.change, name="calls_paper"),
    path("papers/<int:paper>/end/", required.end, name="calls_paper_end"),
    path("needs/", needs.index, name="calls_needs"),
    path("needs/<int:need>/", needs.change, name="calls_need"),
    path("needs/<int:need>/drop/", needs.drop, name="calls_need_drop"),
    path("quotas/", quotas.table, name="calls_quotas"),
    path("quotas/rules/", quotas.rules, name="calls_quota_rules"),
    path("quotas/enter/", quotas.enter, name="calls_quota_enter"),
    path("quotas/entries/", quotas.entries, name="calls_quota_entries"),
    path("quotas/share/", quotas.share, name="calls_quota_share"),
    path("quotas/workbook.xlsx", quotas.workbook, name="calls_quota_workbook"),
    path("quotas/load/", quotas.load, name="calls_quota_load"),
    path("quotas/top-up/", quotas.top_up, name="calls_top_up"),
]
