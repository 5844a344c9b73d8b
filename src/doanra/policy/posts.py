"""Reads the text of a position into audience group, rank band, field and leading, by the table of titles, as of a day.

A text may hold several posts; the highest decides. What no row knows stays unknown and is handed back as unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from doanra.policy.titles import TitleRow, TitleTable, default_titles
from doanra.terms.names import clean
from doanra.terms.words import Audience, Field

PROVINCE = "province"
CITY = "city"  # a province-level unit that calls itself a city: in the table's rows only
_LASTING = (Audience.A, Audience.B, Audience.C, Audience.D)
_MARKS = re.compile(r"(\s*[,;:+/]\s*|\s+[-–—]\s+|\s+kiêm\s+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReading:
    """One post of the text, the row that it matched (None: no row) and the field that it tells."""

    text: str
    row: TitleRow | None
    field: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReading:
    """What the whole text says.

    With anything ``unread`` the highest post is not known: band, field and leading stay None, and of the groups only A
    to D is kept, which no further post could take away.
    """

    audience: Audience | None
    band: int | None
    field: Field | None
    leads: bool | None
    parts: tuple[PartReading, ...]
    unread: str


def read_post(
    text: str,
    *,
    unit_kind: str,
    on: date,
    unit_name: str = "",
    department: str = "",
    titles: TitleTable | None = None,
) -> PostReading:
    """Reads all posts of a position text; the highest decides group, band and leading.

    ``unit_kind``: "province", "central", or any word that the table's rows use. ``unit_name`` tells a province from a
    centrally run city, and the field where the text names no body ("Vụ trưởng" at Bộ Công Thương). ``department`` is
    the body from a second column or a section row. A title that fits several ranks ("Phó Bí thư") stays unread.
    """
    table = titles or default_titles()
    whole = " ".join(part for part in (clean(text), clean(department)) if part)
    parts = tuple(_read_part(piece, table, unit_kind, unit_name, on) for piece in _split(whole, table))
    ranked = sorted((part for part in parts if part.row), key=lambda part: -((part.row and part.row.band) or 0))
    audience = min((part.row.audience for part in ranked if part.row and part.row.audience), default=None)
    top = ranked[0].row if ranked else None
    unread = ", ".join(part.text for part in parts if part.row is None)
    if unread or top is None or top.band is None:
        kept = audience if audience in _LASTING else None
        return PostReading(audience=kept, band=None, field=None, leads=None, parts=parts, unread=unread or whole)
    return PostReading(
        audience=audience,
        band=top.band,
        field=next((part.field for part in ranked if part.field), None) or table.field(unit_name),
        leads=top.leads,
        parts=parts,
        unread="",
    )


def _split(text: str, table: TitleTable) -> list[str]:
    """Cuts at commas, dashes and "kiêm", but only where a post begins: "Vụ Cơ sở đảng, đảng viên" stays whole."""
    pieces = _MARKS.split(text)
    posts = [pieces[0]]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if table.opens(piece):
            posts.append(piece)
        else:
            posts[-1] += mark + piece
    return [post.strip() for post in posts if post.strip()]


def _read_part(piece: str, table: TitleTable, unit_kind: str, unit_name: str, on: date) -> PartReading:
    rows = [_row(piece, table, kind, unit_name, on) for kind in _kinds(unit_kind, unit_name, table)]
    row = rows[0] if len({row and row.band for row in rows}) == 1 else None
    return PartReading(text=piece, row=row, field=(row.field if row and row.field else table.field(piece)))


def _row(piece: str, table: TitleTable, kind: str, unit_name: str, on: date) -> TitleRow | None:
    """The title, read once more with the unit's own name, which a unit leaves out of its own list.

    "Phó Trưởng Ban Dân vận" from Ban Dân vận Trung ương is a deputy head of that commission, not of a department.
    """
    own = table.folded(unit_name)
    words, unit_words = table.folded(piece).split(), own.split()
    lengths = range(min(len(words), len(unit_words)), 0, -1)
    shared = next((length for length in lengths if words[-length:] == unit_words[:length]), 0)
    if shared:
        return table.title(" ".join([*words, *unit_words[shared:]]), unit_kind=kind, on=on)
    if own and table.has_title_of(own):
        head = table.title(f"{piece} {unit_name}", unit_kind=kind, on=on)
        if head and table.folded(head.pattern).endswith(own):
            return head
    return table.title(piece, unit_kind=kind, on=on)


def _kinds(unit_kind: str, unit_name: str, table: TitleTable) -> list[str]:
    """A province may be a city; while its name is not known, only what both readings agree on is taken."""
    if unit_kind != PROVINCE:
        return [unit_kind]
    if not unit_name:
        return [PROVINCE, CITY]
    return [CITY if table.is_city(unit_name) else PROVINCE]
