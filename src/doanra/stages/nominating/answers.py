"""What is asked of one nominee, and the list that answers make: the columns of a unit's workbook, read the same way."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from doanra.documents.nomination_template import KEY_HEADING
from doanra.intake import CellProblem, read_file
from doanra.records.models import Call, FileRow, Nomination
from doanra.stages.nominations.reading import Told
from doanra.terms.refusal import Refused
from doanra.terms.words import Gender, Language, Programme

Answers = Mapping[str, str]
"""Field -> what was typed; choices by their codes ("male", "short", "lo"), everything else as text."""

STEPS: dict[str, tuple[str, ...]] = {
    "who": ("full_name", "birth_date", "gender", "id_number", "party_joined", "phone", "email"),
    "post": ("position", "workplace"),
    "course": ("programme", "language", "priority"),
    "record": ("evaluation", "discipline", "note"),
}
"""One thing a page: who it is, what post, which programme, what the unit says of the work."""
FIELDS: dict[str, str] = {
    "full_name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "gender": "Giới tính",
    "id_number": "Số định danh cá nhân",
    "party_joined": "Ngày vào Đảng",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "position": "Chức vụ",
    "workplace": "Đơn vị công tác",
    "programme": "Chương trình đăng ký",
    "language": "Ngoại ngữ đăng ký học",
    "priority": "Thứ tự ưu tiên",
    "evaluation": "Đánh giá, xếp loại năm gần nhất",
    "discipline": "Kỷ luật",
    "note": "Ghi chú",
}
MUST = ("full_name", "birth_date", "gender", "position", "programme", "priority")
"""Without these nothing is sent; the language beside them for a language course."""
RATINGS = (
    "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ",
)  # fmt: skip
DISCIPLINE = ("Không", "Khiển trách", "Cảnh cáo", "Cách chức", "Đang bị xem xét")
"""The words of the template's lists, which are read as proofs."""
RETURNABLE = {name: label for name, label in FIELDS.items() if name != "programme"}
"""What the office may name when it sends a nomination back; another programme is another nomination."""

_KEY = "row_key"
_COLUMNS = (*FIELDS, _KEY)
FIRST_ROW = 2
"""The first person's row in the list of answers: below the head."""
_CHOICES = {"gender": Gender, "programme": Programme, "language": Language}


def step_of(field: str) -> str:
    """The page on which a field is asked."""
    return next(step for step, names in STEPS.items() if field in names)


def missing(answers: Answers) -> list[str]:
    """The fields that must be answered and are not."""
    wanted = [*MUST, *(["language"] if answers.get("programme") == Programme.LANGUAGE.value else [])]
    return [name for name in wanted if not answers.get(name)]


def shown(field: str, answers: Answers) -> str:
    """An answer in words."""
    value = answers.get(field, "")
    words = _CHOICES.get(field)
    return words(value).label if words and value else value


def as_list(many: Sequence[Answers]) -> bytes:
    """Many answers as a list in CSV (UTF-8), one person a row from the second on."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow([*FIELDS.values(), KEY_HEADING])
    for answers in many:
        sheet.writerow([_cell(name, answers) for name in _COLUMNS])
    return written.getvalue().encode()


def _cell(name: str, answers: Answers) -> str:
    if name == "language" and answers.get("programme") != Programme.LANGUAGE.value:
        return ""
    return " ".join(shown(name, answers).split())


def place(row: FileRow) -> int:
    """Which of the answers a row of their list is, from nought on."""
    return row.row - FIRST_ROW


def read(many: Sequence[Answers], *, name: str, call: Call) -> Told:
    """The list of these answers, read as a workbook of the unit would be. Refused as that would be."""
    choices = {("", _letter(place)): meaning for place, meaning in enumerate(_COLUMNS)}
    reading = read_file(name, as_list(many), call_on=call.opened_on, column_choices=choices)
    if reading.refusal:
        raise Refused(reading.refusal.code, reading.refusal.message, remedy=reading.refusal.remedy)
    return Told(reading, [asdict(sheet) for sheet in reading.sheets])


def problems(answers: Answers, *, call: Call) -> list[CellProblem]:
    """What is wrong with one person's answers, as it would be told of a row. Empty for a person without a name."""
    if not answers.get("full_name"):
        return []
    rows = read([answers], name="ban-soan.csv", call=call).reading.rows
    return [problem for row in rows for problem in row.problems]


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def of_nomination(nomination: Nomination, *, row_key: str) -> dict[str, str]:
    """A nomination as answers: from the row that told it, else from what the tables know."""
    person = nomination.person
    told = {
        "full_name": person.full_name,
        "birth_date": _day(person.birth.iso()) if person.birth else "",
        "gender": person.gender,
        "id_number": person.id_number,
        "party_joined": _day(person.party_joined.iso()) if person.party_joined else "",
        "position": nomination.position,
        "workplace": nomination.workplace,
        "programme": nomination.programme,
        "language": nomination.language,
        "priority": str(nomination.priority or ""),
        _KEY: row_key,
    }
    extra = nomination.row.fields.get("extra", {}) if nomination.row else {}
    return told | {name: str(extra.get(name) or "") for name in ("phone", "email", "evaluation", "discipline", "note")}


def _day(iso: str) -> str:
    """``1975-08-05`` as a unit writes it: 05/08/1975; a month or a year alone likewise."""
    return "/".join(reversed(iso.split("-")))
