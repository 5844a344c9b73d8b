"""What an account of few rights can open, one sentence each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from doanra.policy import access
from doanra.terms.words import Role
from doanra.web.frame import address


@dataclass(frozen=True, slots=True)
class Door:
    """A page that the duty opens."""

    label: str
    say: str
    url: str


def doors(duty: Role, year: int) -> list[Door]:
    """The pages of the year, then those of all years, that the duty opens."""
    everything = (
        ("calls.see", "calls", _("Mời đề cử"), _("Đơn vị nào được mời, đơn vị nào đã trả lời.")),
        ("nominations.see", "nominations", _("Đề cử"), _("Người được đề cử, theo tên hoặc theo đơn vị.")),
        ("appraisals.see", "appraisals", _("Thẩm định"), _("Ai đủ điều kiện, vì sao, còn thiếu giấy gì.")),
        ("courses.see", "courses", _("Khoá của năm"), _("Danh mục khoá, số chỗ, chi phí, ngày dự kiến.")),
        ("plans.see", "plans", _("Kế hoạch"), _("Các phương án và kế hoạch đã công bố.")),
        ("delegations.see", "delegations", _("Đoàn"), _("Đoàn nào đã đi, đang đi, sắp đi, gồm những ai.")),
        ("plans.see", "year_figures", _("Số liệu của năm"), _("Bảng số liệu và cách đếm từng con số.")),
    )
    open_to = [
        Door(label, say, address(f"web:{route}", year))
        for right, route, label, say in everything
        if access.may(duty, right)
    ]
    always = (
        ("units.see", "units", _("Đơn vị qua các thời kỳ"), _("Tên, mã, sáp nhập của tỉnh, thành và cơ quan.")),
        ("posts.see", "posts", _("Bảng chức danh"), _("Chức danh nào thuộc nhóm và bậc nào.")),
        ("home.see", "policy", _("Quy định đang áp dụng"), _("Điều kiện, chỉ tiêu, thời hạn, kèm căn cứ.")),
        ("trail.see", "trail", _("Nhật ký"), _("Ai đã làm gì, lúc nào.")),
    )
    open_to += [
        Door(label, say, address(f"web:{route}")) for right, route, label, say in always if access.may(duty, right)
    ]
    return open_to
