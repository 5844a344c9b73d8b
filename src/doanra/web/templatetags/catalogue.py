"""What the catalogue of courses needs in templates: ``{% load catalogue %}``."""

from __future__ import annotations

from decimal import Decimal

from django import template

from doanra.web.drawings.figures import figure

register = template.Library()


@register.filter
def millions(amount: Decimal | int | None) -> str:
    """An amount in million, at most one digit after the comma; the head of the column names the unit."""
    return "" if amount is None else figure(round(Decimal(amount) / 1_000_000, 1))
