"""What an account of few rights can open, one sentence each, and what will wait for it when nothing does."""

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


def coming(duty: Role) -> str:
    """What waits for the duty in the course of a year, and when, for one that has nothing to do now."""
    return {
        Role.OFFICE: _("Việc mới hiện ra ở đây khi có tệp tới, có điều chưa rõ hoặc đến hạn."),
        Role.CHIEF: _("Việc mới hiện ra ở đây khi có tệp tới, có điều chưa rõ hoặc đến hạn."),
        Role.LEADER: _(
            "Danh sách đã đủ ý kiến của các cơ quan và phương án chờ công bố hiện ra ở đây để bạn quyết định."
        ),
        Role.COMMITTEE: _(
            "Danh sách đã đủ ý kiến của các cơ quan và phương án chờ công bố hiện ra ở đây để bạn xem trước."
        ),
        Role.UNIT: _("Lời mời của năm mới, đề cử bị trả lại và giấy tờ còn thiếu hiện ra ở đây."),
        Role.APPROVER: _("Lời mời của năm mới, đề cử bị trả lại và giấy tờ còn thiếu hiện ra ở đây."),
        Role.APPRAISER: _(
            "Khi văn phòng hỏi ý kiến cơ quan của bạn về một danh sách, danh sách hiện ra ở đây kèm hạn."
        ),
        Role.FINANCE: _(
            "Khoá chưa có giá, kinh phí của phương án và kế hoạch, đoàn đi trong 60 ngày tới hiện ra ở đây."
        ),
        Role.HEAD: _("Giấy tờ còn thiếu của bạn và đoàn bạn dẫn hiện ra ở đây, từ 60 ngày trước khi đi."),
        Role.PARTICIPANT: _("Giấy tờ còn thiếu của bạn và đoàn bạn đi hiện ra ở đây, từ 60 ngày trước khi đi."),
        Role.INSPECTOR: _("Quyết định miễn, danh sách sửa sau khi duyệt và nhật ký chưa tải hiện ra ở đây."),
        Role.ADMINISTRATOR: _("Người chưa có đường vào, thiếu yếu tố thứ hai hoặc sắp hết nhiệm vụ hiện ra ở đây."),
    }[duty]


def doors(duty: Role, year: int, *, steps: bool = True) -> list[Door]:
    """The pages of the year, then those of all years, that the duty opens; ``steps`` False without the year's steps."""
    of_steps = (
        ("calls.see", "calls", _("Mời đề cử"), _("Đơn vị nào được mời, đơn vị nào đã trả lời.")),
        ("nominations.see", "nominations", _("Đề cử"), _("Người được đề cử, theo tên hoặc theo đơn vị.")),
        ("appraisals.see", "appraisals", _("Thẩm định"), _("Ai đủ điều kiện, vì sao, còn thiếu giấy gì.")),
        ("plans.see", "plans", _("Kế hoạch"), _("Các phương án và kế hoạch đã công bố.")),
        ("delegations.see", "delegations", _("Đoàn"), _("Đoàn nào đã đi, đang đi, sắp đi, gồm những ai.")),
    )
    of_year = (
        (
            "consultations.open",
            "consultations",
            _("Lấy ý kiến"),
            _("Danh sách nào hỏi cơ quan nào, đã trả lời đến đâu."),
        ),
        ("courses.see", "courses", _("Khoá của năm"), _("Danh mục khoá, số chỗ, chi phí, ngày dự kiến.")),
        ("plans.see", "year_figures", _("Số liệu của năm"), _("Bảng số liệu và cách đếm từng con số.")),
    )
    found = [
        Door(label, say, address(f"web:{route}", year))
        for right, route, label, say in (*(of_steps if steps else ()), *of_year)
        if access.may(duty, right)
    ]
    always = (
        ("accounts.see", "accounts", _("Tài khoản"), _("Ai vào được, bằng cách nào, đến bao giờ.")),
        ("trail.see", "trail", _("Nhật ký"), _("Ai đã làm gì, lúc nào.")),
        ("notices.sent", "notices_sent", _("Đã báo gì cho ai"), _("Thông báo và thư, từng người, từng ngày.")),
        ("units.see", "units", _("Đơn vị qua các thời kỳ"), _("Tên, mã, sáp nhập của tỉnh, thành và cơ quan.")),
        ("posts.see", "posts", _("Bảng chức danh"), _("Chức danh nào thuộc nhóm và bậc nào.")),
        ("home.see", "policy", _("Quy định đang áp dụng"), _("Điều kiện, chỉ tiêu, thời hạn, kèm căn cứ.")),
    )
    return found + [
        Door(label, say, address(f"web:{route}")) for right, route, label, say in always if access.may(duty, right)
    ]
