"""Units: the shipped register is loaded into the tables, and a text is read for the unit that it names."""

from __future__ import annotations

from datetime import date

from doanra.records import seeds
from doanra.records.models import Succession, Unit, UnitCode, UnitKind, UnitName
from doanra.records.queries.lineage import Lineage
from doanra.records.seeds import UnitSeed
from doanra.stages.acting import Actor, acting
from doanra.terms.names import fold
from doanra.terms.refusal import Refused


def load(*, by: Actor) -> int:
    """Loads or refreshes the shipped register of units; units of the office's own are left alone. Returns how many."""
    register = seeds.load_units()
    with acting("calls.change", by=by, verb="units.load") as act:
        known = {unit.slug: unit for unit in Unit.objects.all()}
        stored = {seed.slug: _store(seed) for seed in register.units}
        for slug, unit in stored.items():
            act.became(known.get(slug), unit)
        for seed in register.units:
            _link(seed, stored)
        act.detail = {"units": len(stored)}
    return len(stored)


def _store(seed: UnitSeed) -> Unit:
    name = seed.names[-1]
    column, row = seed.tile or (None, None)
    unit, _ = Unit.objects.update_or_create(
        slug=seed.slug,
        defaults={
            "kind": (UnitKind.PROVINCE if seed.is_province else UnitKind.CENTRAL).value,
            "valid_from": seed.valid_from,
            "valid_to": seed.valid_to,
            "order": seed.order,
            "act": seed.act,
            "illustrative": seed.illustrative,
            "confidence": seed.confidence,
            "name": name.name,
            "short": name.short,
            "party_body": name.party_body,
            "letter_code": seed.letter_code,
            "abbreviation": seed.abbreviation,
            "tile_column": column,
            "tile_row": row,
            "search_key": fold(f"{name.name} {name.short}")[:200],
        },
    )
    unit.names.all().delete()
    UnitName.objects.bulk_create(
        UnitName(
            unit=unit, name=n.name, short=n.short, party_body=n.party_body, valid_from=n.valid_from, valid_to=n.valid_to
        )
        for n in seed.names
    )
    unit.codes.all().delete()
    UnitCode.objects.bulk_create(
        UnitCode(unit=unit, scheme=c.system, code=c.value, valid_from=c.valid_from, valid_to=c.valid_to)
        for c in seed.codes
    )
    return unit


def _link(seed: UnitSeed, stored: dict[str, Unit]) -> None:
    for slug in seed.successors:
        heir = stored[slug]
        Succession.objects.get_or_create(
            predecessor=stored[seed.slug],
            successor=heir,
            defaults={"on": heir.valid_from if seed.valid_to is None else _day_after(seed.valid_to)},
        )


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def recognise(*texts: str, on: date) -> Unit | None:
    """The unit that the first telling text names as of a day; None when none tells, or it may be several.

    A later text decides between the candidates that an earlier one leaves, and names no unit beside them.
    """
    left: set[str] = set()
    for text in texts:
        found = seeds.recognise(text, units=seeds.load_units(), on=on) if text else None
        if found is None:
            continue
        if found.slug and (not left or found.slug in left):
            return Unit.objects.filter(slug=found.slug).first()
        left = left or set(found.candidates)
    return None


def require_living(unit: Unit, *, on: date) -> None:
    """Refused for a unit that does not exist on that day, naming who followed one that the reorganisation closed."""
    if unit.in_force(on):
        return
    if on < unit.valid_from:
        raise Refused(
            "unit_not_yet", f"{unit.name} chưa thành lập vào ngày {on:%d/%m/%Y}.", remedy="Xem lại ngày công văn."
        )
    heirs = [one.name for one in Lineage().now(unit.pk) if one.pk != unit.pk]
    raise Refused(
        "unit_closed",
        f"{unit.name} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y}, không đề cử được nữa.",
        remedy=f"Đơn vị kế tục là {' hoặc '.join(heirs)}: đề cử bằng tài khoản và công văn của đơn vị đó."
        if heirs
        else "Hỏi văn phòng đơn vị nào kế tục.",
        citation=unit.act,
    )
