"""The office's table of column heads: what it taught beyond the shipped words, and what corrections suggest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from doanra.intake import DEFAULT, MEANINGS
from doanra.intake import synonyms as shipped
from doanra.intake.text.keys import phrase_key
from doanra.records.models import ColumnMemory, HeaderWord
from doanra.stages.acting import Actor, acting
from doanra.terms.names import clean
from doanra.terms.refusal import Refused

IGNORED = shipped.IGNORED
"""The meaning of heads of columns that are passed over."""
IGNORED_LABEL = "Bỏ qua cột này"
_LONGEST = HeaderWord._meta.get_field("header").max_length or 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A head that clerks corrected for some units; ``meanings`` has more than one where they did not agree."""

    header: str
    meanings: tuple[str, ...]
    units: tuple[str, ...]


def label(meaning: str) -> str:
    """A meaning in words."""
    return MEANINGS.get(meaning, IGNORED_LABEL)


def add(*, header: str, meaning: str, by: Actor) -> HeaderWord:
    """Teaches a head for the lists of every unit; Refused if it says nothing, or means something else already."""
    with acting("synonyms.change", by=by, verb="synonyms.add") as act:
        text = clean(header)
        key = phrase_key(text)
        _require_plain(text, key)
        if meaning != IGNORED and meaning not in MEANINGS:
            raise Refused("unknown_meaning", f"Không có nghĩa cột “{meaning}”.", remedy="Chọn một nghĩa trong bảng.")
        _require_free(text, key, meaning)
        word = HeaderWord.objects.create(header=text, key=key, meaning=meaning, added_at=timezone.now(), added_by=by)
        act.added(word)
        act.subject, act.detail = word, {"header": text, "meaning": label(meaning)}
    return word


def _require_plain(text: str, key: str) -> None:
    if not any(map(str.isalpha, key)):
        raise Refused("word_empty", "Chưa ghi tiêu đề cột.", remedy="Ghi như trong tệp, ví dụ “Nhiệm sở”.")
    if len(text) > _LONGEST or len(key) > _LONGEST:
        raise Refused(
            "word_long",
            f"Tiêu đề dài {len(text)} ký tự; dài nhất là {_LONGEST}.",
            remedy="Chỉ ghi tên cột, ví dụ “Chức danh đang giữ”, không ghi lời dặn ở dưới.",
        )


def _require_free(text: str, key: str, meaning: str) -> None:
    own = HeaderWord.objects.filter(key=key).first()
    if own:
        raise Refused(
            "word_known",
            f"Bảng đã có “{own.header}”, nghĩa là “{label(own.meaning)}”.",
            remedy="Nếu nghĩa cũ sai thì bỏ dòng cũ trước, rồi thêm lại.",
        )
    default = DEFAULT.phrases.get(key)
    if default is None:
        return
    if default[0] == meaning:
        raise Refused("word_shipped", f"“{text}” đã có sẵn với nghĩa này.", remedy="Không cần thêm.")
    raise Refused(
        "word_conflict",
        f"“{text}” có sẵn nghĩa là “{label(default[0])}”; đổi cho mọi đơn vị sẽ làm sai tệp của đơn vị khác.",
        remedy="Nếu chỉ một đơn vị dùng khác, sửa ở trang “Cột của tệp” của đơn vị đó; hệ thống nhớ riêng cho họ.",
    )


def remove(word: HeaderWord, *, by: Actor) -> None:
    """Takes a word back; files in preview keep what was read."""
    with acting("synonyms.change", by=by, verb="synonyms.remove") as act:
        act.detail = {"header": word.header, "meaning": label(word.meaning)}
        act.removed(word)
        word.delete()


def defaults() -> list[tuple[str, tuple[str, ...]]]:
    """The shipped words: meaning → phrases as they are written, in the order of the meanings."""
    phrases: dict[str, list[str]] = {meaning: [] for meaning in (*MEANINGS, IGNORED)}
    for part in (shipped._PLAIN, shipped._HEAVY):
        for meaning, text in part.items():
            phrases.setdefault(meaning, []).extend(text.split("|"))
    return [(meaning, tuple(dict.fromkeys(found))) for meaning, found in phrases.items() if found]


def suggestions() -> list[Suggestion]:
    """Heads that were corrected for a unit and that the tables do not know so yet, the most frequent first."""
    known = set(HeaderWord.objects.values_list("key", flat=True))
    heads: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    written: dict[str, str] = {}
    for one in ColumnMemory.objects.exclude(key="").select_related("unit").order_by("id"):
        if one.key not in known and DEFAULT.phrases.get(one.key) is None and len(one.header) <= _LONGEST:
            heads[one.key][one.meaning or IGNORED].append(one.unit.short)
            written[one.key] = one.header
    found = [
        Suggestion(written[key], tuple(by_meaning), tuple(unit for units in by_meaning.values() for unit in units))
        for key, by_meaning in heads.items()
    ]
    return sorted(found, key=lambda one: (-len(one.units), one.header))
