"""The filter of the trail, in the address alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.queries import trail
from doanra.records.queries.trail import Wanted
from doanra.web.trail.words import say, stage_word


class WantedForm(forms.Form):
    """By year, act and person; what makes no sense asks for nothing."""

    year = forms.ChoiceField(label=gettext_lazy("Năm"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Việc"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Người làm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", gettext("Tất cả"))
        choices: dict[str, list[Any]] = {
            "year": [everything, *((str(year), str(year)) for year in trail.years())],
            "verb": [everything, *_by_stage(trail.verbs())],
            "by": [everything, *((str(by), name) for by, name in trail.people())],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> Wanted:
        """What was asked for."""
        self.full_clean()
        asked = self.cleaned_data
        year, by = asked.get("year"), asked.get("by")
        return Wanted(year=int(year) if year else None, verb=asked.get("verb", ""), by=int(by) if by else None)

    def asked(self) -> dict[str, str | int | date | None]:
        """The same as it goes into the trail."""
        self.full_clean()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def chosen(self, name: str) -> str:
        """What was chosen in a field, as it is read there; "" for all."""
        self.full_clean()
        value = str(self.cleaned_data.get(name) or "")
        choices = self.fields[name].choices  # type: ignore[attr-defined]  # a ChoiceField
        flat = dict(pair for one in choices for pair in (one[1] if isinstance(one[1], list) else [one]))
        return str(flat.get(value, "")) if value else ""


def _by_stage(verbs: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    stages: dict[str, list[tuple[str, str]]] = {}
    for verb in verbs:
        stages.setdefault(verb.split(".")[0], []).append((verb, say(verb)))
    return [
        (stage_word(stage), [(stage, gettext("Mọi việc về %(stage)s") % {"stage": stage_word(stage).lower()}), *own])
        for stage, own in stages.items()
    ]
