"""The marks MẬT, TỐI MẬT and TUYỆT MẬT wherever papers bear them, told from names, posts and words that sound alike."""

from __future__ import annotations

import re

from doanra.intake.text.keys import phrase_key

_LONGEST = 90
_DEGREE = r"(?:tuyệt mật|tối mật|mật|tuyet mat|toi mat)"
_PAPER = r"(?:tài liệu|văn bản|hồ sơ|danh sách)"
_ALONE = re.compile(
    rf"(?:(?:độ|dấu|mức|cấp độ|chỉ độ|dấu chỉ độ|dấu độ)\s*(?:mật|độ mật)\s+)?(?P<mark>{_DEGREE})"
    rf"|{_PAPER}(?: này)?(?: là| thuộc| đóng dấu| có)?(?: độ)? (?P<paper>{_DEGREE})"
)
_SAID = re.compile(r"bí mật nhà nước,?(?: thuộc)?(?: độ| loại| mức)+ (?:tuyệt |tối )?mật\b")
_PUNCTUATION = re.compile(r"[\[\](){}*.:;,_–—|/\\\"“”'!<>-]+")


def is_secret_mark(text: str) -> bool:
    """Whether a text is a mark of secrecy by itself, as on a document; not "bí mật", "mật khẩu", "Cục Bảo mật"."""
    if len(text) > _LONGEST:
        return False
    plain = " ".join(_PUNCTUATION.sub(" ", text).split())
    if plain and all(len(word) == 1 for word in plain.split(" ")):
        plain = plain.replace(" ", "")  # M Ậ T
    small = plain.casefold()
    if _SAID.search(small):
        return True
    match = _ALONE.fullmatch(small)
    return match is not None and (plain[0].isupper() if match["mark"] else not plain.istitle())


def is_secret_anywhere(text: str) -> bool:
    """Whether a text bears a mark that no name or post can be, so that it counts even inside a table."""
    return len(text) < _LONGEST and is_secret_mark(text) and phrase_key(text) != "mat"


def is_secret_name(file: str) -> bool:
    """Whether a file name bears the mark in capitals, with diacritics or spelt out: "DS cán bộ (MẬT).xlsx"."""
    words = re.sub(r"[\W_]+", " ", re.sub(r"\.\w{2,4}$", "", file))
    return re.search(r"\b(?:TUYỆT MẬT|TỐI MẬT|MẬT|TUYET MAT|TOI MAT)\b", words) is not None or (
        re.search(r"\b(?:tuyệt mật|tối mật|tuyet mat|toi mat)\b", words.casefold()) is not None
    )
