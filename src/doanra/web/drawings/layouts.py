"""Where each province stands on the tile map: (column, row), from 1 at the north-west. Keys are folded names.

Two layouts: the 34 units since 1 July 2025 (Resolution 202/2025/QH15) and the 63 before. Hoàng Sa stands with Đà Nẵng
and Trường Sa with Khánh Hoà.
"""

from __future__ import annotations

import re
from typing import Final

from doanra.terms.names import clean, fold

Place = tuple[int, int]

TILES_34: Final[dict[str, Place]] = {
    "lai chau": (2, 1), "lao cai": (3, 1), "tuyen quang": (4, 1), "cao bang": (5, 1),
    "dien bien": (1, 2), "son la": (2, 2), "phu tho": (3, 2), "thai nguyen": (4, 2), "lang son": (5, 2),
    "ha noi": (3, 3), "bac ninh": (4, 3), "quang ninh": (5, 3),
    "ninh binh": (3, 4), "hung yen": (4, 4), "hai phong": (5, 4),
    "thanh hoa": (3, 5),
    "nghe an": (3, 6), "ha tinh": (4, 6),
    "quang tri": (4, 7), "hue": (5, 7),
    "da nang": (5, 8),
    "quang ngai": (5, 9),
    "gia lai": (5, 10),
    "dak lak": (5, 11), "khanh hoa": (6, 11),
    "tay ninh": (3, 12), "dong nai": (4, 12), "lam dong": (5, 12),
    "an giang": (2, 13), "dong thap": (3, 13), "ho chi minh": (4, 13),
    "ca mau": (1, 14), "can tho": (2, 14), "vinh long": (3, 14),
}  # fmt: skip

TILES_63: Final[dict[str, Place]] = {
    "ha giang": (4, 1), "cao bang": (5, 1),
    "lai chau": (2, 2), "lao cai": (3, 2), "tuyen quang": (4, 2), "bac kan": (5, 2), "lang son": (6, 2),
    "dien bien": (1, 3), "son la": (2, 3), "yen bai": (3, 3), "phu tho": (4, 3), "thai nguyen": (5, 3),
    "bac giang": (6, 3),
    "vinh phuc": (4, 4), "bac ninh": (5, 4), "hai duong": (6, 4), "quang ninh": (7, 4),
    "hoa binh": (3, 5), "ha noi": (4, 5), "hung yen": (5, 5), "hai phong": (6, 5),
    "ninh binh": (3, 6), "ha nam": (4, 6), "nam dinh": (5, 6), "thai binh": (6, 6),
    "thanh hoa": (3, 7),
    "nghe an": (3, 8), "ha tinh": (4, 8),
    "quang binh": (4, 9),
    "quang tri": (4, 10), "thua thien hue": (5, 10),
    "quang nam": (5, 11), "da nang": (6, 11),
    "kon tum": (5, 12), "quang ngai": (6, 12),
    "gia lai": (5, 13), "binh dinh": (6, 13),
    "dak lak": (5, 14), "phu yen": (6, 14),
    "binh phuoc": (3, 15), "dak nong": (4, 15), "lam dong": (5, 15), "khanh hoa": (6, 15),
    "tay ninh": (2, 16), "binh duong": (3, 16), "dong nai": (4, 16), "binh thuan": (5, 16), "ninh thuan": (6, 16),
    "long an": (2, 17), "ho chi minh": (3, 17), "ba ria vung tau": (4, 17),
    "an giang": (1, 18), "dong thap": (2, 18), "tien giang": (3, 18), "ben tre": (4, 18),
    "kien giang": (1, 19), "can tho": (2, 19), "vinh long": (3, 19), "tra vinh": (4, 19),
    "hau giang": (2, 20), "soc trang": (3, 20),
    "ca mau": (1, 21), "bac lieu": (2, 21),
}  # fmt: skip

ISLANDS_34: Final = {"Hoàng Sa": ("Đà Nẵng", (7, 8)), "Trường Sa": ("Khánh Hoà", (7, 11))}
ISLANDS_63: Final = {"Hoàng Sa": ("Đà Nẵng", (8, 11)), "Trường Sa": ("Khánh Hoà", (8, 15))}

# What a tile of a phone shows; two units of one layout never share letters.
LETTERS: Final[dict[str, str]] = {
    "lai chau": "LCh", "lao cai": "LCa", "tuyen quang": "TQ", "cao bang": "CB", "dien bien": "ĐB", "son la": "SL",
    "phu tho": "PT", "thai nguyen": "TNg", "lang son": "LS", "ha noi": "HN", "bac ninh": "BN", "quang ninh": "QNi",
    "ninh binh": "NB", "hung yen": "HY", "hai phong": "HP", "thanh hoa": "TH", "nghe an": "NA", "ha tinh": "HT",
    "quang tri": "QT", "hue": "Huế", "da nang": "ĐNa", "quang ngai": "QNg", "gia lai": "GL", "dak lak": "ĐL",
    "khanh hoa": "KH", "tay ninh": "TN", "dong nai": "ĐNi", "lam dong": "LĐ", "an giang": "AG", "dong thap": "ĐT",
    "ho chi minh": "HCM", "ca mau": "CM", "can tho": "CT", "vinh long": "VL",
    "ha giang": "HG", "bac kan": "BK", "yen bai": "YB", "bac giang": "BG", "vinh phuc": "VP", "hai duong": "HD",
    "hoa binh": "HB", "ha nam": "HNa", "nam dinh": "NĐ", "thai binh": "TB", "quang binh": "QB", "thua thien hue": "TTH",
    "quang nam": "QNa", "kon tum": "KT", "binh dinh": "BĐ", "phu yen": "PY", "binh phuoc": "BP", "dak nong": "ĐNo",
    "binh duong": "BD", "binh thuan": "BTh", "ninh thuan": "NT", "long an": "LA", "ba ria vung tau": "BRV",
    "tien giang": "TG", "ben tre": "BT", "kien giang": "KG", "tra vinh": "TV", "hau giang": "HGi", "soc trang": "ST",
    "bac lieu": "BL",
}  # fmt: skip

# Names too long for a tile at 1440 px.
SHORT: Final[dict[str, str]] = {"ho chi minh": "TP HCM", "ba ria vung tau": "BR – VT", "thua thien hue": "TT Huế"}

_PREFIX: Final = re.compile(r"(tinh uy|thanh uy|tinh|thanh pho|tp)\s+")
_PREFIX_SPOKEN: Final = re.compile(r"(tỉnh uỷ|tỉnh ủy|thành uỷ|thành ủy|tỉnh|thành phố|tp\.?)\s+", re.I)


def tile_key(name: str) -> str:
    """The key of a province by any usual form of its name: "TP. Hồ Chí Minh", "Tỉnh uỷ Đồng Nai"."""
    key = _PREFIX.sub("", " ".join(re.findall(r"\w+", fold(name))), count=1)
    return {"hcm": "ho chi minh", "bac can": "bac kan", "dac lac": "dak lak", "daklak": "dak lak"}.get(key, key)


def tile_name(name: str) -> str:
    """What the tile shows: without "tỉnh" or "thành phố", a few names shortened."""
    return SHORT.get(tile_key(name)) or _PREFIX_SPOKEN.sub("", clean(name), count=1)
