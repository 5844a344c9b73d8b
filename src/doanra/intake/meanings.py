"""What a column can mean: keys that are stored, and the Vietnamese words that the preview shows."""

from __future__ import annotations

CONTRACT_MEANINGS: dict[str, str] = {
    "index": "Số thứ tự",
    "full_name": "Họ và tên",
    "family_name": "Họ và tên đệm",
    "given_name": "Tên",
    "birth_date": "Ngày sinh",
    "birth_male": "Ngày sinh (nam)",
    "birth_female": "Ngày sinh (nữ)",
    "birth_day": "Ngày sinh: ngày",
    "birth_month": "Ngày sinh: tháng",
    "birth_year": "Ngày sinh: năm",
    "gender": "Giới tính",
    "gender_male": "Giới tính: đánh dấu nam",
    "gender_female": "Giới tính: đánh dấu nữ",
    "position": "Chức vụ",
    "workplace": "Đơn vị công tác",
    "programme": "Chương trình đăng ký",
    "programme_short": "Đánh dấu: ngắn hạn",
    "programme_medium": "Đánh dấu: trung hạn",
    "programme_language": "Đánh dấu: ngoại ngữ",
    "programme_other": "Đánh dấu: chương trình khác",
    "language": "Ngoại ngữ đăng ký học",
    "language_en": "Đánh dấu: tiếng Anh",
    "language_lo": "Đánh dấu: tiếng Lào",
    "language_zh": "Đánh dấu: tiếng Trung Quốc",
    "language_km": "Đánh dấu: tiếng Khmer",
    "language_other": "Đánh dấu: tiếng khác",
    "priority": "Thứ tự ưu tiên",
    "party_joined": "Ngày vào Đảng",
    "party_official": "Ngày vào Đảng chính thức",
    "id_number": "Số định danh cá nhân",
}

EXTRA_MEANINGS: dict[str, str] = {
    "ethnic": "Dân tộc",
    "religion": "Tôn giáo",
    "hometown": "Quê quán",
    "address": "Nơi ở",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "passport": "Hộ chiếu",
    "health": "Sức khoẻ",
    "planned_position": "Quy hoạch chức danh",
    "appointed": "Thời điểm bổ nhiệm",
    "evaluation": "Đánh giá, xếp loại",
    "discipline": "Kỷ luật",
    "courses_abroad": "Đã đi bồi dưỡng ở nước ngoài",
    "language_level": "Trình độ ngoại ngữ",
    "qualification": "Trình độ chuyên môn",
    "political_theory": "Lý luận chính trị",
    "state_management": "Quản lý nhà nước",
    "computing": "Tin học",
    "rank": "Ngạch, bậc, hệ số",
    "unit": "Đơn vị cử",
    "note": "Ghi chú",
}

MEANINGS: dict[str, str] = CONTRACT_MEANINGS | EXTRA_MEANINGS
"""Every key that ``ColumnMeaning.meaning`` and the column choices of a clerk can have, with its label."""
