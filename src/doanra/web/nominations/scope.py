"""What of a year's nominations an account may see: a unit its own and those of the units that went into it."""

from __future__ import annotations

from doanra.policy import access
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.nominations import Within
from doanra.web.asking import Request


def within(request: Request, lineage: Lineage) -> Within:
    """Ids of the units that the account may see, None for all; an account of a unit without a unit sees nothing."""
    if not access.of_unit(request.user.duty):
        return None
    return lineage.under(request.user.unit_id) if request.user.unit_id else frozenset()
