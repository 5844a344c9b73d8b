"""Under which name and for whom a view is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from doanra.policy import access
from doanra.records.models import SavedView, ViewFor
from doanra.terms.words import Role
from doanra.web.templatetags.doanra import label


class Choice(forms.Select):
    """A plain choice of many, drawn without a template for each of its hundreds of lines."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The element with its lines."""
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = {str(one) for one in self.format_value(value)}
        lines = format_html_join(
            "", '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) in chosen else "", said) for key, said in self.choices),
        )  # fmt: skip
        named = format_html_join("", ' {}="{}"', ((key, said) for key, said in given.items() if said is not False))
        return format_html("<select{}>{}</select>", named, lines)


class Day(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Search(forms.CharField):
    """Words that a line must have."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))


class Ordered(forms.ChoiceField):
    """By which column a list stands: one of ``keys``, with a minus for the other way round."""

    def __init__(self, keys: Iterable[str]) -> None:
        both = [(key, key) for name in keys for key in (name, f"-{name}")]
        super().__init__(required=False, choices=both, widget=forms.HiddenInput)


def offer(form: forms.Form, **choices: Iterable[tuple[Any, Any]]) -> None:
    """Gives choices of a form their values, after the one that narrows nothing."""
    for name, values in choices.items():
        form.fields[name].choices = [("", gettext("Tất cả")), *values]  # type: ignore[attr-defined]  # a ChoiceField


class ViewForm(forms.Form):
    """Whoever may not put views before others is asked for the name alone."""

    name = forms.CharField(
        label=gettext_lazy("Tên khung nhìn"), max_length=SavedView._meta.get_field("name").max_length
    )
    audience = forms.ChoiceField(label=gettext_lazy("Cho ai"), required=False)

    def __init__(self, *args: Any, duty: Role, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "view-%s"})
        if not access.may(duty, "lists.share"):
            del self.fields["audience"]
            return
        self.fields["audience"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (ViewFor.OWN.value, label(ViewFor.OWN)),
            (ViewFor.ALL.value, label(ViewFor.ALL)),
            *((role.value, label(role)) for role in Role if access.may(role, "lists.keep")),
        ]

    def given(self) -> dict[str, Any]:
        """The arguments of ``keep_view`` that stand in the form."""
        chosen = self.cleaned_data.get("audience") or ViewFor.OWN.value
        if chosen in set(ViewFor):
            return {"name": self.cleaned_data["name"], "audience": ViewFor(chosen), "role": None}
        return {"name": self.cleaned_data["name"], "audience": ViewFor.ROLE, "role": Role(chosen)}
