"""Text typed with the fonts of the 1990s: TCVN3 (.VnTime) and VNI (VNI-Times), and UTF-8 read as Latin-1.

Such text sits in a file as Latin-1 characters: ``NguyÔn V¨n An`` (TCVN3), ``Nguyeãn Vaên An`` (VNI).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from doanra.intake.text.memory import remembered
from doanra.intake.text.syllables import accented_words, is_syllable

_TCVN3_FIRST = 0xA1
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ"  # A1-AF
    "\u0300\u0309\u0303\u0301\u0323"  # B0-B4: tones as marks of their own
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"  # B5-FE
)
TCVN3: dict[int, str] = {_TCVN3_FIRST + place: letter for place, letter in enumerate(_TCVN3_LETTERS)}
"""Code of TCVN 5712-3 (ABC) → letter; capitals with tones do not exist in it, capital fonts show small ones as such."""

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_TONE_MARKS, _E_MARKS, _A_MARKS = "ùøûõï", "ùøûõïâáàåãä", "ùøûõïâáàåãäêéèúüë"
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _vni_table() -> dict[str, str]:
    """VNI text of one or two characters → letter, small and capital, the mark in either case."""
    small = dict(_VNI_SINGLE)
    for base, allowed in {"a": _A_MARKS, "e": _E_MARKS, "o": _E_MARKS, "u": _TONE_MARKS, "y": _TONE_MARKS}.items():
        small |= {base + mark: unicodedata.normalize("NFC", base + _VNI_MARKS[mark]) for mark in allowed}
    for base, letter in {"ô": "ơ", "ö": "ư"}.items():
        small |= {base + mark: unicodedata.normalize("NFC", letter + _VNI_MARKS[mark]) for mark in _TONE_MARKS}
    table = dict(small)
    for code, letter in small.items():
        table[code.upper()] = letter.upper()
        if len(code) == 2:
            table[code[0].upper() + code[1]] = letter.upper()
            table[code[0] + code[1].upper()] = letter
    return table


VNI: dict[str, str] = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_SHOUTED = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*")
_FOREIGN = re.compile(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)


def from_tcvn3(text: str) -> str:
    """TCVN3 characters to Unicode NFC; a word in capitals with small accented letters becomes all capitals."""
    return _SHOUTED.sub(_level_capitals, unicodedata.normalize("NFC", text.translate(TCVN3)))


def _level_capitals(match: re.Match[str]) -> str:
    word = match[0]
    plain = [char for char in word if char.isascii()]
    shouted = len(word) > 1 and len(plain) < len(word) and all(char.isupper() for char in plain)
    return word.upper() if shouted and len(plain) > 1 else word


def from_vni(text: str) -> str:
    """VNI characters to Unicode NFC."""
    return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda match: VNI[match[0]], text))


def from_mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252 (``Nguyá»…n``); the text itself if it is not that."""
    try:
        return unicodedata.normalize("NFC", b"".join(map(_byte_of, text)).decode("utf-8"))
    except UnicodeError:
        return text


@lru_cache(maxsize=512)
def _byte_of(char: str) -> bytes:
    """The byte that Windows-1252 shows as this character; its five undefined bytes are controls of Latin-1."""
    return char.encode("latin-1" if ord(char) in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")


def as_it_is(text: str) -> str:
    """No conversion."""
    return text


Decoder = Callable[[str], str]
_DECODERS: tuple[Decoder, ...] = (as_it_is, from_tcvn3, from_vni, from_mojibake)


def plausibility(words: Iterable[str]) -> float:
    """Share of the words that are Vietnamese syllables; 1.0 for no words."""
    verdicts = [is_syllable(word) for word in words]
    return sum(verdicts) / len(verdicts) if verdicts else 1.0


def _share(decoder: Decoder, texts: list[str]) -> float:
    return plausibility(word for text in texts for word in accented_words(decoder(text)))


def choose_decoder(texts: Iterable[str]) -> Decoder:
    """The reading of many texts under which most of their words are Vietnamese; what is there wins ties."""
    sample = [text for text in texts if not text.isascii()][:400]
    plain = _share(as_it_is, sample)
    if plain >= 0.85 or not sample:
        return as_it_is
    best = max(_DECODERS[1:], key=lambda decoder: _share(decoder, sample))
    return best if _share(best, sample) > plain + 0.2 else as_it_is


def is_foreign(text: str) -> bool:
    """Whether a text has Latin-1 characters that Vietnamese in Unicode never uses."""
    return _FOREIGN.search(text) is not None


@remembered(4_096)
def repaired(text: str) -> str:
    """One stray cell in a legacy font among Unicode: converted if every word becomes Vietnamese, else left."""
    if not is_foreign(text):
        return text
    for decoder in _DECODERS[1:]:
        changed = decoder(text)
        words = accented_words(changed)
        if changed != text and words and all(map(is_syllable, words)):
            return changed
    return text
