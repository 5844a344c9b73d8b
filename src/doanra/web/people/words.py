"""What the reasons of a likeness, its strength, and the things that a merge moves are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "same_number": _("cùng số định danh"),
    "same_name": _("cùng họ tên"),
    "other_middle_name": _("cùng họ và tên, khác tên đệm"),
    "same_birth": _("cùng ngày sinh"),
    "birth_within": _("ngày sinh khớp, có bên ghi thiếu"),
    "birth_swapped": _("ngày và tháng sinh đổi chỗ nhau"),
    "birth_near": _("ngày sinh lệch một phần"),
    "birth_missing": _("có bên thiếu ngày sinh"),
    "other_birth": _("khác ngày sinh"),
    "same_phone": _("cùng số điện thoại"),
    "same_email": _("cùng thư điện tử"),
    "same_party_day": _("cùng ngày vào Đảng"),
    "same_unit": _("cùng đơn vị"),
    "other_number": _("khác số định danh"),
    "other_gender": _("khác giới tính"),
}
DOUBTS = frozenset(
    {"other_middle_name", "birth_swapped", "birth_near", "birth_missing", "other_birth", "other_number", "other_gender"}
)
"""Reasons that make one doubt, or speak for nothing."""

MOVED: dict[str, Promise] = {
    "nomination": _("đề cử"),
    "evidence": _("bằng chứng"),
    "waiver": _("quyết định miễn"),
    "appraisal": _("kết quả thẩm định"),
    "absentnomination": _("lời đáp về dòng đã bỏ"),
    "participation": _("khoá đã dự"),
    "pastcourse": _("khoá trong hồ sơ cũ"),
    "busydays": _("lần bận"),
    "issuedrow": _("dòng biểu mẫu đã phát"),
    "seat": _("chỗ trong phương án"),
    "plannedcourse": _("lần làm trưởng đoàn trong phương án"),
    "delegation": _("lần làm trưởng đoàn"),
    "member": _("lần có tên trong đoàn"),
    "plan": _("phương án"),
    "planningrun": _("lần tính"),
    "merge": _("lần gộp trước"),
}
"""What the things are called that follow a person; what is not here is said to nobody."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words; a doubt speaks against one person."""

    text: Promise | str
    doubt: bool


def reasons(codes: Iterable[str]) -> list[Reason]:
    """What agrees first, then what does not."""
    said = [Reason(REASONS.get(code, code), code in DOUBTS) for code in codes]
    return sorted(said, key=lambda one: one.doubt)


def strength(figure: int) -> Promise:
    """How alike two records are, in a word."""
    if figure >= 80:
        return _("Rất giống")
    return _("Giống") if figure >= 60 else _("Hơi giống")


def things(counts: dict[str, int]) -> list[tuple[Promise, int]]:
    """What followed, in the order of the table above."""
    return [(word, counts[name]) for name, word in MOVED.items() if counts.get(name)]
