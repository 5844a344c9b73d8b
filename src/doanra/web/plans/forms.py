"""What the pages of plans ask for: small forms, each for one act."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doanra.records.models import Plan, PlannedFrom, UnknownMeans
from doanra.terms.refusal import Refused
from doanra.web.plans.sentences import plan_name

F = TypeVar("F", bound=forms.Form)


class StartForm(forms.Form):
    """How a run is started."""

    time_limit = forms.IntegerField(
        label=_("Thời gian tính, giây"),
        initial=60,
        min_value=1,
        max_value=3600,
        help_text=_("Càng lâu càng gần phương án tốt nhất; 60 giây thường đủ cho một năm."),
    )
    seed = forms.IntegerField(
        label=_("Số gieo"),
        initial=1,
        min_value=0,
        max_value=2**31 - 1,
        help_text=_("Cùng số gieo thì đường tìm giống nhau; đổi số để thử đường khác."),
    )
    pins_of = forms.TypedChoiceField(label=_("Giữ người đã ghim của"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: QueryDict | None = None, *, drafts: list[Plan], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [("", gettext("Không giữ ai")), *((str(plan.pk), plan_name(plan)) for plan in drafts)]
        cast(forms.TypedChoiceField, self.fields["pins_of"]).choices = choices


class UnknownForm(forms.Form):
    """What an unknown verdict means for the runs of this year."""

    unknown_means = forms.ChoiceField(
        label=_("Người còn điều chưa rõ"),
        widget=forms.RadioSelect,
        choices=[(value, _(label)) for value, label in UnknownMeans.choices()],
    )


class PlannedFromForm(forms.Form):
    """Whom the runs of this year take, now that a list has been approved."""

    planned_from = forms.ChoiceField(
        label=_("Lấy ai vào kế hoạch"),
        widget=forms.RadioSelect,
        choices=[(value, _(label)) for value, label in PlannedFrom.choices()],
    )


class ActForm(forms.Form):
    """An act on a draft as it was seen."""

    revision = forms.IntegerField(min_value=0)


class MoveForm(ActForm):
    """Where a person goes: a code, or ``out`` of the plan."""

    to = forms.CharField(max_length=20)


class PinForm(ActForm):
    """Pinned or not."""

    pinned = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes")


class HeadForm(ActForm):
    """Who heads the delegation; empty takes the name back."""

    person = forms.IntegerField(required=False)


class DayForm(ActForm):
    """On which day a course begins."""

    first_day = forms.DateField()


def asked(form: type[F], data: QueryDict) -> dict[str, Any]:
    """The values of a small form; Refused if somebody sent something else than the page does."""
    given = form(data)
    if not given.is_valid():
        wrong = ", ".join(given.errors)
        raise Refused(
            "form",
            gettext("Yêu cầu gửi lên thiếu hoặc sai: %(fields)s.") % {"fields": wrong},
            remedy=gettext("Tải lại trang rồi làm lại thao tác."),
        )
    return given.cleaned_data
