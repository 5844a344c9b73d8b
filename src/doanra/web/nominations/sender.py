"""Which unit a file is from, and which of its posts the table of titles cannot read for that unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from doanra.records import seeds
from doanra.records.models import SourceFile, Unit, UnitKind
from doanra.records.queries import nomination_files
from doanra.records.queries.posts import missing
from doanra.stages import calls, posts
from doanra.web.nominations.forms import SenderForm

_READ_AT_MOST = 1_000
"""Different posts of one file that are read for the panel; about a second of work."""


@dataclass(frozen=True, slots=True)
class UnreadPost:
    """A post that no title tells, with the number of rows that have it."""

    text: str
    count: int


def day_of(file: SourceFile) -> date:
    """The day as of which a file is read: that of the letter, else that of the call."""
    return file.letter_date or file.call.opened_on


def name_in_text(unit: Unit | None) -> str:
    """The name within a sentence: tỉnh Đồng Nai, but Bộ Công Thương."""
    if unit is None:
        return ""
    return unit.name[:1].lower() + unit.name[1:] if unit.kind == UnitKind.PROVINCE.value else unit.name


def form(file: SourceFile, data: object = None) -> SenderForm:
    """The choice of the sending unit. Two queries."""
    there = calls.units_on(day_of(file))
    by_slug = {unit.slug: unit for unit in there}
    likely = [by_slug[slug] for slug in _candidates(file) if slug in by_slug]
    if file.unit and file.unit.slug not in by_slug:
        likely.insert(0, file.unit)
        there = [*there, file.unit]
    return SenderForm(data, there=there, likely=likely, initial={"unit": file.unit_id})


def _candidates(file: SourceFile) -> list[str]:
    """Slugs of the units that title or name of the file may mean, the likeliest first."""
    found: dict[str, None] = {}
    for text in (file.unit_hint, file.name):
        read = seeds.recognise(text, units=seeds.load_units(), on=day_of(file)) if text else None
        if read:
            found |= dict.fromkeys(slug for slug in (read.slug, *read.candidates) if slug)
    return list(found)


def unread_posts(file: SourceFile, unit: Unit) -> list[UnreadPost]:
    """Posts of the rows to be taken that the table cannot read, the most frequent first. Three queries."""
    titles = posts.table()
    unread: Counter[str] = Counter()
    for (position, workplace), count in nomination_files.positions(file).most_common(_READ_AT_MOST):
        if position:
            reading = posts.read(position, workplace, unit=unit, on=day_of(file), titles=titles)
            for post in missing(reading):
                unread[post] += count
    return [UnreadPost(text, count) for text, count in unread.most_common()]
