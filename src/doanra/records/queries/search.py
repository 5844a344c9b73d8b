"""What a text finds, without regard to accents and case: people, units, courses, files and letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from doanra.records.fields import blind_index
from doanra.records.models import Course, FileState, Invitation, Nomination, Person, SourceFile, Unit
from doanra.terms.names import fold

Within = frozenset[int] | None
_NUMBER = re.compile(r"\d{9}|\d{12}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by which a unit answered."""

    number: str
    year: int
    unit: str
    slug: str


def words(text: str) -> list[str]:
    """The folded words that must all be found, each at the beginning of a word."""
    return re.findall(r"\w+", fold(text))


def _each(field: str, keys: Iterable[str]) -> Q:
    found = Q()
    for key in keys:
        found &= Q(**{f"{field}__startswith": key}) | Q(**{f"{field}__contains": f" {key}"})
    return found


def people(text: str, *, within: Within) -> QuerySet[Person]:
    """People by name, or by the whole identity number; ``nomination`` is the newest one, ``year`` its year."""
    named = _each("search_key", words(text))
    digits = re.sub(r"\D", "", text)
    if _NUMBER.fullmatch(digits):
        named |= Q(id_index=blind_index(digits))
    newest = Nomination.objects.filter(person=OuterRef("pk")).order_by("-call__year")
    rows = Person.objects.filter(named)
    if within is not None:
        rows = rows.filter(Q(unit__in=within) | Q(nominations__unit__in=within)).distinct()
        newest = newest.filter(unit__in=within)
    return rows.select_related("unit").annotate(
        nomination=Subquery(newest.values("pk")[:1]),
        year=Subquery(newest.values("call__year")[:1]),
        position=Subquery(newest.values("position")[:1]),
    )


def units(text: str) -> QuerySet[Unit]:
    """Units of any day by name or short name, those of today first."""
    return Unit.objects.filter(_each("search_key", words(text))).order_by("-valid_from", "kind", "order")


def courses(text: str) -> list[Course]:
    """Courses by code, topic, host or country, the newest year first. One query."""
    keys = words(text)
    every = Course.objects.select_related("call").order_by("-call__year", "code")
    return [one for one in every if _has(f"{one.code} {one.topic} {one.host} {one.country}", keys)]


def files(text: str, *, within: Within) -> list[SourceFile]:
    """Units' files by name, number of the letter or sender, the newest first. One query."""
    keys = words(text)
    rows: QuerySet[Any] = SourceFile.objects.select_related("call", "unit").order_by("-received_at", "-pk")
    if within is not None:
        rows = rows.filter(unit__in=within, state=FileState.SAVED.value)
    return [one for one in rows if _has(_words_of(one), keys)]


def _words_of(file: SourceFile) -> str:
    return f"{file.name} {file.letter_number} {file.unit.short if file.unit else file.unit_hint} {file.call.year}"


def letters(text: str, *, within: Within) -> list[Letter]:
    """Letters by which units answered, by number. One query."""
    keys = words(text)
    rows = Invitation.objects.exclude(letter="").order_by("-call__year", "letter")
    if within is not None:
        rows = rows.filter(unit__in=within)
    found = rows.values_list("letter", "call__year", "unit__short", "unit__slug")
    return [Letter(*row) for row in found if _has(row[0], keys)]


def _has(text: str, keys: list[str]) -> bool:
    own = words(text)
    return all(any(word.startswith(key) for word in own) for key in keys)
