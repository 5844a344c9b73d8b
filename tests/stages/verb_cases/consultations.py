"""Verbs of lists that are put before appraising bodies."""

import io
import itertools

import consulted
import openpyxl
from consulted import DUE, LETTER, TODAY

from doanra.records.queries.opinion_table import Wanted
from doanra.stages import filing
from doanra.stages.consultations import approving, asking, bodies, freezing, letters, opinions, scans, sheets

_numbers = itertools.count(1)
SIGNED = {"document": "21-TB/BCĐ", "on": LETTER, "signer": "Phó Trưởng Ban", "today": TODAY}


def body(_scene):
    return consulted.body(f"Cơ quan thử {next(_numbers)}")


def gone(scene):
    made = body(scene)
    bodies.retire(made, by=None, on=TODAY)
    return made


def listed(scene):
    return freezing.freeze(scene.call, title=f"Danh sách của lần thử {next(_numbers)}", by=None, on=TODAY)


def request(scene):
    return consulted.asked(listed(scene), body(scene))[0]


def unasked(scene):
    """A list and a body that was not asked about it."""
    return listed(scene), body(scene)


def withdrawn(scene):
    made = request(scene)
    asking.withdraw(made, reason="hỏi nhầm", by=None)
    return made


def opinion(scene):
    made = request(scene)
    consulted.answered(made, "agree")
    return made.opinions.exclude(outcome="").get()


def approved(scene):
    made = listed(scene)
    approving.approve(made, seen=0, by=None, **SIGNED)
    return made


def sheet(scene):
    """The request with its workbook filled in for one person."""
    made = request(scene)
    book = openpyxl.load_workbook(io.BytesIO(letters.workbook(made, by=None, on=TODAY).content))
    book.active["G5"], book.active["H5"], book.active["I5"] = "Đồng ý", "45-CV", LETTER
    written = io.BytesIO()
    book.save(written)
    return made, written.getvalue()


def first(consultation):
    return consultation.people.first().pk


def version(scene):
    return approved(scene).versions.get()


def looked():
    return filing.look("quyet-dinh.pdf", b"%PDF-1.4\n%%EOF\n")


def scanned(scene):
    return scans.attach(version(scene), looked=looked(), by=None)


CASES = {
    "consultations.scans.attach": (
        "consultations.attach", version, lambda v, by: scans.attach(v, looked=looked(), by=by),
    ),
    "consultations.scans.take_away": (
        "consultations.detach", scanned, lambda s, by: scans.take_away(s, reason="nhầm tệp", by=by),
    ),
    "consultations.bodies.add": (
        "bodies.add", None, lambda s, by: bodies.add(values={"name": "Cơ quan Một", "short": "Một"}, by=by),
    ),
    "consultations.bodies.change": (
        "bodies.change", body, lambda b, by: bodies.change(b, values={"asked_about": "về tiêu chuẩn"}, by=by),
    ),
    "consultations.bodies.retire": ("bodies.retire", body, lambda b, by: bodies.retire(b, by=by, on=TODAY)),
    "consultations.bodies.restore": ("bodies.restore", gone, lambda b, by: bodies.restore(b, by=by)),
    "consultations.freezing.freeze": (
        "consultations.freeze", None, lambda s, by: freezing.freeze(s.call, title="", by=by, on=TODAY),
    ),
    "consultations.freezing.drop": (
        "consultations.drop", listed, lambda c, by: freezing.drop(c, reason="chốt nhầm", by=by),
    ),
    "consultations.freezing.reopen": (
        "consultations.reopen", approved, lambda c, by: freezing.reopen(c, reason="hỏi thêm", by=by),
    ),
    "consultations.asking.ask": (
        "consultations.ask", unasked,
        lambda p, by: asking.ask(p[0], bodies=[p[1]], due_on=DUE, by=by, on=TODAY),
    ),
    "consultations.asking.withdraw": (
        "consultations.withdraw", request, lambda r, by: asking.withdraw(r, reason="hỏi nhầm", by=by),
    ),
    "consultations.asking.ask_again": (
        "consultations.ask_again", withdrawn,
        lambda r, by: asking.ask_again(r, reason="cần thật", due_on=DUE, by=by, on=TODAY),
    ),
    "consultations.opinions.answer": (
        "consultations.answer", request,
        lambda r, by: opinions.answer(r, given=consulted.given(r), by=by, on=TODAY),
    ),
    "consultations.opinions.answer_many": (
        "consultations.answer", request,
        lambda r, by: opinions.answer_many(r, given=[consulted.given(r, 1)], by=by, on=TODAY),
    ),
    "consultations.opinions.take_back": (
        "consultations.take_back", opinion, lambda o, by: opinions.take_back(o, reason="ghi nhầm người", by=by),
    ),
    "consultations.sheets.load": (
        "consultations.answer", sheet, lambda p, by: sheets.load(p[0], content=p[1], by=by, on=TODAY),
    ),
    "consultations.letters.letter": (
        "consultations.letter", request, lambda r, by: letters.letter(r, by=by, on=TODAY),
    ),
    "consultations.letters.remind": (
        "consultations.remind", request, lambda r, by: letters.remind(r, by=by, on=TODAY),
    ),
    "consultations.letters.workbook": (
        "consultations.workbook", request, lambda r, by: letters.workbook(r, by=by, on=TODAY),
    ),
    "consultations.letters.table": (
        "consultations.table", request,
        lambda r, by: letters.table(r.consultation, wanted=Wanted(), said=[], by=by, on=TODAY),
    ),
    "consultations.approving.approve": (
        "consultations.approve", listed, lambda c, by: approving.approve(c, seen=0, by=by, **SIGNED),
    ),
    "consultations.approving.amend": (
        "consultations.amend", approved,
        lambda c, by: approving.amend(c, remove=[first(c)], reason="đơn vị xin rút", seen=1, by=by, **SIGNED),
    ),
}  # fmt: skip
