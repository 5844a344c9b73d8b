"""Comparing a file's rows with what is known: which say something new, which repeat it, which name somebody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from doanra.records.models import Call, FileRow, Nomination, NominationState, Person, RowOutcome, SourceFile, Unit
from doanra.stages import evidence
from doanra.stages.people import Particulars, Register
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold
from doanra.terms.words import Severity


def particulars(row: FileRow, *, synthetic: bool = False) -> Particulars:
    """Who the row names."""
    fields = row.fields
    return Particulars(
        full_name=fields["full_name"],
        gender=fields["gender"] or "",
        birth=_date(fields["birth_date"]),
        party_joined=_date(fields["party_joined"]),
        id_number=fields["id_number"] or "",
        synthetic=synthetic,
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def compare(file: SourceFile) -> None:
    """Tells accepted rows from unchanged ones, and sums up: read = accepted + refused + unchanged."""
    rows = list(file.rows.all())
    good = [row for row in rows if row.outcome != RowOutcome.REFUSED.value]
    same = _unchanged(file.unit, file.call, good) if file.unit else set()
    changed = []
    for row in good:
        outcome = (RowOutcome.UNCHANGED if row.pk in same else RowOutcome.ACCEPTED).value
        if outcome != row.outcome:
            row.outcome = outcome
            changed.append(row)
    FileRow.objects.bulk_update(changed, ["outcome"], batch_size=500)
    outcomes = Counter(row.outcome for row in rows)
    file.rows_read = len(rows)
    file.rows_accepted = outcomes[RowOutcome.ACCEPTED.value]
    file.rows_refused = outcomes[RowOutcome.REFUSED.value]
    file.rows_unchanged = outcomes[RowOutcome.UNCHANGED.value]
    file.rows_warned = sum(bool(row.problems) for row in rows if row.outcome == RowOutcome.ACCEPTED.value)
    file.save()


def _unchanged(unit: Unit, call: Call, rows: Iterable[FileRow]) -> set[int]:
    """Rows that say what is known already, repeat an earlier row, or name whom another unit has nominated."""
    rows = list(rows)
    register = Register(unit, [particulars(row) for row in rows])
    known = register.nominations(call)
    seen: set[tuple[object, ...]] = set()
    same: set[int] = set()
    for row in rows:
        who = particulars(row)
        key = (fold(who.full_name), who.birth, row.fields["programme"])
        person = register.find(who)
        nomination = known.get((person.pk, row.fields["programme"])) if person else None
        repeats = key in seen and any(problem["code"] == "duplicate_in_file" for problem in row.problems)
        elsewhere = nomination is not None and _is_of_others(nomination, register.kin)
        if nomination is not None and elsewhere:
            _tell(row, "duplicate_across_files", **_elsewhere(nomination))
        if other := register.someone_else(who):
            _tell(row, "id_number_taken", **_number_taken(other))
        known_person = person is not None and not register.learns(person, who)
        if repeats or elsewhere or (nomination and known_person and _says_the_same(nomination, row)):
            same.add(row.pk)
        seen.add(key)
    return same


def _is_of_others(nomination: Nomination, kin: set[int]) -> bool:
    """Whether another unit's word stands; what it has withdrawn is free to be nominated."""
    return nomination.state == NominationState.STANDING.value and nomination.unit_id not in kin


def _tell(row: FileRow, code: str, *, message: str, remedy: str, field: str) -> None:
    if any(problem["code"] == code for problem in row.problems):
        return
    warning = {"code": code, "severity": Severity.WARNING.value, "message": message, "remedy": remedy}
    row.problems = [*row.problems, {**warning, "column": None, "field": field}]
    row.save(update_fields=["problems"])


def _elsewhere(nomination: Nomination) -> dict[str, str]:
    return {
        "message": f"Người này đã được {nomination.unit.name} đề cử cùng chương trình.",
        "remedy": "Không thêm lần nữa. Hỏi hai đơn vị ai cử.",
        "field": "full_name",
    }


def _number_taken(other: Person) -> dict[str, str]:
    return {
        "message": f"Số định danh này đang là của {other.full_name}, khác cả họ tên và ngày sinh; không ghi lại số.",
        "remedy": "Hỏi lại đơn vị số nào đúng, ví dụ chép nhầm từ dòng khác.",
        "field": "id_number",
    }


def _says_the_same(nomination: Nomination, row: FileRow) -> bool:
    fields = row.fields
    return (
        nomination.state == NominationState.STANDING.value
        and nomination.language == (fields["language"] or "")
        and nomination.priority == fields["priority"]
        and nomination.position == (fields["position"] or "")[:500]
        and nomination.workplace == (fields["workplace"] or "")[:300]
        and not evidence.news(nomination, fields["extra"])
    )
