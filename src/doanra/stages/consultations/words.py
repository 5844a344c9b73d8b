"""What every verb of consultations asks of the words it is given: a reason, a decision with number, date and signer."""

from __future__ import annotations

from datetime import date

from django.db import models

from doanra.records.models import Consultation
from doanra.stages import soundness
from doanra.terms.refusal import Refused

REASON_LENGTH = 300
_LABELS = {
    "document": "số văn bản",
    "signer": "người ký",
    "reason": "lý do",
    "title": "tên danh sách",
    "note": "ghi chú",
}


def reason_of(text: str) -> str:
    """A reason in one line; Refused for none, or one too long to be read in a list."""
    said = " ".join(text.split())
    if not said:
        raise Refused("reason_missing", "Việc này cần lý do.", remedy="Ghi một câu, ví dụ: gửi nhầm danh sách.")
    if len(said) > REASON_LENGTH:
        raise Refused("reason_long", f"Lý do dài quá {REASON_LENGTH} ký tự.", remedy="Ghi ngắn lại một câu.")
    return said


def require_signed(*, document: str, on: date, signer: str, today: date) -> None:
    """Refused unless a decision has number, signer and a day that is not yet to come."""
    if not (document.strip() and signer.strip()):
        raise Refused(
            "decision_incomplete",
            "Quyết định cần số văn bản và người ký.",
            remedy="Ví dụ: 21-TB/BCĐ, Phó Trưởng Ban Chỉ đạo ký.",
        )
    if on > today:
        raise Refused("decision_ahead", f"Ngày ban hành {on:%d/%m/%Y} chưa tới.", remedy="Ghi ngày trên văn bản.")


def require_sound(row: models.Model) -> None:
    """Refused, naming the fields, for what the columns cannot hold."""
    if found := soundness.faults(row, labels=_LABELS):
        raise Refused("words_wrong", f"{'; '.join(found)}.", remedy="Sửa các chỗ nêu trên rồi ghi lại.")


def ground(document: str, on: date | None) -> str:
    """The document that an act rests on, as the trail says it: ``12-CV/TU, 3/10/2026``."""
    return ", ".join(part for part in (document.strip(), f"{on.day}/{on.month}/{on.year}" if on else "") if part)


def locked(consultation: Consultation) -> Consultation:
    """The list as it stands now, held until the act is done."""
    return Consultation.objects.select_for_update(of=("self",)).select_related("call").get(pk=consultation.pk)
