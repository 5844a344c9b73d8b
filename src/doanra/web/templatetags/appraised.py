"""What lists of verdicts need in templates: ``{% load appraised %}``."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from doanra.policy.finding import Eligibility
from doanra.web.templatetags.doanra import mark

register = template.Library()

_LEVELS = {Eligibility.ELIGIBLE: "pass", Eligibility.UNKNOWN: "unknown", Eligibility.NOT_ELIGIBLE: "block"}


@register.filter
def at(table: Mapping[str, str], key: str) -> str:
    """The value of a key, or the key where the table has none (a rule of an older edition)."""
    return table.get(key, key)


@register.simple_tag
def standing_mark(standing: str) -> SafeString:
    """A verdict on a whole nomination as a mark; "" is one not given yet."""
    if not standing:
        return mark("note", gettext("Chưa thẩm định"))
    word = Eligibility(standing)
    return mark(_LEVELS[word], gettext(word.label))
