"""Is this word a Vietnamese syllable? Enough of the spelling rules to tell a right decoding from a wrong one."""

from __future__ import annotations

import re
import unicodedata

from doanra.intake.text.memory import remembered

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x"
_NUCLEUS = (
    "uyê|uya|uyu|ươi|ươu|uôi|uây|oai|oay|oeo|iêu|yêu|uâ|uê|uy|uô|uơ|ươ|ưa|ưi|ưu|ua|ui|oa|oă|oe|oi|oo|ôi|ơi|ai|ao|au|ay|"
    "âu|ây|eo|êu|ia|iê|iu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:ng|nh|ch|c|m|n|p|t)?")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_NOT_LETTERS = re.compile(r"[\s\d!-/:-@\[-`{-~–—“”‘’…]+")


@remembered(20_000)
def is_syllable(word: str) -> bool:
    """Whether the word is spelt as a Vietnamese syllable may be (Hoà, hòa, ĐƯỜNG), with at most one tone."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(letters.count(tone) for tone in _TONES)
    if tones > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def accented_words(text: str) -> list[str]:
    """The words of a text that have a character beyond ASCII; only they tell decodings apart."""
    return [word for word in _NOT_LETTERS.split(text) if word and not word.isascii()]
