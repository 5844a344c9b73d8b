"""What a plan is called on screens and in notices."""

from __future__ import annotations

from django.utils.translation import gettext as _

from doanra.records.models import Plan


def plan_name(plan: Plan) -> str:
    """A plan's name in the reader's language: its version once published, its letter before."""
    if plan.version:
        return _("Kế hoạch bản số %(version)s") % {"version": plan.version}
    return _("Phương án %(letter)s") % {"letter": plan.letter}
