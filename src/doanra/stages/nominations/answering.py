"""Answering a unit that has no account: its own workbook with the marks, and the letter that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from doanra.documents.answer_letter.context import AnswerLetter, ReturnedRow
from doanra.documents.marked_workbook import MarkedWorkbook
from doanra.documents.render import render_word
from doanra.records.models import Call, FileRow, FileState, RowOutcome, SourceFile
from doanra.stages import papers
from doanra.stages.acting import Actor, acting
from doanra.stages.nominations.marking import has_marks, marked
from doanra.stages.papers import EXCEL, WORD, ZIP, Paper
from doanra.terms.names import fold
from doanra.terms.refusal import Refused
from doanra.terms.words import Severity

XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
_TERM = timedelta(days=10)
_LEAST_TERM = timedelta(days=3)
_ROWS_IN_A_LETTER = 200
_BUILT_ANEW = (
    "Tệp đã gửi không phải loại .xlsx, nên danh sách kèm theo được chép nguyên nội dung sang tệp Excel, giữ số dòng và "
    "cột; sửa trên tệp đó hoặc trên tệp gốc đều được."
)


def due_on(call: Call, *, on: date) -> date:
    """Until when the mended list is asked for unless somebody says otherwise: the call's own day, or ten days."""
    return call.closes_on if call.closes_on >= on + _LEAST_TERM else on + _TERM


def marked_workbook(file: SourceFile, *, by: Actor) -> Paper:
    """The unit's own workbook with every row's result and reasons. Refused where the original was not kept."""
    with acting("nominations.mark", by=by) as act:
        done = marked(file)
        act.subject, act.year, act.detail = file, file.call.year, {"file": file.name}
    return _workbook(file, done)


def answer_letter(file: SourceFile, *, by: Actor, on: date, due: date | None = None) -> Paper:
    """The letter to the unit, in Word. ``due`` is the day by which the mended list is asked for."""
    with acting("nominations.answer", by=by, verb="nominations.answer_letter") as act:
        term = _term(file, due, on=on)
        content = _letter(file, note=_note(marked(file)) if has_marks(file) else "", on=on, due=term)
        act.subject, act.year, act.detail = file, file.call.year, {"file": file.name, "due": term.isoformat()}
    return Paper(f"{_named(file)}-tra-loi.docx", WORD, content)


def answer(file: SourceFile, *, by: Actor, on: date, due: date | None = None) -> Paper:
    """Letter and marked workbook in one archive, as they go out together."""
    with acting("nominations.answer", by=by) as act:
        term = _term(file, due, on=on)
        act.subject, act.year, act.detail = file, file.call.year, {"file": file.name, "due": term.isoformat()}
        return Paper(f"{_named(file)}-tra-loi.zip", ZIP, papers.zipped(_together(file, on=on, due=term)))


def answer_all(files: Iterable[SourceFile], *, call: Call, by: Actor, on: date, due: date | None = None) -> Paper:
    """The answers to several files of a year in one archive, a folder for each file."""
    with acting("nominations.answer", by=by, verb="nominations.answer_all") as act:
        packed: dict[str, bytes] = {}
        answered = []
        for number, file in enumerate(files, 1):
            term = _term(file, due, on=on)
            folder = f"{number:02d}-{_named(file)}"
            packed |= {f"{folder}/{name}": content for name, content in _together(file, on=on, due=term).items()}
            answered.append(file.pk)
        if not answered:
            raise Refused("nothing_to_answer", "Chưa có tệp nào để trả lời.", remedy="Nhận tệp của đơn vị trước.")
        act.subject, act.year, act.detail = call, call.year, {"files": answered}
    return Paper(f"tra-loi-{call.year}.zip", ZIP, papers.zipped(packed))


def _together(file: SourceFile, *, on: date, due: date) -> dict[str, bytes]:
    if not has_marks(file):
        return {"cong-van-tra-loi.docx": _letter(file, note="", on=on, due=due)}
    done = marked(file)
    letter = _letter(file, note=_note(done), on=on, due=due)
    return {"cong-van-tra-loi.docx": letter, f"danh-sach-da-kiem-tra.{done.ending}": done.content}


def _workbook(file: SourceFile, done: MarkedWorkbook) -> Paper:
    kind = XLSM if done.ending == "xlsm" else EXCEL
    return Paper(f"{_named(file)}-da-kiem-tra.{done.ending}", kind, done.content)


def _named(file: SourceFile) -> str:
    """What a file is called on the disk: by its unit, else by its own name; ASCII alone."""
    known = file.unit.slug if file.unit else re.sub(r"\.\w{1,5}\Z", "", file.name)
    return re.sub(r"[^a-z0-9]+", "-", fold(known)).strip("-")[:60] or f"tep-{file.pk}"


def _term(file: SourceFile, due: date | None, *, on: date) -> date:
    if file.unit is None:
        raise Refused(
            "unit_missing", f"Chưa rõ tệp “{file.name}” của đơn vị nào.", remedy="Chọn đơn vị gửi rồi trả lời."
        )
    if due is not None and due < on:
        raise Refused(
            "due_passed", f"Hạn gửi lại {due:%d/%m/%Y} đã qua.", remedy=f"Ghi một ngày từ {on:%d/%m/%Y} trở đi."
        )
    return due or due_on(file.call, on=on)


def _note(done: MarkedWorkbook) -> str:
    return _BUILT_ANEW if done.note else ""


def _letter(file: SourceFile, *, note: str, on: date, due: date) -> bytes:
    assert file.unit is not None  # _term has asked
    returned = list(file.rows.filter(outcome=RowOutcome.REFUSED.value).defer("raw")[:_ROWS_IN_A_LETTER])
    many = len({row.sheet for row in returned}) > 1
    letter = AnswerLetter(
        year=file.call.year,
        letterhead=papers.letterhead("CV", year=on.year),
        unit=file.unit.letterhead,
        file_name=file.name,
        received_on=file.received_at.date(),
        read=file.rows_read,
        accepted=file.rows_accepted,
        unchanged=file.rows_unchanged,
        returned=file.rows_refused,
        warned=file.rows_warned,
        due_on=due,
        signature=papers.BY_ORDER,
        recipients=papers.LETTER_RECIPIENTS,
        rows=tuple(_returned(row, many_sheets=many) for row in returned),
        letter_number=file.letter_number,
        letter_date=file.letter_date,
        unreadable=file.refusal if file.state == FileState.REFUSED.value else "",
        workbook_note=note,
    )
    return render_word("answer_letter", context=letter, on=on)


def _returned(row: FileRow, *, many_sheets: bool) -> ReturnedRow:
    errors = [one for one in row.problems if one["severity"] == Severity.ERROR.value]
    place = f"trang “{row.sheet}”, dòng {row.row}" if many_sheets else f"dòng {row.row}"
    return ReturnedRow(
        place=place,
        full_name=row.fields["full_name"],
        wrong=tuple(one["message"] for one in errors),
        remedy=tuple(one["remedy"] for one in errors if one["remedy"]),
    )
