"""Two records side by side: each field with both values, where each value comes from, and which one is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from doanra.records.models import Person, SourceFile
from doanra.records.queries.people_sources import Source
from doanra.stages.merging import FIELDS
from doanra.terms.dates import PartialDate
from doanra.web.frame import address
from doanra.web.templatetags.doanra import label, partial_date, vndate, vntime


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One side of one field: ``whose`` is "kept" or "absorbed", ``text`` "" where the record says nothing."""

    whose: str
    text: str
    source: str
    url: str
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field with both values; ``differs`` if both say something and not the same."""

    name: str
    head: str
    kept: Value
    absorbed: Value

    @property
    def differs(self) -> bool:
        """Whether somebody must choose."""
        return bool(self.kept.text and self.absorbed.text and self.kept.text != self.absorbed.text)

    @property
    def empty(self) -> bool:
        """Whether neither record says anything."""
        return not (self.kept.text or self.absorbed.text)


def heads() -> dict[str, str]:
    """What each field is called."""
    return {
        "full_name": _("Họ và tên"),
        "birth": _("Ngày sinh"),
        "gender": _("Giới tính"),
        "id_number": _("Số định danh"),
        "party_joined": _("Ngày vào Đảng"),
        "unit": _("Đơn vị"),
        "phone": _("Điện thoại"),
        "email": _("Thư điện tử"),
    }


def lines(kept: Person, absorbed: Person, sources: dict[int, dict[str, Source]], *, numbers: bool) -> list[FieldLine]:
    """The fields that either record tells; ``numbers``: the reader may see identity numbers whole."""
    found = []
    for name, head in heads().items():
        mine, other = _text(kept, name, numbers=numbers), _text(absorbed, name, numbers=numbers)
        takes_other = _better(kept, absorbed, name)
        line = FieldLine(
            name=name,
            head=head,
            kept=_value("kept", mine, sources[kept.pk], name, proposed=not takes_other),
            absorbed=_value("absorbed", other, sources[absorbed.pk], name, proposed=takes_other),
        )
        if not line.empty:
            found.append(line)
    return found


def _better(kept: Person, absorbed: Person, name: str) -> bool:
    """Whether the younger record is proposed: it alone says something, or says it more exactly."""
    column = FIELDS[name][-1]
    mine, other = getattr(kept, column), getattr(absorbed, column)
    if isinstance(mine, PartialDate) and isinstance(other, PartialDate) and mine != other:
        return mine.earliest <= other.earliest and other.latest <= mine.latest
    return bool(other and not mine)


def _text(person: Person, name: str, *, numbers: bool) -> str:
    match name:
        case "birth" | "party_joined":
            return partial_date(getattr(person, name))
        case "gender":
            return label(person.gender, "gender") if person.gender else ""
        case "unit":
            return person.unit.name
        case "id_number":
            return person.id_number if numbers or not person.id_number else f"…{person.id_number[-4:]}"
        case "phone" | "email":
            return _coded(getattr(person, f"{name}_index"))
    return str(getattr(person, name))


def _coded(index: str) -> str:
    """A telephone or address is kept as a digest only: its first letters tell two apart."""
    return _("đã ghi, mã %(code)s") % {"code": index[:6]} if index else ""


def _value(whose: str, text: str, sources: dict[str, Source], name: str, *, proposed: bool) -> Value:
    source = sources.get(name) or sources.get("")
    if not text:
        return Value(whose=whose, text="", source="", url="", proposed=proposed)
    file = source.file if source else None
    url = address("web:nominations_file", file.call.year, file.pk) if file else ""
    return Value(whose=whose, text=text, source=say(source), url=url, proposed=proposed)


def _place(file: SourceFile, row: int | None) -> list[str]:
    if file.receipt_number is not None:
        return [file.name]
    return [_("tệp “%(file)s”") % {"file": file.name}, _("dòng %(row)s") % {"row": row} if row else ""]


def say(source: Source | None) -> str:
    """Where a value comes from, in words."""
    if source is None:
        return _("nhập tay hoặc có từ trước")
    if source.file is None and not source.merged_at:
        return source.text
    parts = []
    if source.file is not None:
        parts += _place(source.file, source.row)
    if source.letter:
        day = _(" ngày %(day)s") % {"day": vndate(source.letter_date)} if source.letter_date else ""
        parts.append(_("công văn %(number)s") % {"number": source.letter} + day)
    elif source.received_at:
        parts.append(_("nhận ngày %(day)s") % {"day": vndate(source.received_at)})
    if source.merged_at:
        parts.append(_("qua lần gộp lúc %(when)s") % {"when": vntime(source.merged_at)})
    return ", ".join(part for part in parts if part)
