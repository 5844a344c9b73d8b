"""Family names met in Viet Nam, of the Kinh and of other peoples; a hint that a text is a name, never a condition."""

from __future__ import annotations

import re

from doanra.terms.names import fold

_WRITTEN = """
A Alăng An Biện Bríu Bàn Bành Bá Bùi Bạch Bế Ca Cam Cao Chu Châu Chúng Chương Chảo Chẩu Chế Chử Cung Cà Cái
Cát Cù Cư Cấn Cầm Cồ Cổ Cứ Danh Diêm Diệp Doãn Dã Dư Dương Giang Giàng Giáp H Hoa Hoàng Hoắc Huỳnh Hà Hàn Hình
Hùng Hướng Hạ Hạng Hầu Hồ Hồng Hờ Hứa Kha Khuất Khà Khâu Khúc Khương Khổng Kim Kiên Kiều Kpa Kpă Ksor La Liêu
Liễu Luyện Ly Lâm Lã Lèng Lê Lò Lô Lù Lý Lư Lưu Lương Lường Lạc Lại Lầu Lỗ Lộc Lục Lữ Ma Mai Man Mang Má Mâu
Mã Mông Mùa Mạc Mạch Mạnh Mẫn Mẫu Nay Nghiêm Nguyễn Nguỵ Ngân Ngô Ngạc Ngọ Ngụy Nhâm Nhữ Ninh Niê Nông Ong
Phan Phàn Phí Phù Phùng Phương Phạm Quan Quàng Quách Quảng Rcom Rmah Sa Siu Sái Sình Sùng Sơn Sầm Sử Thang Thi
Thiều Thiệu Thuỳ Thào Thái Thân Thòng Thôi Thùy Thạch Thẩm Thịnh Tinh Tiêu Tiết Trang Tri Triều Triệu Trà Trác
Tráng Trâu Trình Trưng Trương Trạc Trần Trịnh Tào Tán Tòng Tô Tôn Tăng Tưởng Tạ Tẩn Tống Từ Ung Uông Vi Viêm
Viên Vàng Vì Vòng Võ Vũ Vương Vạn Vừ Xa Xuân Xồng Y Ya Yên Âu Ông Đan Đinh Điêu Điền Điểu Đoàn Đàm Đàng Đào
Đèo Đăng Đường Đậu Đặng Đồng Đổng Đỗ Đới
"""

SURNAMES = frozenset(name.casefold() for name in re.findall(r"\S+", _WRITTEN))
"""Small letters, tones as written."""

PLAIN_SURNAMES = frozenset(map(fold, SURNAMES))
"""The same without diacritics, for text that has none."""
