"""The table of titles as people look through it, and the posts of a year that it cannot read."""

from __future__ import annotations

from dataclasses import dataclass, field

from doanra.policy.posts import PostReading
from doanra.records.models import Call, FieldWord, Nomination, PostTitle
from doanra.records.queries.lineage import names_on
from doanra.terms.names import clean, fold

_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesWanted:
    """What is looked for in the table; empty means all. ``band`` is a digit or "none"."""

    text: str = ""
    audience: str = ""
    band: str = ""
    kind: str = ""


@dataclass(slots=True)
class UnreadText:
    """A text that no title tells, how many nominations have it, and some of their posts as written, with the unit."""

    text: str
    count: int = 0
    examples: dict[tuple[str, str], Nomination] = field(default_factory=dict)


def titles(wanted: TitlesWanted) -> list[PostTitle]:
    """The titles that fit, from the highest band down. One query; the text is compared without diacritics."""
    rows = PostTitle.objects.all()
    if wanted.audience:
        rows = rows.filter(audience="" if wanted.audience == "none" else wanted.audience)
    if wanted.band:
        rows = rows.filter(band=None if wanted.band == "none" else int(wanted.band))
    key = fold(wanted.text)
    return [
        row
        for row in rows
        if key in fold(f"{row.pattern} {row.source}")
        and (not wanted.kind or not row.unit_kinds or wanted.kind in row.unit_kinds.split(","))
    ]


def field_words(text: str = "") -> list[FieldWord]:
    """The words that tell a field of work. One query."""
    key = fold(text)
    return [word for word in FieldWord.objects.all() if key in fold(word.pattern)]


def unread(call: Call) -> list[UnreadText]:
    """Texts that could not be read in a year, the most frequent first, each with examples. Two queries."""
    names = names_on(call.opened_on)
    found: dict[str, UnreadText] = {}
    rows = (
        Nomination.objects.filter(call=call).exclude(post_unread="").select_related("unit", "row__file").order_by("id")
    )
    for one in rows:
        text = found.setdefault(one.post_unread, UnreadText(one.post_unread))
        text.count += 1
        written = ", ".join(part for part in (one.position, one.workplace) if part)
        key = (written, names.get(one.unit_id, one.unit.short))
        if key in text.examples or len(text.examples) < _EXAMPLES:
            text.examples[key] = one
    return sorted(found.values(), key=lambda text: (-text.count, text.text))


def missing(reading: PostReading) -> list[str]:
    """The posts of a text that the table needs a title for; the whole text where its highest title has no band."""
    if not reading.unread:
        return []
    return [clean(part.text) for part in reading.parts if part.row is None] or [clean(reading.unread)]
