"""The few pieces of SVG that all drawings are made of.

Sizes are attributes and colours are classes of theme.css, because the content policy forbids inline styles. Text stands
beside the shapes as HTML, so that it keeps its size on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def length(value: float) -> str:
    """A coordinate with at most two decimals: 12, 12.5, 12.25."""
    return f"{round(value, 2):g}"


def share(part: int | float | Decimal, whole: int | float | Decimal, *, of: float) -> float:
    """The length that ``part`` takes when ``whole`` takes ``of``; never below 0 or beyond ``of``, 0 of nothing."""
    return max(0.0, min(of, of * float(part) / float(whole))) if whole else 0.0


def rect(name: str, *, x: float, y: float, width: float, height: float, round_by: float = 0) -> SafeString:
    """A box of class ``name``."""
    corner = format_html(' rx="{}"', length(round_by)) if round_by else ""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        name, length(x), length(y), length(width), length(height), corner,
    )  # fmt: skip


def path(name: str, steps: str) -> SafeString:
    """A line of class ``name``; ``steps`` is the d attribute."""
    return format_html('<path class="{}" d="{}"/>', name, steps)


def group(title: str, shapes: Iterable[SafeString]) -> SafeString:
    """Shapes with a tooltip."""
    return format_html("<g><title>{}</title>{}</g>", title, joined(shapes))


def joined(parts: Iterable[SafeString]) -> SafeString:
    """The parts one after another."""
    return format_html_join("", "{}", ((part,) for part in parts))


def picture(
    shapes: Iterable[SafeString],
    *,
    width: float,
    height: float,
    title: str,
    description: str = "",
    shown_height: int | None = None,
) -> SafeString:
    """An SVG that is one image to a screen reader: ``title``, then ``description``.

    With ``shown_height`` (px) it fills the width it gets and is that high, stretched; without, it keeps its shape.
    """
    size = (
        format_html(' height="{}" preserveAspectRatio="none"', shown_height)
        if shown_height
        else format_html(' class="chart" preserveAspectRatio="{}"', "xMinYMid meet")
    )
    said = f"{title}. {description}" if description else title
    about = format_html("<desc>{}</desc>", description) if description else ""
    return format_html(
        '<svg viewBox="0 0 {} {}"{} width="100%" role="img" aria-label="{}"><title>{}</title>{}{}</svg>',
        length(width), length(height), size, said, title, about, joined(shapes),
    )  # fmt: skip


def silent(shapes: Iterable[SafeString], *, width: float, height: float, shown_height: int) -> SafeString:
    """A stretched SVG that says nothing, because words beside it say the same."""
    return format_html(
        '<svg viewBox="0 0 {} {}" width="100%" height="{}" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        length(width), length(height), shown_height, joined(shapes),
    )  # fmt: skip
