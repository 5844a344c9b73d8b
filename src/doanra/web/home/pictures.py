"""The drawings of the year and the figures beside them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.records.models import UnitKind
from doanra.records.queries.calls import Answers
from doanra.records.queries.year import Line, Year
from doanra.terms.words import Programme
from doanra.web import drawings
from doanra.web.drawings import TILES_34, TILES_63, Agency, TargetBar, TileUnit
from doanra.web.drawings.figures import figure

Targets = dict[Programme, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The map of provinces, by units of today or by units of the call."""

    drawing: SafeString
    by_then: bool
    units_now: int
    units_then: int
    switch: bool


def bars(year: Year, targets: Targets) -> SafeString:
    """Target, plan and done of the three programmes."""
    return drawings.bars_against_target(
        [
            TargetBar(
                label=_(line.programme.label),
                target=targets[line.programme],
                planned=line.planned,
                done=line.gone,
                aside=_aside(line),
            )
            for line in year.lines
        ],
        title=_("Chỉ tiêu và đã đi"),
    )


def _aside(line: Line) -> str:
    if line.programme is Programme.LANGUAGE and line.languages:
        return ngettext("%(n)s thứ tiếng", "%(n)s thứ tiếng", line.languages) % {"n": figure(line.languages)}
    if line.groups_home:
        return ngettext("%(n)s đoàn đã về", "%(n)s đoàn đã về", line.groups_home) % {"n": figure(line.groups_home)}
    return ngettext("%(n)s khoá", "%(n)s khoá", line.courses) % {"n": figure(line.courses)} if line.courses else ""


def province_map(answers: Answers, *, by_then: bool) -> Map:
    """The tile map; where all provinces are still what they were there is one map and no switch."""
    then = answers.of_kind(UnitKind.PROVINCE)
    shares = answers.provinces_now()
    switch = answers.units_changed
    if by_then and switch:
        tiles = [
            TileUnit(name=one.then, answered=int(one.answered), url=reverse("web:units_unit", args=[one.unit.slug]))
            for one in then
        ]
        drawing = drawings.tile_map(tiles, layout=TILES_63)
    else:
        tiles = [
            TileUnit(
                name=one.unit.short,
                answered=one.answered,
                of=one.of,
                url=reverse("web:units_unit", args=[one.unit.slug]),
            )
            for one in shares
        ]
        drawing = drawings.tile_map(tiles, layout=TILES_34)
    return Map(drawing=drawing, by_then=by_then and switch, units_now=len(shares), units_then=len(then), switch=switch)


def agencies(answers: Answers) -> SafeString:
    """The central bodies as squares in the order of the register."""
    own = answers.of_kind(UnitKind.CENTRAL)
    return drawings.agency_squares([Agency(name=one.then, answered=one.answered) for one in own])
