"""The fields of a listed person that a body may be shown beside the name: their labels, how closely kept, as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from doanra.policy import access
from doanra.records.models import Eligibility, ListedPerson
from doanra.records.models.consultations import AskedAbout
from doanra.records.sensitivity import sensitivity
from doanra.terms.words import Audience, Gender, Language, Programme, Role, Sensitivity, Word

FIELDS: dict[str, str] = {
    "birth": "Ngày sinh",
    "gender": "Giới tính",
    "id_number": "Số định danh",
    "party_joined": "Ngày vào Đảng",
    "position": "Chức vụ",
    "workplace": "Nơi công tác",
    "unit_name": "Đơn vị cử",
    "programme": "Chương trình",
    "language": "Ngoại ngữ",
    "audience": "Đối tượng",
    "priority": "Thứ tự ưu tiên",
    "standing": "Kết luận thẩm định",
}
"""By name of the column; ``standing`` is the verdict of the rules as it is now, without political vetting."""

USUAL = ("birth", "position", "unit_name", "programme")
"""What a new body is shown until the office decides otherwise."""

_WORDS: dict[str, type[Word]] = {
    "gender": Gender, "programme": Programme, "language": Language, "audience": Audience, "standing": Eligibility,
}  # fmt: skip


def kept(name: str) -> Sensitivity:
    """How closely a field is kept, as its column is marked."""
    if name == "standing":
        return Sensitivity.PERSONAL
    return sensitivity(ListedPerson._meta.get_field(name))


def shown_to(role: Role | None, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the fields that a duty reads, in the order of `FIELDS`; unknown names are none."""
    wanted = set(names)
    return tuple(name for name in FIELDS if name in wanted and access.reads(role, kept(name)))


def word(person: AskedAbout, name: str, *, standing: str = "") -> str:
    """A field as text for papers and tables; codes by their labels."""
    value: Any = standing if name == "standing" else getattr(person, name)
    if not value:
        return ""
    if name in ("birth", "party_joined"):
        return str(value.vietnamese())
    return _WORDS[name](value).label if name in _WORDS else str(value)
