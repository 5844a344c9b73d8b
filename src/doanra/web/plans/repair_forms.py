"""The form that asks what has changed since a plan was announced."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from doanra.records.models import Plan
from doanra.stages.plans.problem import MONEY_UNIT, last_day
from doanra.web.drawings.figures import figure
from doanra.web.templatetags.doanra import until

Group = tuple[str, str, list[tuple[str, str, bool]]]


class RepairForm(forms.Form):
    """Courses that are off, further people who are gone, the new budget in millions of đồng."""

    cancelled = forms.MultipleChoiceField(label=_("Khoá bỏ"), required=False, widget=forms.CheckboxSelectMultiple)
    withdrawn = forms.TypedMultipleChoiceField(label=_("Người rút"), required=False, coerce=int)
    budget = forms.IntegerField(
        label=_("Kinh phí mới, triệu đồng"),
        required=False,
        min_value=0,
        max_value=10**9,
        help_text=_("Để trống: như kinh phí của năm."),
    )
    time_limit = forms.IntegerField(
        label=_("Thời gian tìm, giây"),
        initial=60,
        min_value=5,
        max_value=3600,
        help_text=_("Số người phải đổi thường được chứng minh trong vài giây; phần còn lại để tìm thêm chỗ."),
    )

    def __init__(self, plan: Plan, data: QueryDict | None = None, *, known: set[int]) -> None:
        """``known`` are people found to be gone: they need no box."""
        super().__init__(data)
        seats: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for seat in plan.seats.select_related("person").order_by("person__sort_key", "person_id"):
            seats[seat.planned_id].append((seat.person_id, seat.person.full_name))
        rows = list(plan.courses.select_related("course").order_by("course__code"))
        self._people = [
            (row.course.code, [one for one in seats[row.pk] if one[0] not in known]) for row in rows if seats[row.pk]
        ]
        cast(forms.MultipleChoiceField, self.fields["cancelled"]).choices = [
            (row.course.code, _course(row, len(seats[row.pk]))) for row in rows
        ]
        cast(forms.MultipleChoiceField, self.fields["withdrawn"]).choices = [
            (str(key), name) for _code, people in self._people for key, name in people
        ]

    @property
    def groups(self) -> list[Group]:
        """For each course its code, how many people, and each with key, name and whether the box is set."""
        chosen = {str(value) for value in self["withdrawn"].value() or ()}
        return [
            (
                code,
                ngettext("%(n)s người", "%(n)s người", len(people)) % {"n": figure(len(people))},
                [(str(key), name, str(key) in chosen) for key, name in people],
            )
            for code, people in self._people
            if people
        ]

    def asked(self) -> dict[str, Any]:
        """What the verb is given."""
        given = self.cleaned_data
        budget = given["budget"]
        return {
            "cancelled": given["cancelled"],
            "withdrawn": given["withdrawn"],
            "budget": None if budget is None else Decimal(budget) * MONEY_UNIT,
            "time_limit": given["time_limit"],
        }


def _course(row: Any, people: int) -> str:
    days = until(row.first_day, last_day(row.first_day, days=row.course.days))
    many = ngettext("%(n)s người", "%(n)s người", people) % {"n": figure(people)}
    return f"{row.course.code} · {row.course.country} · {days} · {many}"
