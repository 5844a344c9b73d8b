"""The office's table of titles: loaded once from the shipped one, edited, and read over all nominations again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count

from doanra.policy.posts import PostReading, read_post
from doanra.policy.titles import FieldRow, TitleRow, TitleTable, default_titles
from doanra.records.models import Call, FieldWord, Nomination, PostTitle, Unit
from doanra.stages import calls, seeing, soundness
from doanra.stages.acting import Actor, acting
from doanra.terms.names import clean
from doanra.terms.refusal import Refused
from doanra.terms.words import Audience, Field

_LABELS = {
    "pattern": "chức danh",
    "unit_kinds": "loại đơn vị",
    "audience": "đối tượng",
    "band": "bậc",
    "field": "lĩnh vực",
    "leads": "là lãnh đạo",
    "valid_from": "có hiệu lực từ",
    "valid_to": "hết hiệu lực",
    "source": "nguồn",
}


def load(*, by: Actor) -> int:
    """Fills the empty tables with the shipped titles and words of fields; a table that has rows is the office's own."""
    shipped = default_titles()
    with acting("posts.change", by=by, verb="posts.load") as act:
        if not PostTitle.objects.exists():
            act.added(*PostTitle.objects.bulk_create(_title_row(row) for row in shipped.titles))
        if not FieldWord.objects.exists():
            rows = {row.pattern: row for row in shipped.fields}
            words = [FieldWord(pattern=row.pattern, field=row.field.value) for row in rows.values()]
            act.added(*FieldWord.objects.bulk_create(words))
        act.detail = {"titles": PostTitle.objects.count()}
    return PostTitle.objects.count()


def _title_row(row: TitleRow) -> PostTitle:
    return PostTitle(
        pattern=row.pattern,
        unit_kinds=",".join(row.unit_kinds),
        audience=row.audience.value if row.audience else "",
        band=row.band,
        field=row.field.value if row.field else "",
        leads=row.leads,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )


def table() -> TitleTable:
    """The office's table as the policy reads it. Build once for many texts."""
    titles = tuple(
        TitleRow(
            pattern=row.pattern,
            unit_kinds=tuple(kind for kind in row.unit_kinds.split(",") if kind),
            audience=Audience(row.audience) if row.audience else None,
            band=row.band,
            field=Field(row.field) if row.field else None,
            leads=row.leads,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
        )
        for row in PostTitle.objects.all()
    )
    fields = tuple(FieldRow(pattern=row.pattern, field=Field(row.field)) for row in FieldWord.objects.all())
    shipped = default_titles()
    return TitleTable(
        titles,
        fields,
        abbreviations=shipped.abbreviations,
        openings=shipped.openings,
        cities=tuple(shipped.cities),
    )


def read(position: str, workplace: str, *, unit: Unit, on: date, titles: TitleTable) -> PostReading:
    """Reads a position held in a unit; ``workplace`` is the second column where a list has one."""
    return read_post(position, department=workplace, unit_kind=unit.kind, unit_name=unit.short, on=on, titles=titles)


def apply(nomination: Nomination, reading: PostReading) -> bool:
    """Puts what was read on the nomination, unsaved; returns whether anything changed."""
    before = (nomination.audience, nomination.band, nomination.field, nomination.leads, nomination.post_unread)
    nomination.audience = reading.audience.value if reading.audience else ""
    nomination.band = reading.band
    nomination.field = reading.field.value if reading.field else ""
    nomination.leads = reading.leads
    nomination.post_unread = clean(reading.unread)[:500]
    return before != (nomination.audience, nomination.band, nomination.field, nomination.leads, nomination.post_unread)


READ_FIELDS = ["audience", "band", "field", "leads", "post_unread"]


def _as_read(nomination: Nomination) -> dict[str, Any]:
    return {name: getattr(nomination, name) for name in READ_FIELDS}


def read_day(nomination: Nomination) -> date:
    """The day as of which a nomination's post is read: that of the unit's letter, else that of the call."""
    letter = nomination.row.file.letter_date if nomination.row else None
    return letter or nomination.call.opened_on


class Reader:
    """Reads the posts of one unit's list by the table as it stands; a text that comes again is read once."""

    def __init__(self, unit: Unit) -> None:
        self._unit, self._titles = unit, table()
        self._read: dict[tuple[str, str, date], PostReading] = {}

    def read(self, nomination: Nomination) -> bool:
        """Puts what was read on the nomination, unsaved; returns whether anything changed."""
        key = (nomination.position, nomination.workplace, read_day(nomination))
        reading = self._read.get(key)
        if reading is None:
            position, workplace, day = key
            reading = self._read[key] = read(position, workplace, unit=self._unit, on=day, titles=self._titles)
        return apply(nomination, reading)


def reread(call: Call, *, by: Actor) -> int:
    """Reads the posts of all nominations of a year again; returns how many now read otherwise."""
    with acting("posts.change", by=by, verb="posts.reread") as act:
        calls.require_open(call)
        titles = table()
        changed = []
        for one in call.nominations.select_related("unit", "row__file", "call"):
            before = _as_read(one)
            if apply(one, read(one.position, one.workplace, unit=one.unit, on=read_day(one), titles=titles)):
                act.changed(one, before=before, after=_as_read(one))
                changed.append(one)
        Nomination.objects.bulk_update(changed, READ_FIELDS, batch_size=500)
        act.subject, act.year, act.detail = call, call.year, {"changed": len(changed)}
    return len(changed)


def unread(call: Call) -> list[tuple[str, int]]:
    """Texts of posts that no title knows, the most frequent first, with their number."""
    rows = call.nominations.exclude(post_unread="").values_list("post_unread").annotate(n=Count("id"))
    return [(text, number) for text, number in rows.order_by("-n", "post_unread")]


def add_title(*, by: Actor, values: Mapping[str, Any]) -> PostTitle:
    """Adds a title to the table; Refused without a text, with a band outside 1 to 5, or a word that is none."""
    with acting("posts.change", by=by, verb="posts.add_title") as act:
        row = _filled(PostTitle(), values)
        row.save()
        act.added(row)
        act.subject, act.detail = row, {"pattern": row.pattern}
    return row


def change_title(row: PostTitle, *, by: Actor, values: Mapping[str, Any], seen: str | None = None) -> PostTitle:
    """Changes a title of the table; what ``values`` does not name stays.

    Stale if somebody changed it since it stood as ``seen`` (`seeing.mark`).
    """
    with acting("posts.change", by=by, verb="posts.change_title") as act:
        fresh = PostTitle.objects.select_for_update().get(pk=row.pk)
        seeing.require_same(fresh, seen=seen, now=seeing.mark(fresh), called=f"chức danh “{fresh.pattern}”")
        act.watch(fresh)
        _filled(fresh, values).save()
        act.ground = fresh.source
        act.subject, act.detail = fresh, {name: str(getattr(fresh, name)) for name in values}
    return fresh


def remove_title(row: PostTitle, *, by: Actor) -> None:
    """Takes a title out of the table; nominations keep what was read until they are read again."""
    with acting("posts.change", by=by, verb="posts.remove_title") as act:
        act.detail = {"pattern": row.pattern}
        act.removed(row)
        row.delete()


def _filled(row: PostTitle, values: Mapping[str, Any]) -> PostTitle:
    strange = sorted(set(values) - set(_LABELS))
    if strange:
        raise Refused("unknown_column", f"Bảng chức danh không có cột {', '.join(strange)}.")
    for name, value in values.items():
        setattr(row, name, value)
    row.pattern = clean(str(row.pattern or ""))
    if not row.pattern:
        raise Refused(
            "title_empty", "Chưa ghi chức danh.", remedy="Ghi những chữ đầu của chức danh, ví dụ “phó vụ trưởng”."
        )
    _require_sound(row)
    if row.band is not None and not 1 <= row.band <= 5:
        raise Refused(
            "band_range", f"Bậc {row.band} không có.", remedy="Chọn bậc từ 1 (chuyên viên) đến 5 (lãnh đạo bộ, tỉnh)."
        )
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise Refused("period_backwards", "Ngày hết hiệu lực ở trước ngày có hiệu lực.", remedy="Đổi lại hai ngày.")
    return row


def _require_sound(row: PostTitle | FieldWord) -> None:
    if found := soundness.faults(row, labels=_LABELS):
        raise Refused("title_wrong", f"“{row.pattern}”: {'; '.join(found)}.", remedy="Sửa các chỗ nêu trên rồi lưu.")


def add_field_word(*, by: Actor, pattern: str, field: str) -> FieldWord:
    """Adds a word that tells a field of work; Refused without a text, or if the table has it already."""
    with acting("posts.change", by=by, verb="posts.add_field_word") as act:
        word = FieldWord(pattern=_word(pattern), field=field)
        _require_sound(word)
        word.save()
        act.added(word)
        act.subject, act.detail = word, {"pattern": word.pattern, "field": word.field}
    return word


def change_field_word(word: FieldWord, *, by: Actor, pattern: str, field: str) -> FieldWord:
    """Changes a word or the field that it tells."""
    with acting("posts.change", by=by, verb="posts.change_field_word") as act:
        act.watch(word)
        word.pattern, word.field = _word(pattern, but=word), field
        _require_sound(word)
        word.save()
        act.subject, act.detail = word, {"pattern": word.pattern, "field": word.field}
    return word


def remove_field_word(word: FieldWord, *, by: Actor) -> None:
    """Takes a word out of the table."""
    with acting("posts.change", by=by, verb="posts.remove_field_word") as act:
        act.detail = {"pattern": word.pattern}
        act.removed(word)
        word.delete()


def _word(pattern: str, *, but: FieldWord | None = None) -> str:
    text = clean(pattern)
    if not text:
        raise Refused("word_empty", "Chưa ghi từ chỉ lĩnh vực.", remedy="Ghi tên gọi, ví dụ “sở tài chính”.")
    if FieldWord.objects.filter(pattern=text).exclude(pk=but.pk if but else 0).exists():
        raise Refused("word_known", f"Bảng đã có từ “{text}”.", remedy="Sửa dòng đã có thay vì thêm dòng mới.")
    return text
