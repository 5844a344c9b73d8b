"""What is asked of the catalogue: words, programme, country, audience, field, and the order; all in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from doanra.records.queries.courses import Offer
from doanra.terms.names import fold
from doanra.terms.words import Audience, Field, Programme
from doanra.web.lists.forms import Ordered, Search, offer
from doanra.web.lists.held import in_order
from doanra.web.templatetags.doanra import label

KEYS = {
    "code": lambda one: one.course.code,
    "topic": lambda one: fold(one.course.topic),
    "place": lambda one: (fold(one.course.country), fold(one.course.host)),
    "seats": lambda one: (one.course.seats_max, one.course.seats_min),
    "starts": lambda one: one.starts[0] if one.starts else None,
    "days": lambda one: one.course.days,
    "fixed": lambda one: one.course.cost_fixed,
    "head": lambda one: one.course.cost_per_head,
    "full": lambda one: one.full_cost,
}


class WantedForm(forms.Form):
    """The filters of the catalogue, all in the address; a value that is none is left out."""

    q = Search(gettext_lazy("Mã, chủ đề, nơi học"))
    programme = forms.ChoiceField(required=False)
    country = forms.ChoiceField(label=gettext_lazy("Nước"), required=False)
    audience = forms.ChoiceField(label=gettext_lazy("Nhận nhóm đối tượng"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    order = Ordered(KEYS)

    def __init__(self, *args: Any, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            programme=[(one.value, label(one)) for one in Programme],
            country=[(one, one) for one in countries],
            audience=[(one.value, f"{one.value}: {label(one)}") for one in Audience],
            field=[(one.value, label(one)) for one in Field],
        )

    def lines(self, offers: Sequence[Offer]) -> list[Offer]:
        """The courses that are asked for, in the order asked for; parts that make no sense ask for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        return in_order([one for one in offers if _fits(one, asked)], order=self.ordered, keys=KEYS)

    @property
    def ordered(self) -> str:
        """The order asked for, "" for programmes and codes."""
        return str(self.cleaned_data.get("order", ""))


def _fits(one: Offer, asked: dict[str, Any]) -> bool:
    course, key = one.course, fold(asked.get("q", ""))
    audience = asked.get("audience")
    return (
        asked.get("programme") in (None, "", course.programme)
        and asked.get("country") in (None, "", course.country)
        and asked.get("field") in (None, "", course.field)
        and (not audience or not course.audiences or audience in course.audiences)
        and (not key or key in fold(" ".join((course.code, course.topic, course.host, course.country))))
    )
