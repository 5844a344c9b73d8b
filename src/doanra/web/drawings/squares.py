"""One square a thing: seats of a delegation, rows of a file, agencies that were asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.web.drawings.figures import figure
from doanra.web.drawings.svg import group, length, path, picture, rect

RowState = Literal["accepted", "warned", "refused", "unchanged"]
_ROW_CLASS: Final = {"accepted": "f-agency", "warned": "f-warnbox", "refused": "f-blockbox", "unchanged": "f-none"}


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that was asked, and whether it answered."""

    name: str
    answered: bool


def seats(*, seated: int, minimum: int, maximum: int) -> SafeString:
    """ "14 / 15–20" and one square a seat, with a gap and a tick at the minimum; those above the maximum in red."""
    shapes = [_seat(place, seated=seated, minimum=minimum, maximum=maximum) for place in range(max(seated, maximum))]
    if 0 < minimum < maximum:
        shapes.append(path("s-ink", f"M{length(8 * minimum + 1.25)} 1v16"))
    say = {"seated": figure(seated), "minimum": figure(minimum), "maximum": figure(maximum)}
    title = gettext("%(seated)s chỗ đã xếp, cần từ %(minimum)s đến %(maximum)s") % say
    width = 8 * max(seated, maximum, 1) + 4
    span = f"{say['minimum']}–{say['maximum']}" if minimum != maximum else say["maximum"]
    return format_html(
        '<div class="seats"><span class="num"><b>{}</b> / {}</span>{}</div>',
        say["seated"], span, picture(shapes, width=width, height=18, title=title),
    )  # fmt: skip


def _seat(place: int, *, seated: int, minimum: int, maximum: int) -> SafeString:
    shift = 4 if 0 < minimum <= place else 0
    name = "f-none" if place >= seated else "f-block" if place >= maximum else "f-actual"
    return rect(name, x=8 * place + 0.5 + shift, y=4.5, width=6, height=10, round_by=1)


def row_strip(rows: Sequence[RowState], *, first_row: int = 1) -> SafeString:
    """One square a row of a file, in the order of the file; the shape inside says what became of it.

    ``first_row`` is the number that the tooltip of the first square bears.
    """
    per_line = 18 if len(rows) <= 36 else 36
    shapes = [
        group(
            f"{first_row + place}: {_row_word(row)}", _row_square(row, column=place % per_line, line=place // per_line)
        )
        for place, row in enumerate(rows)
    ]
    counts = ((rows.count(state), _row_word(state)) for state in _ROW_CLASS)
    title = ", ".join(f"{figure(count)} {word}" for count, word in counts if count)
    lines = -(-len(rows) // per_line) or 1
    return picture(shapes, width=26 * per_line + 2, height=26 * lines + 2, title=title or gettext("không có dòng nào"))


def _row_word(state: RowState | str) -> str:
    return {
        "accepted": gettext("nhận"),
        "warned": gettext("nhận, có cảnh báo"),
        "refused": gettext("trả lại"),
        "unchanged": gettext("không đổi"),
    }[state]


def _row_square(state: RowState, *, column: int, line: int) -> list[SafeString]:
    x, y = 26 * column + 2, 26 * line + 2
    box = rect(_ROW_CLASS[state], x=x, y=y, width=22, height=22, round_by=2)
    if state == "warned":
        return [box, path("s-amber", f"M{x + 11} {y + 6}v6M{x + 11} {y + 16}v.2")]
    if state == "refused":
        return [box, path("s-block", f"M{x + 6} {y + 11}h10")]
    if state == "unchanged":
        return [box, path("s-line", f"M{x + 6} {y + 8.5}h10M{x + 6} {y + 13.5}h10")]
    return [box]


def agency_squares(agencies: Sequence[Agency]) -> SafeString:
    """One square a central body in the order of the list: edge and a bar where it has not answered."""
    per_line = 27
    shapes = [
        group(_agency_word(agency), _agency_square(agency, column=place % per_line, line=place // per_line))
        for place, agency in enumerate(agencies)
    ]
    say = {"count": figure(sum(agency.answered for agency in agencies)), "all": figure(len(agencies))}
    title = gettext("%(count)s trên %(all)s cơ quan đã trả lời") % say
    silent_ones = "; ".join(agency.name for agency in agencies if not agency.answered)
    missing = gettext("Chưa trả lời: %(names)s") % {"names": silent_ones} if silent_ones else ""
    lines = -(-len(agencies) // per_line) or 1
    return picture(shapes, width=20 * per_line, height=32 * lines, title=title, description=missing)


def _agency_word(agency: Agency) -> str:
    state = gettext("đã trả lời") if agency.answered else gettext("chưa trả lời")
    return f"{agency.name}: {state}"


def _agency_square(agency: Agency, *, column: int, line: int) -> list[SafeString]:
    x, y = 20 * column + 1, 32 * line + 2
    if agency.answered:
        return [rect("f-agency", x=x, y=y, width=16, height=26, round_by=2)]
    return [rect("f-blockbox", x=x, y=y, width=16, height=26, round_by=2), path("s-block", f"M{x + 4} {y + 13}h8")]
