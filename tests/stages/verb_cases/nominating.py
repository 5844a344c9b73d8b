"""Verbs of nominating by form, and of the files beside it."""

from datetime import date

import factories
from nominating_scene import PDF, told

from doanra.records.models import Account, Call, StoredFile
from doanra.stages import filing
from doanra.stages.filing import keeping
from doanra.stages.nominating import dossiers, drafting, late, returning, senders, submitting
from verb_cases.scene import DAY

AFTER = date(2027, 1, 5)


def clerk():
    known = Account.objects.filter(username="soan").first()
    return known or factories.account("soan", role="unit", unit="p-cao-bang")


def draft(scene):
    return drafting.start(scene.call, answers=told("Đỗ Thử Nháp"), by=clerk(), on=DAY)


def request(scene):
    return late.ask(scene.call, drafts=[draft(scene).pk], reason="họp muộn", by=clerk(), on=AFTER)


def scan():
    return filing.look("cong-van.pdf", PDF)


def submit(one, by):
    letter = submitting.Letter(number="125-CV/TU", day=DAY, scan=scan())
    return submitting.submit(one.call, drafts={one.pk: 1}, letter=letter, by=by, on=DAY)


def asked(call):
    """The code of a paper that is taken whatever the year asks for."""
    return dossiers.OTHER.code


def paper(scene):
    return dossiers.put_beside_draft(draft(scene), paper=asked(scene.call), looked=scan(), by=clerk())


def waiting(scene):
    paper(scene)
    StoredFile.objects.update(scan="waiting")
    return scene


def overdue(scene):
    """A nomination of the clerk's unit in a year whose day for papers is over and stops units."""
    senders.put_rules(scene.call, clerk_submits=True, papers_limited=True, by=None)
    Call.objects.filter(pk=scene.call.pk).update(people_due_on=DAY)
    made = submit(draft(scene), clerk())
    return made.drafts.get().nomination


CASES = {
    "nominating.drafting.start": (
        "forms.start", None, lambda s, by: drafting.start(s.call, answers=told(), by=by, on=DAY),
    ),
    "nominating.drafting.fill": (
        "forms.fill", draft, lambda one, by: drafting.fill(one, answers={"priority": "4"}, seen=1, by=by),
    ),
    "nominating.drafting.drop": ("forms.drop", draft, lambda one, by: drafting.drop(one, seen=1, by=by)),
    "nominating.submitting.submit": ("forms.submit", draft, submit),
    "nominating.late.ask": (
        "late.ask", draft,
        lambda one, by: late.ask(one.call, drafts=[one.pk], reason="họp muộn", by=by, on=AFTER),
    ),
    "nominating.late.ask_papers": (
        "late.ask_papers", overdue,
        lambda one, by: late.ask_papers(one, reason="bệnh viện trả muộn", by=by, on=AFTER),
    ),
    "nominating.late.accept": (
        "late.accept", request, lambda one, by: late.accept(one, until=date(2027, 1, 9), by=by, on=AFTER),
    ),
    "nominating.late.refuse": ("late.refuse", request, lambda one, by: late.refuse(one, answer="đã trình", by=by)),
    "nominating.returning.send_back": (
        "nominations.return", None,
        lambda s, by: returning.send_back(s.named[0], reasons={"position": "thiếu"}, by=by, on=DAY),
    ),
    "nominating.senders.put_rules": (
        "forms.rules", None, lambda s, by: senders.put_rules(s.call, clerk_submits=False, papers_limited=True, by=by),
    ),
    "nominating.dossiers.put_beside_draft": (
        "dossiers.put", draft,
        lambda one, by: dossiers.put_beside_draft(one, paper=asked(one.call), looked=scan(), by=by),
    ),
    "nominating.dossiers.put": (
        "dossiers.put", None, lambda s, by: dossiers.put(s.named[0], paper=asked(s.call), looked=scan(), by=by, on=DAY),
    ),
    "nominating.dossiers.remove": ("dossiers.remove", paper, lambda one, by: dossiers.remove(one, by=by, on=DAY)),
    "filing.keeping.scan_waiting": (
        "files.scan", waiting, lambda s, by: keeping.scan_waiting(s.call, by=by),
    ),
    "filing.keeping.scan_everything": ("files.scan", waiting, lambda s, by: keeping.scan_everything(by=by)),
}  # fmt: skip
