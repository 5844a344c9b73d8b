"""What a text finds, without regard to accents, case and where a tone stands: people, units, courses, files, letters.

Every word of the text must begin a word of the thing. What is called exactly so comes first, then what begins so, then
the rest. PostgreSQL answers from indexes (`records.words_sql`), SQLite by looking at every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
    Window,
)

from doanra.policy import access
from doanra.records.fields import blind_index
from doanra.records.models import Account, Call, Course, FileState, Invitation, Nomination, Person, SourceFile, Unit
from doanra.records.queries import reach, search_sql
from doanra.records.queries.lineage import Lineage
from doanra.terms.names import fold

_NUMBER = re.compile(r"\d{9}|\d{12}")
_YEAR = re.compile(r"20\d\d")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Of one kind: how many there are, and the first of them."""

    count: int
    first: list[Any]


class _Words(Func):
    function = "doanra_words"
    output_field = TextField()


class _Begins(Func):
    """Whether each word of a query begins one of the words; the expression that the indexes hold."""

    template = "to_tsvector('simple', %(expressions)s)"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = BooleanField()


def words(text: str) -> list[str]:
    """The folded words that must all be found, each at the beginning of a word."""
    return re.findall("[a-z0-9]+", fold(text))


def _texts(*names: str) -> _Words:
    """The words of up to four columns, as the index of the table has them."""
    return _Words(*(F(name) for name in names), *(Value("") for _ in range(4 - len(names))))


def _begun(of: _Words, keys: Iterable[str]) -> Any:
    """All words at once on PostgreSQL; elsewhere each is looked for."""
    if connection.vendor == "postgresql":
        return Q(_Begins(of, Value(" & ".join(f"{key}:*" for key in keys), output_field=TextField())))
    return reduce(and_, (Q(_Has(of, Value(f"% {key}%"))) for key in keys), Q())


class _Has(Func):
    template = "(%(expressions)s)"
    arg_joiner = " LIKE "
    output_field = BooleanField()


_PERSON, _UNIT = ("search_key",), ("search_key",)
_COURSE, _FILE, _LETTER = ("code", "topic", "host", "country"), ("name", "letter_number", "unit_hint"), ("letter",)


def _ranked(rows: QuerySet[Any], of: Any, text: str, *then: str) -> QuerySet[Any]:
    """Exactly so, beginning so, the rest."""
    rank = Case(
        When(Q(**{of: text}), then=0), When(Q(**{f"{of}__startswith": text}), then=1), default=2,
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.order_by(rank, *then)


def people(text: str, *, by: Account | None, lineage: Lineage | None = None) -> QuerySet[Person]:
    """People by name, or by the whole identity number, within the account's reach.

    Of the newest nomination that may be seen each has ``nomination``, its ``year`` and ``position``.
    """
    named = _begun(_texts(*_PERSON), words(text))
    digits = re.sub(r"\D", "", text)
    if _NUMBER.fullmatch(digits):
        named |= Q(id_index=blind_index(digits))
    rows = Person.objects.filter(named).filter(reach.people(by, lineage=lineage))
    told = _with_newest(rows, reach.nominations(by, lineage=lineage))
    return _ranked(told, "search_key", " ".join(words(text)), "sort_key", "pk")


def _with_newest(rows: QuerySet[Person], seen: Q) -> QuerySet[Person]:
    newest = Nomination.objects.filter(seen, person=OuterRef("pk")).order_by("-call__year")
    return rows.select_related("unit").defer("id_number").annotate(
        nomination=Subquery(newest.values("pk")[:1]),
        year=Subquery(newest.values("call__year")[:1]),
        position=Subquery(newest.values("position")[:1]),
    )  # fmt: skip


def units(text: str) -> QuerySet[Unit]:
    """Units of any day by name or short name, those of today first."""
    rows = Unit.objects.filter(_begun(_texts(*_UNIT), words(text)))
    return _ranked(rows, "search_key", " ".join(words(text)), "-valid_from", "kind", "order", "pk")


def courses(text: str) -> QuerySet[Course]:
    """Courses by code, topic, host or country, the newest year first."""
    rows = Course.objects.alias(said=_texts(*_COURSE)).filter(_begun(_texts(*_COURSE), words(text)))
    ranked = _ranked(rows, "said", f" {' '.join(words(text))}", "-call__year", "code", "pk")
    return ranked.select_related("call")


def files(text: str, *, by: Account | None, lineage: Lineage | None = None) -> QuerySet[SourceFile]:
    """Units' files by name, number of the letter, sender or year, the newest first. At most two queries before."""
    keys = words(text)
    senders, years = _named_units(keys), _years(keys)
    each = Q()
    for key in keys:
        one = _begun(_texts(*_FILE), [key])
        if senders.get(key):
            one |= Q(unit__in=senders[key])
        if key in years:
            one |= Q(call=years[key])
        each &= one
    rows = SourceFile.objects.alias(said=_texts(*_FILE)).filter(each)
    if by is not None and (own := reach.units(by, lineage=lineage)) is not None:
        rows = rows.filter(unit__in=own, state=FileState.SAVED.value)
    ranked = _ranked(rows, "said", f" {' '.join(keys)}", "-received_at", "-pk")
    return ranked.select_related("call", "unit").defer("columns")


def _named_units(keys: list[str]) -> dict[str, list[int]]:
    """Which units each word names. One query."""
    wanted = Q()
    for key in keys:
        wanted |= _begun(_texts(*_UNIT), [key])
    rows = list(Unit.objects.filter(wanted).order_by().values_list("pk", "search_key"))
    return {key: [pk for pk, said in rows if any(word.startswith(key) for word in words(said))] for key in keys}


def _years(keys: list[str]) -> dict[str, int]:
    asked = [key for key in keys if _YEAR.fullmatch(key)]
    return (
        {str(year): pk for pk, year in Call.objects.filter(year__in=asked).values_list("pk", "year")} if asked else {}
    )


def letters(text: str, *, by: Account | None, lineage: Lineage | None = None) -> QuerySet[Invitation]:
    """Letters by which units answered, by number, the newest year first."""
    rows = Invitation.objects.alias(said=_texts(*_LETTER)).filter(_begun(_texts(*_LETTER), words(text)))
    if (own := reach.units(by, lineage=lineage)) is not None:
        rows = rows.filter(unit__in=own)
    ranked = _ranked(rows, "said", f" {' '.join(words(text))}", "-call__year", "pk")
    return ranked.select_related("call", "unit")


def bare(text: str) -> list[QuerySet[Any]]:
    """The keys that the indexes give, of every kind: no order, no count, no reach. The measure of what search costs."""
    of = {Person: _PERSON, Unit: _UNIT, Course: _COURSE, SourceFile: _FILE, Invitation: _LETTER}
    return [
        model._default_manager.order_by().filter(_begun(_texts(*columns), words(text))).values_list("pk")
        for model, columns in of.items()
    ]


_MAY = {
    "people": "nominations.see", "units": "units.see", "courses": "courses.see", "files": "files.see",
    "letters": "nominations.see",
}  # fmt: skip
_IN_SQL = {"people": "person", "units": "unit", "courses": "course", "files": "file", "letters": "letter"}


def kinds(text: str, *, by: Account) -> dict[str, Callable[[], QuerySet[Any]]]:
    """What there is to be found, by kind, of what the account may see and reaches."""
    family: list[Lineage] = []

    def lineage() -> Lineage | None:
        """Read once, and only for those who ask."""
        if access.of_unit(by.duty) and not family:
            family.append(Lineage())
        return family[0] if family else None

    asked: dict[str, Callable[[], QuerySet[Any]]] = {
        "people": lambda: people(text, by=by, lineage=lineage()),
        "units": lambda: units(text),
        "courses": lambda: courses(text),
        "files": lambda: files(text, by=by, lineage=lineage()),
        "letters": lambda: letters(text, by=by, lineage=lineage()),
    }
    return {kind: rows for kind, rows in asked.items() if access.may(by.duty, _MAY[kind])}


def everything(text: str, *, by: Account, most: int = SHOWN) -> dict[str, Found]:
    """The first of each kind with how many there are; two queries on PostgreSQL for who reaches all or acts for a unit,
    at most ten for others."""
    asked, where = kinds(text, by=by), access.reach(by.duty)
    narrow = where is access.Reach.UNIT and by.unit_id is not None
    open_to_all = where is access.Reach.ALL or not asked.keys() - {"units", "courses"}
    if connection.vendor != "postgresql" or not (narrow or open_to_all) or not asked:
        return {kind: top(rows(), most=most) for kind, rows in asked.items()}
    keys, digits = words(text), re.sub(r"\D", "", text)
    found = search_sql.firsts(
        keys,
        kinds=[_IN_SQL[kind] for kind in asked],
        most=most,
        id_index=blind_index(digits) if _NUMBER.fullmatch(digits) else "",
        years=[key for key in keys if _YEAR.fullmatch(key)],
        unit=by.unit_id if narrow else None,
    )
    return {kind: Found(*found[_IN_SQL[kind]]) for kind in asked}


def top(rows: QuerySet[Any], *, most: int, start: int = 0) -> Found:
    """A part of the rows with the number of all. One query."""
    few = list(rows.annotate(whole=Window(Count("*")))[start : start + most])
    return Found(few[0].whole if few else 0, few)
