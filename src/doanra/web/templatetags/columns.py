"""What columns of a unit's list mean, in templates: ``{% load columns %}``, then ``{{ key|meaning_label }}``."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from doanra.intake import MEANINGS

register = template.Library()


@register.filter
def meaning_label(key: str) -> str:
    """The meaning in words; of nothing, that the column is passed over."""
    return _(MEANINGS[key]) if key in MEANINGS else _("Bỏ qua cột này")
