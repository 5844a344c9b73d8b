"""Addresses of people: their list, likely doubles, merges."""

from django.urls import path

from doanra.web.people import merges, pairs, register

urlpatterns = [
    path("register/", register.index, name="people_register"),
    path("register/list.<slug:form>", register.export, name="people_register_export"),
    path("", pairs.index, name="people"),
    path("search/", pairs.search, name="people_search"),
    path("pairs/<int:pair>/", pairs.detail, name="people_pair"),
    path("pairs/<int:pair>/merge/", pairs.merge, name="people_merge"),
    path("pairs/<int:pair>/apart/", pairs.apart, name="people_apart"),
    path("pairs/<int:pair>/again/", pairs.again, name="people_again"),
    path("merges/", merges.index, name="people_merges"),
    path("merges/<int:merge>/", merges.detail, name="people_merged"),
    path("merges/<int:merge>/undo/", merges.undo, name="people_unmerge"),
]
