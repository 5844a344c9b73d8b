"""A year with two units that nominate by form; everybody is invented, every scan is a page of nothing."""

from datetime import date

import factories

from doanra.stages import filing
from doanra.stages.nominating import dossiers, drafting, late, submitting

DAY = date(2026, 10, 1)
AFTER = date(2027, 1, 5)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def told(name="Nguyễn Thử An", **other):
    """What a clerk types of one nominee."""
    return {
        "full_name": name, "birth_date": "12/03/1975", "gender": "male", "position": "Phó Giám đốc Sở Tài chính",
        "workplace": "Sở Tài chính", "programme": "short", "priority": "1",
        "evaluation": "Hoàn thành tốt nhiệm vụ", "discipline": "Không", **other,
    }  # fmt: skip


def letter(number="125-CV/TU", day=DAY, scan=PDF):
    """The unit's letter with its scan."""
    return submitting.Letter(number=number, day=day, scan=filing.look("cong-van.pdf", scan))


class Year:
    """A call, a clerk and an approver of Cao Bằng, a clerk of Sơn La."""

    def __init__(self):
        self.call = factories.call(2027)
        self.clerk = factories.account("soan", role="unit", unit="p-cao-bang")
        self.approver = factories.account("duyet", role="approver", unit="p-cao-bang")
        self.other = factories.account("khac", role="unit", unit="p-son-la")
        self.office = factories.account("vanphong", role="office")

    def draft(self, name="Nguyễn Thử An", *, by=None, **other):
        return drafting.start(self.call, answers=told(name, **other), by=by or self.clerk, on=DAY)

    def sent(self, *drafts, by=None, on=DAY, **other):
        wanted = {one.pk: one.version for one in drafts}
        return submitting.submit(self.call, drafts=wanted, letter=letter(**other), by=by or self.approver, on=on)


def in_every_state(call):
    """By parameter of an address: a draft with a paper, a receipt and a request to be late, all of Cao Bằng."""
    clerk = factories.account("soan.thu", role="unit", unit="p-cao-bang")
    sent, draft = (drafting.start(call, answers=told(name), by=clerk, on=DAY) for name in ("Vũ Thử Nộp", "Vũ Thử Soạn"))
    made = submitting.submit(call, drafts={sent.pk: 1}, letter=letter(), by=clerk, on=DAY)
    paper = dossiers.put_beside_draft(
        draft, paper=dossiers.OTHER.code, looked=filing.look("ly-lich.pdf", PDF), by=clerk
    )
    late_on = call.closes_on.replace(year=call.year)
    request = late.ask(call, drafts=[draft.pk], reason="họp muộn", by=clerk, on=late_on)
    return {"draft": draft.pk, "receipt": made.number, "late": request.pk, "paper": paper.pk, "step": "who"}
