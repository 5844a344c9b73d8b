"""Verbs on the units' files."""

import io

import openpyxl
from unit_lists import line, workbook

from doanra.records.models import AbsenceAnswer, ColumnMemory
from doanra.stages import nominations
from doanra.stages.nominations import answering, attempts, mapping, templates, undoing
from doanra.terms.words import Programme
from verb_cases.scene import DAY


def saved(scene):
    """A file of Cao Bằng beside the scene's own that was taken in."""
    content = workbook(line("Trần Thử Bình", "1/2/1972"))
    file = nominations.receive(scene.call, name="saved.xlsx", content=content, by=None)
    nominations.save_file(file, on=DAY, by=None)
    return file


def without_a_row(scene):
    """A template that came back with one of its two people taken out; the file and who is absent."""
    saved(scene)
    unit = scene.named[0].unit
    paper = templates.issue(scene.call, unit=unit, programme=Programme.SHORT, on=DAY, by=None)
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    book["Danh sách"].delete_rows(6)
    content = io.BytesIO()
    book.save(content)
    file = nominations.receive(scene.call, name="b.xlsx", content=content.getvalue(), by=None)
    nominations.save_file(file, on=DAY, by=None)
    file.refresh_from_db()
    return file, [one.pk for one in templates.absent(file)]


def withdrawn(scene):
    nominations.withdraw(scene.named[5], letter="16-CV", by=None)
    return scene.named[5]


CASES = {
    "nominations.receiving.receive": (
        "nominations.receive", None, lambda s, by: nominations.receive(s.call, name="b.xlsx", content=b"x", by=by),
    ),
    "nominations.receiving.receive_many": (
        "nominations.receive", None, lambda s, by: nominations.receive_many(s.call, files=[("b.xlsx", b"x")], by=by),
    ),
    "nominations.attempts.start": (
        "nominations.hand_in", None, lambda s, by: attempts.start(s.call, files=[("b.xlsx", b"x")], by=by),
    ),
    "nominations.attempts.note_unread": (
        "nominations.hand_in", None, lambda s, by: attempts.note_unread(s.call, size=9, reason="nặng", by=by),
    ),
    "nominations.attempts.cancel": (
        "nominations.cancel_hand_in", None, lambda s, by: attempts.cancel(s.call.hand_ins.first(), by=by),
    ),
    "nominations.mapping.correct": (
        "nominations.map", None, lambda s, by: mapping.correct(s.file, meanings={("DS", "E"): "workplace"}, by=by),
    ),
    "nominations.mapping.forget": (
        "nominations.forget_column",
        lambda s: (mapping.correct(s.file, meanings={("DS", "E"): "workplace"}, by=None), s)[1],
        lambda s, by: mapping.forget(ColumnMemory.objects.get(), by=by),
    ),
    "nominations.receiving.choose_unit": (
        "nominations.choose_unit", None, lambda s, by: nominations.choose_unit(s.file, unit=s.named[1].unit, by=by),
    ),
    "nominations.receiving.drop": ("nominations.drop", None, lambda s, by: nominations.drop(s.file, by=by)),
    "nominations.saving.save_file": (
        "nominations.save", None, lambda s, by: nominations.save_file(s.file, on=DAY, by=by),
    ),
    "nominations.answering.marked_workbook": (
        "nominations.mark", None, lambda s, by: answering.marked_workbook(s.file, by=by),
    ),
    "nominations.answering.answer_letter": (
        "nominations.answer_letter", None, lambda s, by: answering.answer_letter(s.file, on=DAY, by=by),
    ),
    "nominations.answering.answer": (
        "nominations.answer", None, lambda s, by: answering.answer(s.file, on=DAY, by=by),
    ),
    "nominations.answering.answer_all": (
        "nominations.answer_all", None, lambda s, by: answering.answer_all([s.file], call=s.call, on=DAY, by=by),
    ),
    "nominations.templates.issue": (
        "nominations.issue", None,
        lambda s, by: templates.issue(s.call, unit=s.named[0].unit, programme=Programme.SHORT, on=DAY, by=by),
    ),
    "nominations.templates.answer_absence": (
        "nominations.answer_absence", without_a_row,
        lambda s, by: templates.answer_absence(s[0], nominations=s[1], answer=AbsenceAnswer.KEPT, by=by),
    ),
    "nominations.undoing.undo_load": (
        "nominations.undo", saved, lambda file, by: undoing.undo_load(file, reason="nhận nhầm", on=DAY, by=by),
    ),
    "nominations.withdrawing.withdraw": (
        "nominations.withdraw", None, lambda s, by: nominations.withdraw(s.named[0], letter="15-CV", by=by),
    ),
    "nominations.withdrawing.stand_again": (
        "nominations.stand_again", withdrawn, lambda one, by: nominations.stand_again(one, reason="rút nhầm", by=by),
    ),
}  # fmt: skip
