"""A year as one unit sees it: whether its list arrived, its files, its people and verdicts. Nothing of others."""

from __future__ import annotations

from collections import Counter
from typing import Any

from doanra.records.models import Account, Call, CallState
from doanra.records.queries import calls as answering
from doanra.records.queries import nomination_files, reach
from doanra.records.queries.lineage import Lineage
from doanra.records.queries.nominations import Nominees, Wanted
from doanra.web.frame import today

_SHOWN = 50


def context(call: Call, account: Account, *, lineage: Lineage) -> dict[str, Any]:
    """For the template of a unit's home; an account without a unit sees that it has none."""
    own = reach.units(account, lineage=lineage) or frozenset()
    nominees = Nominees(call, wanted=Wanted(order="unit"), within=own, lineage=lineage)
    shown = nominees.first(_SHOWN)
    unit = account.unit
    ended = unit is not None and unit.valid_to is not None and unit.valid_to < today()
    return {
        "call": call,
        "is_open": call.state == CallState.OPEN.value,
        "unit": unit,
        "ended": ended,
        "heirs": ", ".join(one.name for one in lineage.now(unit.pk)) if unit and ended else "",
        "invitations": answering.of_units(call, own),
        "files": list(nomination_files.received(call, within=own)[:10]),
        "nominees": shown,
        "all_nominees": len(nominees),
        "standings": Counter(one.standing for one in shown if not one.withdrawn),
    }
