"""Every unit sends its list in the same minute: 112 units, 20 nominations each, through 8 workers, quotas that limit.

`DATABASE_URL=... python bench/submitting.py [units] [each] [workers]` on an empty database after `doanra manage
migrate`. Prints how long it took and what was found afterwards; ends with 1 if anything was lost, refused or doubled.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doanra.config.settings")
    import django

    django.setup()

from django.db import connections

from doanra.records.models import (
    Account,
    Call,
    FileRow,
    Nomination,
    NominationDraft,
    Person,
    QuotaCounts,
    QuotaKind,
    QuotaMode,
    Submission,
    Unit,
    UnitKind,
)
from doanra.records.queries import audit
from doanra.stages import calls, filing, posts, quotas, units
from doanra.stages.ledger import Ground, Line
from doanra.stages.nominating import drafting, submitting
from doanra.terms.words import Programme

DAY = date(2026, 10, 1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh")
_MIDDLES = ("Thử", "Giả", "Mẫu", "Văn", "Thị", "Hữu", "Đức", "Minh", "Quang", "Thanh")
_GIVENS = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hoa", "Khánh", "Lâm", "Mai", "Nam", "Oanh", "Phúc")


@dataclass(slots=True)
class Found:
    """What was found afterwards; ``wrong`` is empty if everything is as it must be."""

    seconds: float
    slowest: float
    wrong: list[str] = field(default_factory=list)


def prepare(many: int, each: int) -> tuple[Call, dict[int, dict[int, int]]]:
    """A call with quotas that just suffice; by account its drafts with their versions."""
    units.load(by=None)
    posts.load(by=None)
    found_units(many)
    call = calls.open_call(2027, by=None, on=date(2026, 9, 15), synthetic=True)
    calls.change(call, values={"target_short": many * each, "target_medium": 0, "target_language": 0}, by=None)
    ground = Ground(document="1-QĐ/BTCTW", on=DAY)
    counted = QuotaCounts.NOMINATIONS
    quotas.open_quotas(call, mode=QuotaMode.LIMIT, counts=counted, few=None, ground=ground, by=None)
    asked = [one.unit for one in call.invitations.select_related("unit").order_by("unit__order", "pk")][:many]
    waiting: dict[int, dict[int, int]] = {}
    for place, unit in enumerate(asked):
        line = Line(kind=QuotaKind.ENTITLED, programme=Programme.SHORT, seats=each, given_to=unit)
        quotas.enter(call, line=line, ground=ground, by=None)
        account = Account.objects.create(username=f"donvi{place}", role="unit", unit=unit, password="!")
        drafts = [drafting.start(call, answers=told(place, row, each), by=account, on=DAY) for row in range(each)]
        waiting[account.pk] = {one.pk: one.version for one in drafts}
    return call, waiting


def found_units(many: int) -> None:
    """Invented bodies beside those of the register, until there are so many on the day of the call."""
    day = date(2026, 9, 15)
    for number in range(max(0, many - len(calls.units_on(day)))):
        name = f"Cơ quan giả định {number + 1}"
        Unit.objects.create(
            slug=f"gia-dinh-{number}", kind=UnitKind.CENTRAL.value, valid_from=date(2020, 1, 1), name=name, short=name,
            search_key=f"co quan gia dinh {number + 1}", order=900 + number, illustrative=True,
        )  # fmt: skip


def told(place: int, row: int, each: int) -> dict[str, str]:
    """An invented nominee, each with a name and a birth of their own."""
    number = place * each + row
    name = f"{_FAMILIES[number % 14]} {_MIDDLES[number // 14 % 10]} {_GIVENS[number // 140 % 14]}"
    return {
        "full_name": name,
        "birth_date": f"{1 + number % 28:02d}/{1 + number // 28 % 12:02d}/{1966 + number // 336 % 20}",
        "gender": "male",
        "position": "Phó Giám đốc Sở Tài chính",
        "programme": "short",
        "priority": str(row + 1),
        "evaluation": "Hoàn thành tốt nhiệm vụ",
        "discipline": "Không",
    }


def send_all(call: Call, waiting: dict[int, dict[int, int]], *, workers: int) -> Found:
    """All letters at once; then everything that must hold is looked at."""
    took: list[float] = []

    def work(letter: tuple[int, dict[int, int]]) -> None:
        begun = time.monotonic()
        try:
            send(call, *letter)
        finally:
            connections.close_all()
        took.append(time.monotonic() - begun)

    begun = time.monotonic()
    with ThreadPoolExecutor(workers) as pool:
        failed = [wrong for one in [pool.submit(work, each) for each in waiting.items()] if (wrong := one.exception())]
    done = time.monotonic() - begun
    said = [f"{type(wrong).__name__}: {wrong}" for wrong in failed]
    return Found(done, max(took, default=0.0), [*said, *faults(call, waiting)])


def send(call: Call, account: int, drafts: dict[int, int]) -> None:
    """One unit's letter."""
    by = Account.objects.select_related("unit").get(pk=account)
    letter = submitting.Letter(number=f"{account}-CV/TU", day=DAY, scan=filing.look("cong-van.pdf", PDF))
    submitting.submit(call, drafts=drafts, letter=letter, by=by, on=DAY)


def faults(call: Call, waiting: dict[int, dict[int, int]]) -> list[str]:
    """What does not hold: every draft sent and one nomination each, receipts without gap or double, quotas, chain."""
    people = sum(map(len, waiting.values()))
    sent = NominationDraft.objects.filter(state="sent").exclude(nomination=None)
    numbers = sorted(Submission.objects.filter(call=call).values_list("number", flat=True))
    used = Counter(Nomination.objects.filter(call=call, state="standing").values_list("unit", flat=True))
    given = dict(call.quota_balances.exclude(unit=None).values_list("unit", "seats"))
    holds = {
        f"{people} nominations": Nomination.objects.filter(call=call, state="standing").count() == people,
        f"{people} people": Person.objects.count() == people,
        f"{people} drafts sent": sent.values("nomination").distinct().count() == people,
        f"{people} rows": FileRow.objects.filter(outcome="accepted").count() == people,
        "receipts from 1 on, none missing or twice": numbers == list(range(1, len(waiting) + 1)),
        "no quota exceeded": all(many <= given.get(unit, 0) for unit, many in used.items()),
        "every unit has answered": not call.invitations.filter(unit__in=used, answered_on=None).exists(),
        "the chain holds": audit.verify().broken is None,
    }
    return [what for what, is_so in holds.items() if not is_so]


def main(many: int = 112, each: int = 20, workers: int = 8) -> int:
    """Prepares, sends, looks, prints."""
    call, waiting = prepare(many, each)
    found = send_all(call, waiting, workers=workers)
    print(f"{len(waiting)} units x {each} nominations, {workers} workers: {found.seconds:.1f} s")
    print(f"slowest letter {found.slowest:.2f} s, mean of all {found.seconds * workers / len(waiting):.2f} s")
    print("wrong: " + ("; ".join(found.wrong) or "nothing"))
    return bool(found.wrong)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
