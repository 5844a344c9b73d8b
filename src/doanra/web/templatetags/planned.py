"""What plans are called in templates: ``{% load planned %}``, then ``{{ plan|plan_name }}``."""

from __future__ import annotations

from django import template

from doanra.web.plans import sentences

register = template.Library()
register.filter("plan_name", sentences.plan_name)
