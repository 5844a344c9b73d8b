"""Genders, marks, programmes and languages as cells, sections, sheet names and titles say them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from doanra.intake.cells.marks import mark_of_text, ticked
from doanra.intake.reading import Value, original_text
from doanra.intake.text.keys import phrase_key
from doanra.intake.text.memory import remembered
from doanra.terms.words import Gender, Language, Programme

OTHER = "other"
_MALE = frozenset({"nam", "m", "male", "trai", "ong", "nam gioi", "gioi tinh nam"})
_FEMALE = frozenset({"nu", "f", "female", "gai", "ba", "nu gioi", "gioi tinh nu"})
_AS_ABOVE = (
    '"',
    "''",
    '""',
    "”",
    "“",
    "〃",
    "//",
    "nt",
    "-nt-",
    "-nt",
    "- nt -",
    "như trên",
    "nhu tren",
    "như trên.",
    "-//-",
    "-”-",
)
_DITTO = frozenset(
    shape
    for text in _AS_ABOVE
    for word in (text, text.upper(), text.capitalize())
    for shape in (word, f" {word}", f"{word} ")
)

_SHORT = re.compile(r"\b(?:ngan han|ngan ngay|bdnh|short(?: term)?)\b")
_MEDIUM = re.compile(r"\b(?:trung han|bdth|medium(?: term)?|mid term)\b")
_LANGUAGE = re.compile(r"\b(?:ngoai ngu|bdnn|language)\b")
_OTHER = re.compile(
    r"\b(?:dai han|thac si|tien si|dai hoc|sau dai hoc|nghien cuu sinh|hoi thao|hoi nghi|khao sat|tham quan|thuc tap|"
    r"cao hoc|ly luan chinh tri|quoc phong|long term)\b"
)
_CUT = re.compile(r"\b(n|ng|ngắn|t|tr|trung)\s*[./]\s*(?=hạn\b)")
"""The programmes with their first word cut: N.hạn, Tr/hạn; the tone tells them from "T. Hàn", Korean."""
_HAN = re.compile(r"\bhán\b")
"""Chinese by its other name, told from Korean by its tone alone."""
_ALONE = {"nh": Programme.SHORT, "ngan": Programme.SHORT, "th": Programme.MEDIUM, "nn": Programme.LANGUAGE}
_NOT_PROGRAMME = re.compile(
    r"\b(?:dai hoc|truong|hoc vien|vien|trung tam|so|cuc|vu)\s+(?:\w+\s+)?ngoai ngu\b|\bngoai ngu (?:va|,)? ?tin hoc\b"
)

_TONGUES: tuple[tuple[Language | str, str], ...] = (
    (Language.ENGLISH, "anh|english"),
    (Language.LAO, "lao|laos"),
    (Language.CHINESE, "trung quoc|trung hoa|trung|hoa|quan thoai|pho thong|chinese|tau"),
    (Language.KHMER, "khmer|kho me|khome|kh mer|kho mer|k mer|k hmer|campuchia|cam pu chia|cambodia"),
    (OTHER, "phap|nga|nhat ban|nhat|han quoc|han|duc|tay ban nha|bo dao nha|thai lan|thai|y|a rap|indonesia|mien dien|"
            "french|russian|japanese|korean|german|spanish"),
)  # fmt: skip
_SPOKEN = tuple(
    (tongue, re.compile(rf"\btieng (?:{names})\b|\b(?:{names}) (?:van|ngu)\b")) for tongue, names in _TONGUES
)
_BARE = tuple(
    (
        tongue,
        re.compile(
            r"(?:(?:lop |khoa |boi duong |bd |chuong trinh |ct |dang ky |di |hoc )+"
            r"(?=(?:ngoai ngu|ngon ngu|bdnn|nn) ))?"
            rf"(?:hoc |ngon ngu |ngoai ngu |nn |bdnn |mon |t )*(?:{names})(?: van| ngu)?(?: \d+ (?:thang|tuan))?"
        ),
    )
    for tongue, names in _TONGUES
)
_LEADING = re.compile(
    r"^(?:(?:lop|khoa|bd|boi duong|ct|chuong trinh|dien|hinh thuc|he|loai|hoc|dang ky|\d{1,2}|[ivx]{1,4}) )+"
)
_LEVEL = re.compile(
    r"\b(?:[abc][12]?|toeic|toefl|ielts|aptis|vstep|bac \d|khung \w+|chung chi|cc|dai hoc|dh|cu nhan|thac si|bang|"
    r"trinh do|giao tiep|thanh thao|so cap|trung cap|cao cap)\b"
)
_LEVEL_BEHIND = re.compile(
    r"(?: (?:[abc][12]?|bac \d|(?:trinh do|cap do|cap|trinh) \w+|so cap|trung cap|cao cap|co ban|nang cao|\d))+$"
)
_CODES = {
    "ta": Language.ENGLISH,
    "en": Language.ENGLISH,
    "eng": Language.ENGLISH,
    "lo": Language.LAO,
    "zh": Language.CHINESE,
    "cn": Language.CHINESE,
    "km": Language.KHMER,
}


def course_key(text: str) -> str:
    """The key of a text about courses: ticked words alone, cut and toned words as they are commonly written."""
    text = ticked(text)
    if "h" in (toned := text.casefold()):
        toned = _HAN.sub("trung", toned)
        if "hạn" in toned:
            toned = _CUT.sub(lambda match: "ngắn " if match[1][0] == "n" else "trung ", toned)
        text = toned
    return phrase_key(text)


def has_ditto(values: Iterable[Value]) -> bool:
    """Whether any of the cells says "as above"."""
    return not _DITTO.isdisjoint(values)


def is_ditto(value: Value) -> bool:
    """Whether a cell says "as above"."""
    return value in _DITTO


@remembered(4_096)
def gender_of(text: str) -> Gender | str | None:
    """Nam, Nữ, Ông, Bà ...; OTHER when a text says both or neither; None for an empty one."""
    key = phrase_key(ticked(text))
    if not key:
        return None
    if key in _MALE:
        return Gender.MALE
    if key in _FEMALE:
        return Gender.FEMALE
    return OTHER


@remembered(20_000)
def programmes_in(text: str) -> frozenset[Programme | str]:
    """The programmes that a text names; OTHER for a course of another kind. A language named means the language one."""
    key = course_key(text)
    found: set[Programme | str] = set()
    if _SHORT.search(key):
        found.add(Programme.SHORT)
    if _MEDIUM.search(key):
        found.add(Programme.MEDIUM)
    if (_LANGUAGE.search(key) and not _NOT_PROGRAMME.search(key)) or languages_in(text):
        found.add(Programme.LANGUAGE)
    if not found and _OTHER.search(key):
        found.add(OTHER)
    return frozenset(found)


@remembered(20_000)
def programmes_of_cell(text: str) -> frozenset[Programme | str]:
    """As ``programmes_in``, for a cell of a programme column, where abbreviations and bare languages count too."""
    found = programmes_in(text)
    if found:
        return found
    key = _LEADING.sub("", course_key(text))
    if key in _ALONE:
        return frozenset({_ALONE[key]})
    if key and key != "trung" and language_of_cell(text) not in (None, OTHER):
        return frozenset({Programme.LANGUAGE})
    return frozenset({OTHER}) if key else frozenset()


@remembered(20_000)
def languages_in(text: str) -> frozenset[Language | str]:
    """The languages that a running text names ("tiếng Anh", "Anh văn"); OTHER for one that is not taught."""
    key = course_key(text)
    return frozenset(tongue for tongue, pattern in _SPOKEN if pattern.search(key))


@remembered(20_000)
def language_of_cell(text: str) -> Language | str | None:
    """The one language of a cell, where "Anh" alone counts; OTHER for another, several or none that is known."""
    key = course_key(text)
    if not key or mark_of_text(text) is False:
        return None
    spoken = languages_in(text)
    if spoken:
        return next(iter(spoken)) if len(spoken) == 1 else OTHER
    if key in _CODES:
        return _CODES[key]
    for known in (key, _LEVEL_BEHIND.sub("", key)):  # "Anh (B1)" wishes for English
        if tongue := next((tongue for tongue, pattern in _BARE if pattern.fullmatch(known)), None):
            return tongue
    return OTHER


def says_level(text: str) -> bool:
    """Whether a text tells how well somebody knows a language, not which one is wished for: "Tiếng Anh B1"."""
    return _LEVEL.search(phrase_key(text)) is not None


def text_of(value: Value) -> str:
    """A cell as text, "" for an empty one."""
    if isinstance(value, str):
        return value
    return "" if value is None else original_text(value)


def whole_number(value: Value) -> int | None:
    """1, 1.0, "01", "1." → 1; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float | int):
        return int(value) if float(value).is_integer() and abs(value) < 1e6 else None
    if isinstance(value, str):
        text = value.strip().strip("().").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
    return None


_POWER = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")


def is_cut_short(value: Value) -> bool:
    """Whether a number was shown as a power of ten and has lost digits: 3.07E+11."""
    return type(value) is str and identity_number(value) is None and _POWER.fullmatch(value.strip()) is not None


def identity_number(value: Value) -> str | None:
    """12 digits, with leading zeros that Excel dropped (10 or 11 digits) restored; 9 digits of an old card stay."""
    if value is None or value == "":
        return None
    if type(value) is str and (power := _POWER.fullmatch(value.strip())):
        places = int(power[3])
        if len(power[2] or "") < places:
            return None  # 3.07E+11: Excel has shown fewer digits than there are
        value = power[1] + (power[2] or "")[:places]
    text = value if type(value) is str and value.isdigit() else re.sub(r"\D", "", original_text(value))
    if len(text) in (10, 11):
        text = text.zfill(12)
    return text if len(text) in (9, 12) else None
