"""The tile map of provinces: a list of links on a grid of classes, so that it folds, prints and reads as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.web.drawings.layouts import (
    ISLANDS_34,
    ISLANDS_63,
    LETTERS,
    TILES_34,
    Place,
    tile_key,
    tile_name,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TileUnit:
    """A province: how many of the ``of`` former units that make it up have answered; ``of`` 0: none was asked."""

    name: str
    answered: int
    of: int = 1
    url: str = ""

    @property
    def level(self) -> str:
        """full, part, none, or blank when nobody was asked."""
        if not self.of:
            return "blank"
        return "full" if self.answered >= self.of else "part" if self.answered else "none"


def tile_map(units: Sequence[TileUnit], *, layout: Mapping[str, Place] = TILES_34) -> SafeString:
    """Legend and map. A unit that the layout does not know stands in a row of its own below, so that none is lost."""
    plain = all(unit.of <= 1 for unit in units)  # "1/1" on every tile would say nothing: the shape says it
    items = format_html_join("", "{}", ((_tile(unit, at=at, plain=plain),) for unit, at in _placed(units, layout)))
    now = len(layout) == len(TILES_34)
    islands = format_html_join(
        "", "{}", ((_island(name, *home),) for name, home in (ISLANDS_34 if now else ISLANDS_63).items())
    )
    title = gettext("Bản đồ ô của %(count)s tỉnh, thành") % {"count": len(units)}
    return format_html(
        '{}<ul class="tiles{}" aria-label="{}">{}{}</ul>',
        _legend(units),
        ("" if now else " tiles-63") + (" tiles-plain" if plain else ""),
        title,
        items,
        islands,
    )


def _placed(units: Sequence[TileUnit], layout: Mapping[str, Place]) -> list[tuple[TileUnit, Place]]:
    below = max(row for _, row in layout.values()) + 1
    columns = max(column for column, _ in layout.values())
    placed, strangers = [], 0
    for unit in sorted(units, key=lambda unit: layout.get(tile_key(unit.name), (99, 99))[::-1]):
        at = layout.get(tile_key(unit.name))
        if at is None:
            at = (strangers % columns + 1, below + strangers // columns)
            strangers += 1
        placed.append((unit, at))
    return placed


def _tile(unit: TileUnit, *, at: Place, plain: bool) -> SafeString:
    say = {"name": unit.name, "answered": unit.answered, "of": unit.of, "state": _state_word(unit.level)}
    title = gettext("%(name)s: %(answered)s trên %(of)s đơn vị đã trả lời, %(state)s") % say
    name = tile_name(unit.name)
    figures = "" if plain else f"{unit.answered}/{unit.of}"
    inside = format_html(
        '<b class="full">{}</b><b class="abbr">{}</b><span class="n">{}{}</span>',
        name, LETTERS.get(tile_key(unit.name), name[:4]), _state_icon(unit.level), figures,
    )  # fmt: skip
    shape = "tile" if unit.level == "full" else f"tile {unit.level}"
    if unit.url:
        box = format_html('<a class="{}" href="{}" aria-label="{}">{}</a>', shape, unit.url, title, inside)
    else:
        said = format_html('<span class="visually-hidden">{}</span>', title)
        box = format_html(
            '<span class="{}" title="{}"><span aria-hidden="true">{}</span>{}</span>', shape, title, inside, said
        )
    return format_html('<li class="c{} g{}">{}</li>', *at, box)


def _island(name: str, home: str, at: Place) -> SafeString:
    letters = "".join(word[0] for word in name.split())
    return format_html(
        '<li class="c{} g{}"><span class="tile isle"><span class="visually-hidden">{} ({})</span>'
        '<span aria-hidden="true"><b class="full">{}</b><b class="abbr">{}</b><span class="n">'
        '<span class="full">{}</span><span class="abbr">{}</span></span></span></span></li>',
        *at, name, home, name, letters, home, LETTERS[tile_key(home)],
    )  # fmt: skip


def _legend(units: Sequence[TileUnit]) -> SafeString:
    counts = {level: sum(unit.level == level for unit in units) for level in ("full", "part", "none", "blank")}
    items = format_html_join(
        "",
        '<li><span class="tile{}"></span>{} ({})</li>',
        (
            ("" if level == "full" else f" {level}", _state_word(level), count)
            for level, count in counts.items()
            if count
        ),
    )
    return format_html('<ul class="legend mb-3">{}</ul>', items)


def _state_word(level: str) -> str:
    return {
        "full": gettext("đủ"),
        "part": gettext("một phần"),
        "none": gettext("chưa trả lời"),
        "blank": gettext("không được mời"),
    }[level]


def _state_icon(level: str) -> SafeString:
    name = {"full": "pass", "part": "warn", "none": "block", "blank": "same"}[level]
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)
