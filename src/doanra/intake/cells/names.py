"""Names of people: the forms of address come off (and are told, for they say the gender), the rest is kept."""

from __future__ import annotations

import re

from doanra.intake.cells.surnames import PLAIN_SURNAMES, SURNAMES
from doanra.intake.text.keys import tidy
from doanra.terms.names import proper_case
from doanra.terms.words import Gender

_DEGREES = r"g\.?s|p\.?g\.?s|t\.?s|th\.?s|cn|ks|b\.?s|ds|ls|tskh|ckii?|ck[12]|bsck(?:[12]|ii?)"
_RANKS = r"(?:đại|trung|thượng|thiếu)\s+(?:tướng|tá|u[ýỷ]|úy)"
_TITLE = re.compile(
    r"^(?:[-–+•*.,;:\s]+|\d{1,3}\s*[.)/-]\s*)*"
    r"(?:\(\s*(?P<bracketed>ông|bà)\s*\)\s*|đ\s*[/.]\s*c(?=\s*\w)|"
    r"(?:(?P<title>đồng\s*chí|đ\s*[/.]?\s*c(?=[\s.:/])|ông|bà|anh(?=\s*:)|chị(?=\s*:)|ô\.|b\.(?=\s*\w{2})|mr|mrs|ms"
    rf"|(?:{_DEGREES})(?=\.|\s+\w)|{_RANKS})(?:\s*[.:,/]\s*|\s+)))",
    re.IGNORECASE,
)
_FAMILIAR = re.compile(r"^(?:anh|chị|cô|chú|bác|em)\s+", re.IGNORECASE)
_GENDER_BEHIND = re.compile(r"[(\[]\s*(nam|nữ|ông|bà)\s*[)\]]", re.IGNORECASE)
_LEAD = re.compile(r"^(?:[-–+•*.,;:\s]+|\d{1,3}\s*[.)/-]\s*)+")
_TAIL = re.compile(r"(?:\s*\([^)]*\)|\s*\[[^\]]*\]|[\s*.,;:+•–¹²³⁰-⁹-]+)+$")
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,6}")
_BEHIND = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+")
_BETWEEN = re.compile(r"[\n;/]|\s+và\s+")
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
_ADDRESSES |= {
    "Cô",
    "Chú",
    "Bác",
    "Em",
    "Đại",
    "Trung",
    "Thượng",
    "Thiếu",
    "ĐẠI",
    "TRUNG",
    "THƯỢNG",
    "THIẾU",
    "CKI",
    "CKII",
}
_ADDRESSES |= {"TS", "ThS", "Ths", "PGS", "GS", "BS", "Bs", "CN", "KS", "DS", "LS", "TSKH", "THS"}
_FEMALE = {"bà", "chị", "mrs", "ms", "b.", "nữ"}
_MALE = {"ông", "anh", "mr", "ô.", "nam"}
_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*['’]?"
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
    if _PLAIN.fullmatch(text) and text[-1].isalpha() and text.split(" ", 1)[0] not in _ADDRESSES:
        return _cased(text), None
    name = tidy(text)
    gender: Gender | None = None
    while match := _TITLE.match(name):
        rest = name[match.end() :]
        if " " not in rest.strip():
            break
        gender = gender or _gender_of((match["title"] or match["bracketed"] or "").casefold())
        name = rest
    if not name[:1].isalpha():
        name = _LEAD.sub("", name)
    if not name[-1:].isalpha():
        if behind := _GENDER_BEHIND.search(name):
            gender = gender or _gender_of(behind[1].casefold())
        name = _TAIL.sub("", name)
    return _cased(_without_familiar_address(name)), gender


def _gender_of(address: str) -> Gender | None:
    return Gender.FEMALE if address in _FEMALE else Gender.MALE if address in _MALE else None


def _without_familiar_address(name: str) -> str:
    """``Chị Trần Thị B`` without "Chị": only before a family name with more behind it."""
    match = _FAMILIAR.match(name)
    rest = name[match.end() :].split(" ") if match else []
    return " ".join(rest) if len(rest) > 2 and rest[0].casefold() in SURNAMES else name


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
        rest = text[match.end() :].strip()
        if "\n" not in match[0] or any(word[0].islower() for word in rest.split()):
            return text[: match.start()], rest
    return text, ""


def several_names(text: str) -> bool:
    """Whether a cell names two people or more: on lines of their own, or between strokes and semicolons."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return len(parts) > 1 and all(
        len(part.split()) > 2 and has_surname(part) and looks_like_name(part) for part in parts
    )


def looks_like_name(text: str) -> bool:
    """Whether a text could be the name of a person: 2 to 7 words of letters, each beginning with a capital."""
    name, _ = read_name(text)
    if len(name) > 60 or _LETTERS.fullmatch(name) is None:
        return False
    words = name.split(" ")
    return all(word[0].isupper() for word in words) or (has_surname(name) and len(words) < 6)
