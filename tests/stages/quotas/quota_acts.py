"""Acts on the ledger of quotas, as its tests need them."""

from datetime import date

from doanra.records.models import QuotaCounts, QuotaKind, QuotaMode, Unit
from doanra.records.queries import quotas as queries
from doanra.stages import calls, quotas
from doanra.stages.ledger import Ground, Line
from doanra.stages.quotas import entering
from doanra.terms.words import Programme

DAY = date(2026, 10, 1)
GROUND = Ground(document="15-TB/BCĐ", document_on=DAY, on=DAY)
SHORT, MEDIUM = Programme.SHORT, Programme.MEDIUM
SLUGS = ("p-cao-bang", "p-son-la", "p-lang-son", "p-lao-cai")


def unit(slug="p-cao-bang"):
    return Unit.objects.get(slug=slug)


def switched_on(call, mode=QuotaMode.INFORM, *, few=None, counts=QuotaCounts.NOMINATIONS):
    return entering.open_quotas(call, mode=mode, counts=counts, few=few, ground=GROUND, by=None)


def give(call, slug="p-cao-bang", seats=4, *, kind=QuotaKind.ENTITLED, programme=SHORT, ground=GROUND, by=None):
    line = Line(kind=kind, programme=programme, seats=seats, given_to=unit(slug))
    return quotas.enter(call, line=line, ground=ground, by=by)


def cut(call, slug="p-cao-bang", seats=1):
    line = Line(kind=QuotaKind.CUT, programme=SHORT, seats=seats, taken_from=unit(slug))
    return quotas.enter(call, line=line, ground=GROUND, by=None)


def move(call, source, target, seats):
    line = Line(kind=QuotaKind.MOVED, programme=SHORT, seats=seats, taken_from=unit(source), given_to=unit(target))
    return quotas.enter(call, line=line, ground=GROUND, by=None)


def row(call, slug="p-cao-bang", programme=SHORT):
    table = queries.table(call, programmes=[programme])
    return next(one for one in table.rows if one.unit.slug == slug)


def whole(call):
    """Nothing lost, nothing made: by the entries, by the balances and by the targets."""
    for programme, seats in calls.targets(call).items():
        table = queries.table(call, programmes=[programme])
        held = call.quota_balances.filter(programme=programme.value)
        by_unit = {one.unit_id: one.seats for one in held}
        assert table.plan == seats == sum(by_unit.values())
        assert table.not_given == by_unit.get(None, 0) >= 0
        assert {one.unit.pk: one.seats for one in table.rows if one.seats} == {
            key: many for key, many in by_unit.items() if key is not None and many
        }
        assert table.total.seats + table.not_given == table.plan
    return True
