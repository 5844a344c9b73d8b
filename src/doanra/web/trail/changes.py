"""What an act changed, as lines of a table that an inspector reads: which field of what, the old value and the new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DecimalField, Field, ForeignKey, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doanra.policy import access, rules
from doanra.records.facts import PAPERS
from doanra.records.models import Account, AppraisingBody, Call, Course, Did, EventThing, Person, Unit
from doanra.records.queries import stories
from doanra.terms.words import Role, Sensitivity
from doanra.web.templatetags.doanra import num, vndate, vntime
from doanra.web.trail.fields import bearer_word, field_word, kind_word

_DATE, _MONTH = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?\Z")
_LONGEST = 160
_NAMED_TO_ALL: tuple[type[Model], ...] = (Account, AppraisingBody, Call, Course, Unit)
"""Whose names tell nothing of who was nominated."""
_FEW = 3
_SAID_WITH_KIND = frozenset({"opinion"})
"""Things that stand in the story of others, where their fields alone would not tell whose they are."""
_DID = {Did.ADDED.value: _("thêm"), Did.REMOVED.value: _("bỏ"), Did.CHANGED.value: _("sửa"), Did.ABOUT.value: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One field that is otherwise; ``kept_back``: the reader may know that it changed, not from what to what.

    ``heads`` says of what the following fields are, at the first of a thing where there are several.
    """

    field: str
    old: str
    new: str
    kept_back: bool
    heads: str = ""


class Reader:
    """Reads changes for somebody: values in words, keys as names, what he may not see only marked."""

    def __init__(self, role: Role, things: Iterable[EventThing], *, names: bool) -> None:
        self._role, self._names = role, names
        self._known = stories.names(
            (target, value)
            for thing in things
            for bearer, name, old, new, _kept in thing.changes or ()
            if (target := _target(bearer or thing.kind, name))
            for value in (old, new)
            if isinstance(value, int)
        )

    def lines(self, thing: EventThing) -> list[Line]:
        """The changes of one thing, in the order in which they were told."""
        return list(self._lines(thing))

    def _lines(self, thing: EventThing) -> Iterator[Line]:
        marked = set[str]()
        for of, name, old, new, kept in thing.changes or ():
            bearer = of or (thing.kind if thing.kind in _SAID_WITH_KIND else "")
            if kept == Sensitivity.VETTING.value and not self._reads(kept):
                if bearer not in marked:  # which fields changed would tell the outcome
                    yield Line(_said(bearer, "") or gettext("nội dung"), "", "", kept_back=True)
                marked.add(bearer)
                continue
            said = _said(bearer, name)
            if not self._reads(kept) or (old is None and new is None):
                yield Line(said, "", "", kept_back=True)
            else:
                kind = bearer or thing.kind
                yield Line(said, self._value(kind, name, old), self._value(kind, name, new), kept_back=False)

    def _reads(self, kept: str) -> bool:
        return access.reads(self._role, Sensitivity(kept)) and (self._names or kept == Sensitivity.ORDINARY.value)

    def _value(self, kind: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return "–"
        target = _target(kind, name)
        if target is not None and isinstance(value, int):
            known = self._known.get((target, value))
            if known is None or not (self._names or target in _NAMED_TO_ALL):
                return gettext("số %(n)s") % {"n": value}
            return str(getattr(known, "short", "") or known)
        return _word(_column(kind, name), value)[:_LONGEST]


def _said(bearer: str, name: str) -> str:
    if not bearer:
        return field_word(name) if name else ""
    sort = bearer.partition(":")[2]
    if sort in PAPERS:
        sort = gettext(PAPERS[sort])
    elif sort in rules.registry():
        sort = gettext(rules.registry()[sort].title)
    return ": ".join(part for part in (bearer_word(bearer), sort, field_word(name) if name else "") if part)


def _column(kind: str, name: str) -> Field[Any, Any] | None:
    try:
        column = apps.get_model("records", kind.split(":")[0])._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return column if isinstance(column, Field) else None


def _target(kind: str, name: str) -> type[Model] | None:
    """The table that a key points to."""
    if name == "head":
        return Person
    column = _column(kind, name)
    return column.related_model if isinstance(column, ForeignKey) else None


def _word(column: Field[Any, Any] | None, value: Any) -> str:
    choices = dict(column.flatchoices) if column is not None and column.choices else {}
    if value in choices if isinstance(value, str | int) else False:
        return gettext(str(choices[value]))
    if isinstance(column, DecimalField) and isinstance(value, str):
        return str(num(_bare(Decimal(value))))
    match value:
        case bool():
            return gettext("có") if value else gettext("không")
        case int():
            return str(value) if column is not None and column.name == "year" else str(num(value))
        case list():
            return ", ".join(_word(None, one) for one in value)
        case dict():
            return "; ".join(f"{name}: {_word(None, one)}" for name, one in value.items())
    return dated(str(value))


def _bare(number: Decimal) -> Decimal | int:
    """Without the noughts that a column puts behind the comma."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def dated(text: str) -> str:
    """A date in the reader's way, as exact as it is; anything else as it stands."""
    if _DATE.fullmatch(text):
        return str(vndate(date.fromisoformat(text)))
    if _MONTH.fullmatch(text):
        return f"{int(text[5:])}/{text[:4]}"
    return str(vntime(datetime.fromisoformat(text))) if _MOMENT.match(text) else text


def did_word(did: str) -> str:
    """What was done to a thing, in a word; "" where it was only concerned."""
    return str(_DID[did])


def told(things: Iterable[EventThing], reader: Reader, *, whole: bool) -> list[Line]:
    """The fields of what an act changed; of several things each with its kind above its fields.

    Not ``whole``: none of more than a few, for those are counted.
    """
    of = [(thing, own) for thing in things if (own := reader.lines(thing))]
    if len(of) < 2:
        return [line for _thing, own in of for line in own]
    return [
        replace(line, heads=" ".join(filter(None, (did_word(thing.did), kind_word(thing.kind)))) if not place else "")
        for thing, own in (of if whole or len(of) <= _FEW else ())
        for place, line in enumerate(own)
    ]
