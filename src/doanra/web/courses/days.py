"""A form field for several days: one date input each, empty ones left over for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_SPARE = 2
_LEAST = 4


class DaysInput(forms.Widget):
    """As many date inputs of one name as there are days, and some empty ones."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The inputs in a row, each with its number as name for those who do not see it."""
        given = [one.isoformat() if isinstance(one, date) else str(one) for one in value or () if one]
        shown = given + [""] * max(_SPARE, _LEAST - len(given))
        prefix = (attrs or {}).get("id", f"id_{name}")
        inputs = format_html_join(
            "",
            '<input type="date" name="{}" id="{}_{}" value="{}" aria-label="{}">',
            ((name, prefix, place, one, _("Ngày thứ %(n)s") % {"n": place + 1}) for place, one in enumerate(shown)),
        )
        return format_html('<div class="day-inputs" id="{}">{}</div>', prefix, inputs)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """All that was written, without the empty ones."""
        given = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name) or []
        return [one for one in given if one]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """An empty list is an answer."""
        return False

    def id_for_label(self, id_: str) -> str:
        """No single input bears the label; the fieldset's legend does."""
        return ""


class DaysField(forms.Field):
    """Several days, in order, each once."""

    widget = DaysInput

    def to_python(self, value: Any) -> tuple[date, ...]:
        """The days; ValidationError names what is none."""
        days = set()
        for one in value or ():
            try:
                days.add(one if isinstance(one, date) else date.fromisoformat(one))
            except ValueError as error:
                raise forms.ValidationError(_("“%(given)s” không phải là một ngày.") % {"given": one}) from error
        return tuple(sorted(days))

    def has_changed(self, initial: Sequence[date] | None, data: Any) -> bool:
        """Whether the set of days differs."""
        return self.to_python(initial) != self.to_python(data)
