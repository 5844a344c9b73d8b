"""Why a field is sent back, in words that come often: chosen by a click, said to the unit in Vietnamese."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

EMPTY = _("Còn để trống, cần ghi")
_ALWAYS = (_("Khác với hồ sơ kèm theo"), _("Ghi chưa rõ"))
_OF_FIELD = {
    "full_name": (_("Khác với sơ yếu lý lịch"), _("Thiếu dấu hoặc tên đệm")),
    "birth_date": (_("Khác với sơ yếu lý lịch"), _("Cần đủ ngày, tháng, năm")),
    "gender": (_("Khác với sơ yếu lý lịch"),),
    "id_number": (_("Không đủ 12 chữ số"), _("Khác với căn cước")),
    "party_joined": (_("Khác với sơ yếu lý lịch"), _("Cần ngày chính thức")),
    "phone": (_("Không liên lạc được"),),
    "email": (_("Không gửi tới được"),),
    "position": (_("Chưa đủ chức vụ Đảng và chính quyền"), _("Đã đổi chức vụ")),
    "workplace": (_("Đã đổi nơi công tác"), _("Chưa ghi tên đầy đủ")),
    "language": (_("Chưa rõ ngoại ngữ nào"),),
    "priority": (_("Trùng thứ tự với người khác"),),
    "evaluation": (_("Chưa có kết quả năm gần nhất"), _("Khác với văn bản công nhận")),
    "discipline": (_("Khác với hồ sơ cán bộ"),),
    "note": (_("Bỏ phần không thuộc hồ sơ"),),
}
MOST = 300
"""Letters of one reason, the words that were chosen and those that were typed together."""


def quick(field: str, *, empty: bool) -> tuple[str, ...]:
    """Reasons to choose from for a field; of one that is empty the first says so."""
    own = (*_OF_FIELD.get(field, ()), *_ALWAYS)
    return (EMPTY, own[-1]) if empty else own


def joined(chosen: str, typed: str) -> str:
    """What the unit reads of a field."""
    return ". ".join(part for part in (chosen.strip().rstrip("."), typed.strip()) if part)
