"""What stands around a table: programmes that titles and sheets name, the unit, the letter, the mark of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from doanra.intake.cells.dates import first_written
from doanra.intake.cells.words import OTHER, languages_in, programmes_in
from doanra.intake.text.keys import phrase_key
from doanra.terms.words import Language, Programme

ABBREVIATIONS = {"nh": Programme.SHORT, "th": Programme.MEDIUM, "nn": Programme.LANGUAGE}
_TONGUE_ALONE = {
    "anh": Language.ENGLISH, "lao": Language.LAO, "trung": Language.CHINESE, "trung quoc": Language.CHINESE,
    "khmer": Language.KHMER, "kho me": Language.KHMER,
}  # fmt: skip
_NUMBER = re.compile(r"(?:^|\b)số\s*:?\s*(\d+[\w.]*\s*[-/]\s*[A-ZĐƯƠ][\w&./-]*)", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s*(20\d\d)\b", re.IGNORECASE)
_TITLE = re.compile(r"^(?:danh sach|trich ngang|bieu |phu luc|bang |tong hop)(?!(?: nay)? (?:gom|co) )")
_STATE = re.compile(
    r"^(?:cong hoa xa hoi|dang cong san|doc lap tu do|danh sach|bieu|phu luc|kem theo|can bo|"
    r"kinh gui|so |stt|don vi tinh|trich ngang|bang |cong van)"
)
_OFFICIAL = re.compile(
    r"^(?:tinh uy|thanh uy|uy ban|bo |ban |van phong|dang uy|hoi |trung uong|toa an|vien |hoc vien|tong |bao |dai |"
    r"tap chi|"
    r"nha xuat ban|ngan hang|thanh tra|kiem toan|thong tan|bao hiem|ubnd|hdnd|mat tran|lien doan|so |tinh |thanh pho )"
)
_FROM_NAME = re.compile(
    r"(?:^\d{1,3}_|_?cv\d+|danh sach|boi duong|dang ky|trich ngang|can bo|"
    r"\bds\b|\b20\d\d\b|ngan han|trung han|ngoai ngu|di nuoc ngoai|nuoc ngoai)"
)


@dataclass(frozen=True, slots=True)
class Context:
    """The programme and language that a text around people names; OTHER for a course of another kind."""

    programme: Programme | str | None = None
    language: Language | str | None = None


def context_of(texts: Iterable[str]) -> Context:
    """What some lines of title name; two programmes or two languages name none."""
    programmes: set[Programme | str] = set()
    languages: set[Language | str] = set()
    for text in texts:
        if len(text) < 400:
            programmes |= programmes_in(text) - {OTHER}
            languages |= languages_in(text)
    language = next(iter(languages)) if len(languages) == 1 else None
    return Context(next(iter(programmes)) if len(programmes) == 1 else None, language)


def is_title(text: str) -> bool:
    """Whether a text heads a list of its own, whatever it names."""
    return _TITLE.match(phrase_key(text)) is not None


def context_of_sheet(name: str) -> Context:
    """As ``context_of`` for a sheet name, where NH, TH, NN and a bare language count too."""
    context = context_of([name])
    if context.programme or context.language:
        return context
    words = phrase_key(name).split(" ")
    short = {ABBREVIATIONS[word] for word in words if word in ABBREVIATIONS}
    tongue = _TONGUE_ALONE.get(
        " ".join(word for word in words if word not in ("ds", "nn", "danh", "sach", "sheet", "tieng", "t"))
    )
    if tongue:
        return Context(Programme.LANGUAGE, tongue)
    return Context(next(iter(short)) if len(short) == 1 else None)


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter that a file belongs to, as far as its title says."""

    number: str | None = None
    day: date | None = None
    year: int | None = None
    signed: date | None = None


def letter_of(texts: Sequence[str]) -> Letter:
    """Number and date of the covering letter, the year that a title names, the date of the place-and-date line."""
    number, day, year, signed = None, None, None, None
    for text in texts:
        if len(text) > 400:
            continue
        if number is None and (match := _NUMBER.search(text)):
            number = re.sub(r"\s+", "", match[1]).rstrip(".,;)")
            dates = first_written(text[match.end() :])
            day = dates[0].exact if dates else None
        if year is None and (years := _YEAR.findall(text)) and "ngày" not in text.casefold():
            year = int(years[-1])
        if signed is None and re.match(r"^[^\d]{2,40},\s*ngày", text.casefold()) and (dates := first_written(text)):
            signed = dates[0].exact
    return Letter(number, day, year, signed)


def unit_of(texts: Sequence[str], file: str) -> str:
    """The unit as the letterhead, the title or the file name writes it; "" if none does."""
    for text in texts:
        if match := re.search(
            r"\bcủa\s+((?:Tỉnh|Thành|Ban|Bộ|Đảng|Ủy|Uỷ|Văn|Tòa|Toà|Viện|Hội|Tổng|Trung|Học|Đài|Báo)[^)]{3,80})\)", text
        ):
            return match[1].strip()
    for text in texts:
        key = phrase_key(text)
        if _OFFICIAL.match(key) and not _STATE.match(key) and len(text) < 100:
            return text
    stem = re.sub(r"\.\w{2,4}$", "", file)
    key = _FROM_NAME.sub(" ", phrase_key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)))
    return " ".join(key.split()) if any(char.isalpha() for char in key) else ""
