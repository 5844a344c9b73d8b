"""What columns of a unit's list mean, in templates: ``{% load columns %}``, then ``{{ key|meaning_label }}``."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from doanra.stages import synonyms

register = template.Library()


@register.filter
def meaning_label(key: str) -> str:
    """The meaning in words; of nothing, that the column is passed over."""
    return _(synonyms.label(key))
