"""Places that a line may bear alone to head the people from there: the 63 provinces and cities as before 2025, and
the districts of which the name could be a person's."""

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

_LIKE_PEOPLE = """
Bạch Long Vĩ | Bạch Thông | Cao Lãnh | Cao Lộc | Cao Phong | Châu Đốc | Châu Đức | Châu Phú | Châu Thành | Dương Kinh |
Dương Minh Châu | Hà Đông | Hà Quảng | Hà Tiên | Hà Trung | Kim Bảng | Kim Bôi | Kim Động | Kim Sơn | Kim Thành |
Lâm Bình | Lâm Hà | Lâm Thao | Lê Chân | Lục Nam | Lục Ngạn | Lục Yên | Lý Nhân | Lý Sơn | Mai Châu | Mai Sơn |
Ngô Quyền | Nông Cống | Nông Sơn | Phan Rang | Phan Rang - Tháp Chàm | Phan Thiết | Tạ An Khương | Thạch An | Thạch Hà |
Thạch Thành | Thạch Thất | Trần Đề | Trần Văn Thời | Võ Nhai | Vũ Quang | Vũ Thư
"""
PLACES = frozenset(map(phrase_key, f"{_WRITTEN}|{_LIKE_PEOPLE}".split("|")))
"""By ``phrase_key``."""
