"""What is sought among the notices, and what one wants by mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from doanra.records.models import MailState, NoticeKind
from doanra.records.queries.notices import Sought
from doanra.terms.words import Word
from doanra.web.appraisals.forms import DayInput


def _choices(words: type[Word]) -> list[tuple[str, object]]:
    return [("", _("Tất cả")), *((one.value, _(one.label)) for one in words)]


class SoughtForm(forms.Form):
    """Filters of the list of what was sent; what makes no sense is left out."""

    q = forms.CharField(label=_("Người, đơn vị, việc"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=lambda: _choices(NoticeKind))
    mail = forms.ChoiceField(label=_("Thư"), required=False, choices=lambda: _choices(MailState))
    since = forms.DateField(label=_("Từ ngày"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Đến ngày"), required=False, widget=DayInput)

    def sought(self) -> Sought:
        """What of it could be read."""
        self.is_valid()
        given = self.cleaned_data
        return Sought(
            text=given.get("q") or "",
            kind=given.get("kind") or "",
            mail=given.get("mail") or "",
            since=given.get("since"),
            until=given.get("until"),
        )


class MailForm(forms.Form):
    """Each notice by mail, the mail of the day."""

    each = forms.BooleanField(label=_("Mỗi thông báo một thư"), required=False)
    daily = forms.BooleanField(label=_("Mỗi ngày một thư gồm mọi việc đang chờ"), required=False)
