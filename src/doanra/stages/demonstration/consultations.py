"""Five invented bodies, and a list of 2027 put before them: some have answered, one is late, one was reminded.

Bộ Công an, Bộ Ngoại giao and Bộ Tài chính are named in sources 000 and 003 as bodies of the Committee's members; that
the others are asked is assumed. All bear "(giả định)" in their names, as the list does: none of them said this.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from doanra.records.models import Account, AppraisingBody, Call, Consultation, OpinionRequest
from doanra.stages.consultations import asking, bodies, freezing, letters, opinions
from doanra.stages.consultations.opinions import Given
from doanra.terms.words import Programme, Role

YEAR, FROZEN_ON, ASKED_ON, SAID_ON = 2027, date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 16)
_DUE, _LATER = date(2026, 11, 18), date(2026, 12, 4)
_WHO = ["birth", "position", "unit_name", "programme"]
BODIES: tuple[dict[str, Any], ...] = (
    {"name": "Uỷ ban Kiểm tra Trung ương (giả định)", "short": "Uỷ ban Kiểm tra",
     "asked_about": "về việc xem xét, thi hành kỷ luật", "sees": [*_WHO, "party_joined"]},
    {"name": "Cơ quan bảo vệ chính trị nội bộ (giả định)", "short": "Bảo vệ chính trị nội bộ",
     "asked_about": "về tiêu chuẩn chính trị nội bộ", "vets": True, "sees": [*_WHO, "id_number"]},
    {"name": "Bộ Công an (giả định)", "short": "Bộ Công an",
     "asked_about": "về việc xuất cảnh", "sees": ["birth", "gender", "id_number", "unit_name"]},
    {"name": "Bộ Ngoại giao (giả định)", "short": "Bộ Ngoại giao",
     "asked_about": "về nước đến và thành phần đoàn", "sees": [*_WHO, "language"]},
    {"name": "Bộ Tài chính (giả định)", "short": "Bộ Tài chính",
     "asked_about": "về kinh phí", "sees": ["unit_name", "programme"]},
)  # fmt: skip
_SAID = {
    "Uỷ ban Kiểm tra": (0.94, ("disagree", "đang xem xét kỷ luật (giả định)"), "118-CV/UBKT"),
    "Bảo vệ chính trị nội bộ": (0.6, ("more", ""), "52-CV/BVCTNB"),
    "Bộ Công an": (1.0, ("agree", ""), "2041/BCA"),
    "Bộ Ngoại giao": (0.3, ("more", "chưa rõ ngoại ngữ (giả định)"), "907/BNG"),
}
"""How much each has answered, what it says of one person but "agree", and its letter. Bộ Tài chính is silent."""


def load() -> None:
    """Adds the bodies, gives one of them its account, and asks about those nominated for 2027, if any are."""
    if AppraisingBody.objects.exists():
        return
    made = [bodies.add(values=values, by=None) for values in BODIES]
    Account.objects.filter(username="thamdinh", role=Role.APPRAISER.value, body=None).update(body=made[3])
    call = Call.objects.filter(year=YEAR).first()
    if call is None or not freezing.choice(call, programme=Programme.MEDIUM.value).exists():
        return
    listed = freezing.freeze(
        call, title="Danh sách trung hạn 2027, đợt 1 (giả định)", programme=Programme.MEDIUM.value,
        standings=["eligible", "unknown"], by=None, on=FROZEN_ON,
    )  # fmt: skip
    _ask(listed, made)


def _ask(listed: Consultation, made: list[AppraisingBody]) -> None:
    rng = Random(YEAR)
    early = asking.ask(listed, bodies=made[:3], due_on=_DUE, document="131-CV/BCĐ", by=None, on=ASKED_ON)
    late = asking.ask(listed, bodies=made[3:], due_on=_LATER, document="131-CV/BCĐ", by=None, on=ASKED_ON)
    for request in (*early, *late):
        if request.body.short in _SAID:
            _answer(request, rng)
    letters.remind(early[1], by=None, on=_DUE.replace(day=20))


def _answer(request: OpinionRequest, rng: Random) -> None:
    share, (other, why), letter = _SAID[request.body.short]
    rows = list(request.opinions.all())
    said = rows[: max(round(len(rows) * share), 1)]
    odd = rng.choice(said).pk
    given = [
        Given(
            opinion=row.pk, outcome=other if row.pk == odd else "agree", document=letter, on=SAID_ON,
            note=why if row.pk == odd else "",
        )
        for row in said
    ]  # fmt: skip
    opinions.answer_many(request, given=given, by=None, on=SAID_ON)
