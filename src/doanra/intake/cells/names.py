"""Names of people: the forms of address come off (and are told, for they say the gender), the rest is kept."""

from __future__ import annotations

import re

from doanra.intake.cells.surnames import PLAIN_SURNAMES, SURNAMES
from doanra.intake.text.keys import tidy
from doanra.terms.names import proper_case
from doanra.terms.words import Gender

_TITLE = re.compile(
    r"^(?:[-–+•*.,;:\s]+|\d{1,3}\s*[.)/-]\s*)*"
    r"(?:(?P<title>đồng\s*chí|đ\s*[/.]?\s*c(?=[\s.:/])|ông|bà|anh(?=\s*:)|chị(?=\s*:)|ô\.|b\.(?=\s*\w{2})|mr|mrs|ms"
    r"|(?:gs|pgs|ts|ths|cn|ks|bs|ds|ls|tskh|bsck[12i]+)(?=\.|\s+\w))(?:\s*[.:,/]\s*|\s+))",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:[-–+•*.,;:\s]+|\d{1,3}\s*[.)/-]\s*)+")
_TAIL = re.compile(r"(?:\s*\([^)]*\)|\s*\[[^\]]*\]|[\s*.,;:+•–-]+)+$")
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,6}")
_BEHIND = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+")
_ADDRESSES = {
    "Ông",
    "Bà",
    "ông",
    "bà",
    "ÔNG",
    "BÀ",
    "Đồng",
    "ĐỒNG",
    "đồng",
    "Anh",
    "Chị",
    "Mr",
    "Ms",
    "Mrs",
    "đc",
    "Đc",
    "ĐC",
}
_ADDRESSES |= {"TS", "ThS", "Ths", "PGS", "GS", "BS", "Bs", "CN", "KS", "DS", "LS", "TSKH", "THS"}
_FEMALE = {"bà", "chị", "mrs", "ms", "b."}
_MALE = {"ông", "anh", "mr", "ô."}
_WORD = r"[^\W\d_]+(?:['’.-]?[^\W\d_]+)*['’]?"
_APOSTROPHES = ("'", "’")
_LETTERS = re.compile(rf"{_WORD}(?: {_WORD}){{1,6}}")


def has_surname(text: str) -> bool:
    """Whether the first word of a name, forms of address aside, is a known family name."""
    first = text.split(" ", 1)[0].casefold()
    if first in SURNAMES or first[-1:] in _APOSTROPHES:
        return True
    name = read_name(text)[0]
    first = name.split(" ", 1)[0].casefold()
    return first in SURNAMES or (name.isascii() and first in PLAIN_SURNAMES)


def read_name(text: str) -> tuple[str, Gender | None]:
    """The clean name, proper case if it was in capitals, and the gender that a form of address says.

    ``Đ/c Nguyễn Văn An`` gives the name and None, ``BÀ TRẦN THỊ B (*)`` gives ``Trần Thị B`` and female.
    """
    if _PLAIN.fullmatch(text) and text.split(" ", 1)[0] not in _ADDRESSES:
        return _cased(text), None
    name = tidy(text)
    gender: Gender | None = None
    while match := _TITLE.match(name):
        rest = name[match.end() :]
        if " " not in rest.strip():
            break
        title = match["title"].casefold()
        gender = gender or (Gender.FEMALE if title in _FEMALE else Gender.MALE if title in _MALE else None)
        name = rest
    if not name[:1].isalpha():
        name = _LEAD.sub("", name)
    if not name[-1:].isalpha():
        name = _TAIL.sub("", name)
    return _cased(name), gender


def _cased(name: str) -> str:
    """Capitals or small letters alone become proper case; TCVN3 leaves small words among capitals."""
    if name.istitle():
        return name
    if name.isupper():
        return proper_case(name)
    if name.islower() or all(word.isupper() or len(word) < 3 for word in name.split(" ")):
        return proper_case(name.upper())
    return name


def split_name(text: str) -> tuple[str, str]:
    """A name and what stands behind it: ``Nguyễn Văn An, Phó Vụ trưởng``; the whole text and "" if it is no name."""
    match = _BEHIND.search(text)
    if match and looks_like_name(text[: match.start()]) and has_surname(text):
        return text[: match.start()], text[match.end() :].strip()
    return text, ""


def looks_like_name(text: str) -> bool:
    """Whether a text could be the name of a person: 2 to 7 words of letters, each beginning with a capital."""
    name, _ = read_name(text)
    if _LETTERS.fullmatch(name) is None or len(name) > 60:
        return False
    words = name.split(" ")
    return all(word[0].isupper() for word in words) or (has_surname(name) and len(words) < 6)
