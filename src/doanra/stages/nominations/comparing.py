"""Comparing a file's rows with what is known: which say something new, which repeat it, which name somebody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from doanra.records.models import Call, FileRow, Nomination, NominationState, Person, RowOutcome, SourceFile
from doanra.stages import evidence
from doanra.stages.nominations import seats
from doanra.stages.people import Particulars, Register
from doanra.terms.dates import PartialDate
from doanra.terms.names import fold
from doanra.terms.words import Severity

CHUNK = 2_000
"""Rows that are held in memory, asked about and stored at once."""


def particulars(row: FileRow, *, synthetic: bool = False) -> Particulars:
    """Who the row names."""
    fields = row.fields
    extra = fields["extra"]
    return Particulars(
        full_name=fields["full_name"],
        gender=fields["gender"] or "",
        birth=_date(fields["birth_date"]),
        party_joined=_date(fields["party_joined"]),
        id_number=fields["id_number"] or "",
        phone=extra.get("phone") or "",
        email=extra.get("email") or "",
        row_key=extra.get("row_key") or "",
        synthetic=synthetic,
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def chunks(file: SourceFile, *, outcome: RowOutcome | None = None) -> Iterator[list[FileRow]]:
    """The rows of a file in its order, without the cells as they came, so many at a time. One query a chunk."""
    rows = file.rows.defer("raw").order_by("pk")
    if outcome:
        rows = rows.filter(outcome=outcome.value)
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        for row in chunk:
            row.file = file
        yield chunk
        last = chunk[-1].pk


def compare(file: SourceFile, *, register: Register | None = None, rows: Sequence[FileRow] | None = None) -> None:
    """Tells accepted rows from unchanged ones and from those beyond the unit's seats, and sums up: read = accepted +
    refused + unchanged.

    A ``register`` that is given knows everybody whom the rows may mean afterwards; ``rows`` are all of the file where
    somebody has just stored them.
    """
    news = _News(file.call, register or Register(file.unit)) if file.unit else None
    outcomes: Counter[str] = Counter()
    warned = 0
    for chunk in chunks(file) if rows is None else _cut(rows):
        seats.forget(chunk)
        _tell_apart(chunk, news)
        outcomes.update(row.outcome for row in chunk)
        warned += sum(bool(row.problems) for row in chunk if row.outcome == RowOutcome.ACCEPTED.value)
    held = seats.hold(file, news.askings) if news else seats.Held()
    file.rows_read = outcomes.total()
    file.rows_accepted = outcomes[RowOutcome.ACCEPTED.value] - held.refused
    file.rows_refused = outcomes[RowOutcome.REFUSED.value] + held.refused
    file.rows_unchanged = outcomes[RowOutcome.UNCHANGED.value]
    file.rows_warned = warned + held.warned - held.with_warning
    file.save()


def _cut(rows: Sequence[FileRow]) -> Iterator[list[FileRow]]:
    return (list(rows[begin : begin + CHUNK]) for begin in range(0, len(rows), CHUNK))


def _tell_apart(rows: list[FileRow], news: _News | None) -> None:
    """Stores what became otherwise of a chunk, with one statement for each outcome and one for new problems."""
    good = [row for row in rows if row.outcome != RowOutcome.REFUSED.value]
    told = {row.pk: len(row.problems) for row in good}
    same = news.unchanged(good) if news else set()
    turned: dict[str, list[int]] = {}
    for row in good:
        outcome = (RowOutcome.UNCHANGED if row.pk in same else RowOutcome.ACCEPTED).value
        if outcome != row.outcome:
            row.outcome = outcome
            turned.setdefault(outcome, []).append(row.pk)
    for outcome, keys in turned.items():
        FileRow.objects.filter(pk__in=keys).update(outcome=outcome)
    FileRow.objects.bulk_update([row for row in good if len(row.problems) > told[row.pk]], ["problems"], batch_size=500)


class _News:
    """Tells which rows of a file say something new; ``seen`` are those that came before in the same file."""

    def __init__(self, call: Call, register: Register) -> None:
        self.call, self.register = call, register
        self.seen: set[tuple[object, ...]] = set()
        self.askings = seats.Askings()

    def unchanged(self, rows: Iterable[FileRow]) -> set[int]:
        """Rows that say what is known already, repeat an earlier row, or name whom another unit has nominated."""
        named = [(row, particulars(row)) for row in rows]
        self.register.load(who for _, who in named)
        known = self.register.nominations(self.call)
        return {row.pk for row, who in named if self._says_nothing_new(row, who, known)}

    def _says_nothing_new(self, row: FileRow, who: Particulars, known: dict[tuple[int, str], Nomination]) -> bool:
        register = self.register
        key = (fold(who.full_name), who.birth, row.fields["programme"])
        repeats = key in self.seen and any(problem["code"] == "duplicate_in_file" for problem in row.problems)
        self.seen.add(key)
        person = register.find(who)
        nomination = known.get((id(person), row.fields["programme"])) if person else None
        elsewhere = nomination is not None and _is_of_others(nomination, register.kin)
        if nomination is not None and elsewhere:
            _tell(row, "duplicate_across_files", **_elsewhere(nomination))
        if other := register.someone_else(who):
            _tell(row, "id_number_taken", **_number_taken(other))
        if register.misses_key(who):
            _tell(row, "row_key_unknown", **_KEY_UNKNOWN)
        if repeats or elsewhere:
            return True
        self.askings.note(row, nomination)
        if person is None or nomination is None or register.learns(person, who):
            return False
        return _says_the_same(nomination, row)


def _is_of_others(nomination: Nomination, kin: set[int]) -> bool:
    """Whether another unit's word stands or was returned to it; what it has withdrawn is free to be nominated."""
    return nomination.state != NominationState.WITHDRAWN.value and nomination.unit_id not in kin


def _tell(row: FileRow, code: str, *, message: str, remedy: str, field: str) -> None:
    if any(problem["code"] == code for problem in row.problems):
        return
    warning = {"code": code, "severity": Severity.WARNING.value, "message": message, "remedy": remedy}
    row.problems = [*row.problems, {**warning, "column": None, "field": field}]


def _elsewhere(nomination: Nomination) -> dict[str, str]:
    return {
        "message": f"Người này đã được {nomination.unit.name} đề cử cùng chương trình.",
        "remedy": "Không thêm lần nữa. Hỏi hai đơn vị ai cử.",
        "field": "full_name",
    }


_KEY_UNKNOWN = {
    "message": "Mã dòng của biểu mẫu không phải của người này, nên không dùng; dòng được đọc theo họ tên, ngày sinh.",
    "remedy": "Sửa ngay trên dòng đã có trong biểu mẫu; thêm người thì ghi vào dòng trống, không chép dòng.",
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
    known = {paper.kind: paper for paper in nomination.evidence.all()}
    return (
        nomination.state == NominationState.STANDING.value
        and nomination.language == (fields["language"] or "")
        and nomination.priority == fields["priority"]
        and nomination.position == (fields["position"] or "")[:500]
        and nomination.workplace == (fields["workplace"] or "")[:300]
        and not evidence.news(known, fields["extra"], year=nomination.call.year)
    )
