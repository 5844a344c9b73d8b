"""What of a year's nominations an account may see: what it reaches (`records.queries.reach`), by units."""

from __future__ import annotations

from doanra.records.queries import reach
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.nominations import Within
from doanra.web.asking import Request


def within(request: Request, lineage: Lineage) -> Within:
    """Ids of the units that the account may see, None for all; one that acts for no unit and not for all sees none."""
    return reach.units(request.user, lineage=lineage)
