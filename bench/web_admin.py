"""Django's own admin over our tables, as one who cares about speed would write it: same columns, filters and page size.

The peer of bench/web.py. What is joined is joined, what is not shown is not loaded.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path

from doanra.records.models import Course, Invitation, Nomination, Person, SourceFile, Unit

PER_PAGE = 100


class _Admin(admin.ModelAdmin[Any]):
    list_per_page = PER_PAGE
    show_full_result_count = False


@admin.register(Nomination)
class NominationAdmin(_Admin):
    """The columns of our list of nominees."""

    list_display = ("name", "birth", "post", "sender", "programme", "priority", "standing", "from_where")
    list_filter = ("call", "programme", "unit__kind", "unit", "appraisal__standing")
    search_fields = ("person__search_key", "unit__search_key", "position")
    list_select_related = ("person", "unit", "appraisal", "row__file")
    ordering = ("person__sort_key", "person_id", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        heavy = ("appraisal__findings", "row__fields", "row__raw", "row__problems", "row__file__columns")
        rows: QuerySet[Any] = super().get_queryset(request).defer(*heavy)
        return rows

    @admin.display(ordering="person__sort_key")
    def name(self, one: Any) -> str:
        return str(one.person.full_name)

    @admin.display(ordering="person__birth")
    def birth(self, one: Any) -> str:
        return one.person.birth.vietnamese() if one.person.birth else ""

    @admin.display(ordering="position")
    def post(self, one: Any) -> str:
        return f"{one.position}, {one.workplace}"

    @admin.display(ordering="unit__order")
    def sender(self, one: Any) -> str:
        return str(one.unit.short)

    @admin.display(ordering="appraisal__standing")
    def standing(self, one: Any) -> str:
        return str(one.appraisal.get_standing_display())

    def from_where(self, one: Any) -> str:
        return f"{one.row.row}, {one.row.file.name}" if one.row else str(one.source)


class Judged(Nomination):
    """A second list over the same table, with the columns of our list of verdicts."""

    class Meta:
        proxy = True
        app_label = "records"


@admin.register(Judged)
class JudgedAdmin(NominationAdmin):
    """The columns of our list of verdicts."""

    list_display = ("name", "birth", "post", "sender", "programme", "standing", "stopped", "open")
    list_select_related = ("person", "unit", "appraisal")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = admin.ModelAdmin.get_queryset(self, request).defer("appraisal__findings")
        return rows.filter(state="standing")

    def stopped(self, one: Any) -> str:
        return str(one.appraisal.not_met)

    def open(self, one: Any) -> str:
        return str(one.appraisal.unknown)


@admin.register(Person)
class PersonAdmin(_Admin):
    """The columns of our list of people."""

    list_display = ("full_name", "birth", "gender", "unit", "post", "years", "courses")
    list_filter = ("unit", "gender")
    search_fields = ("search_key",)
    list_select_related = ("unit",)
    ordering = ("sort_key", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).defer("id_number")
        return rows.prefetch_related("nominations__call", "participations")

    def post(self, one: Any) -> str:
        newest = max(one.nominations.all(), key=lambda each: each.call.year, default=None)
        return f"{newest.position}, {newest.workplace}" if newest else ""

    def years(self, one: Any) -> str:
        return ", ".join(f"{each.call.year} {each.get_programme_display()}" for each in one.nominations.all())

    def courses(self, one: Any) -> int:
        return len(one.participations.all())


@admin.register(Unit)
class UnitAdmin(_Admin):
    """The columns of our register."""

    list_display = ("name", "code", "valid_from", "valid_to", "came_from", "became", "act")
    list_filter = ("kind",)
    list_per_page = 1000
    ordering = ("kind", "order", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).filter(valid_to=None)
        return rows.prefetch_related("codes", "origins__predecessor", "successions__successor")

    def code(self, one: Any) -> str:
        return ", ".join(code.code for code in one.codes.all())

    def came_from(self, one: Any) -> str:
        return ", ".join(each.predecessor.short for each in one.origins.all())

    def became(self, one: Any) -> str:
        return ", ".join(each.successor.short for each in one.successions.all())


@admin.register(SourceFile)
class FileAdmin(_Admin):
    """The columns of our list of units' files."""

    list_display = (
        "name", "unit", "state", "rows_read", "rows_accepted", "rows_refused", "rows_unchanged", "received_by",
        "received_at",
    )  # fmt: skip
    list_filter = ("call", "state", "unit")
    list_select_related = ("unit", "received_by")
    ordering = ("-received_at", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).defer("columns")
        return rows


@admin.register(Invitation)
class InvitationAdmin(_Admin):
    """The columns of our list of who was asked."""

    list_display = ("unit", "answered_on", "letter", "reminders", "reminded_on")
    list_filter = ("call",)
    list_select_related = ("unit",)
    list_per_page = 1000
    ordering = ("unit__kind", "unit__order", "id")


@admin.register(Course)
class CourseAdmin(_Admin):
    """The columns of our catalogue."""

    list_display = (
        "code", "topic", "host", "country", "audiences", "field", "seats", "first_days", "days", "language",
        "cost_fixed", "cost_per_head", "full",
    )  # fmt: skip
    list_filter = ("call", "programme", "country", "field")
    search_fields = ("code", "topic", "host", "country")
    list_per_page = 1000

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).prefetch_related("starts")
        return rows

    def seats(self, one: Any) -> str:
        return f"{one.seats_min}–{one.seats_max}"

    def full(self, one: Any) -> str:
        return str(one.cost_fixed + one.cost_per_head * one.seats_max)

    def first_days(self, one: Any) -> str:
        return ", ".join(f"{start.first_day:%d/%m}" for start in one.starts.all())


urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("doanra.config.urls")),
]
