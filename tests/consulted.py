"""Builds lists that are put before bodies, through the verbs; the bodies are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import factories

from doanra.records.models import Account, AppraisingBody, Call, Consultation, OpinionRequest
from doanra.stages.consultations import asking, bodies, freezing, opinions
from doanra.stages.consultations.opinions import Given

FROZEN, ASKED, DUE, TODAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 20), date(2026, 11, 16)
LETTER = date(2026, 11, 10)


def body(short: str = "Cơ quan Mẫu", **values: Any) -> AppraisingBody:
    """A body that may be asked; ``vets=True`` for one whose word is political vetting."""
    return bodies.add(values={"name": f"{short} Trung ương", "short": short, **values}, by=None)


def appraiser(username: str, *, of: AppraisingBody) -> Account:
    """Somebody who acts for a body."""
    made = factories.account(username, role="appraiser")
    made.body = of
    made.save(update_fields=["body"])
    return made


def frozen(of: Call, many: int = 3, **values: Any) -> Consultation:
    """A list of so many invented nominees, appraised, frozen on `FROZEN`."""
    factories.nominations(of, many, **values)
    return freezing.freeze(of, title="Danh sách thử", by=None, on=FROZEN)


def asked(consultation: Consultation, *many: AppraisingBody) -> list[OpinionRequest]:
    """The requests to these bodies."""
    return asking.ask(consultation, bodies=many, due_on=DUE, document="30-CV/BCĐ", by=None, on=ASKED)


def given(request: OpinionRequest, number: int = 0, outcome: str = "agree", **values: Any) -> Given:
    """What the body says of the person of that number, as the page would send it."""
    row = request.opinions.order_by("pk")[number]
    said = {"document": "45-CV/CQM", "on": LETTER, "note": "" if outcome == "agree" else "thiếu bản nhận xét"}
    return Given(**{"opinion": row.pk, "outcome": outcome, "seen": row.version, **said, **values})


def answered(request: OpinionRequest, *outcomes: str, **values: Any) -> None:
    """The body has said these of the first people."""
    many = [given(request, number, outcome, **values) for number, outcome in enumerate(outcomes)]
    opinions.answer_many(request, given=many, by=None, on=TODAY)
