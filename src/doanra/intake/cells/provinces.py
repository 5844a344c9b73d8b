"""The 63 provinces and cities as before 2025: a line that bears such a name alone heads the people from there."""

from __future__ import annotations

from doanra.intake.text.keys import phrase_key

_WRITTEN = """
An Giang | Bà Rịa - Vũng Tàu | Bạc Liêu | Bắc Giang | Bắc Kạn | Bắc Ninh | Bến Tre | Bình Dương | Bình Định |
Bình Phước | Bình Thuận | Cà Mau | Cao Bằng | Cần Thơ | Đà Nẵng | Đắk Lắk | Đắk Nông | Điện Biên | Đồng Nai |
Đồng Tháp | Gia Lai | Hà Giang | Hà Nam | Hà Nội | Hà Tĩnh | Hải Dương | Hải Phòng | Hậu Giang | Hoà Bình | Hồ
Chí Minh | Huế | Hưng Yên | Khánh Hoà | Kiên Giang | Kon Tum | Lai Châu | Lạng Sơn | Lào Cai | Lâm Đồng | Long
An | Nam Định | Nghệ An | Ninh Bình | Ninh Thuận | Phú Thọ | Phú Yên | Quảng Bình | Quảng Nam | Quảng Ngãi |
Quảng Ninh | Quảng Trị | Sóc Trăng | Sơn La | Tây Ninh | Thái Bình | Thái Nguyên | Thanh Hoá | Thừa Thiên Huế |
Tiền Giang | Trà Vinh | Tuyên Quang | Vĩnh Long | Vĩnh Phúc | Yên Bái
"""

PROVINCES = frozenset(map(phrase_key, _WRITTEN.split("|")))
"""By ``phrase_key``."""
