"""Shares as people read them on the pages of what is weighed: 50%."""

from __future__ import annotations

from decimal import Decimal

from django import template

from doanra.web.drawings.figures import figure

register = template.Library()


@register.filter
def percent(share: Decimal | float | None) -> str:
    """A share from 0 to 1 in whole percents; empty for none."""
    return "" if share is None else f"{figure(round(share * 100))}%"
