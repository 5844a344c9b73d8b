"""Whether somebody acts for a unit: verbs ask it where the unit is named by who acts."""

from __future__ import annotations

from doanra.records.models import Unit
from doanra.records.queries import reach
from doanra.stages.acting import Actor
from doanra.terms.refusal import NotFound


def require_unit(unit: Unit, *, actor: Actor) -> None:
    """NotFound, so that not even its existence is told, for a unit on whose matters the account does not act."""
    own = reach.units(actor)
    if own is not None and unit.pk not in own:
        raise NotFound("not_found", "Không có đơn vị này.", remedy="Chọn đơn vị của bạn.")
