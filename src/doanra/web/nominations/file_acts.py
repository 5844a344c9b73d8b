"""What can be done with many files of units at once, each by a verb of its stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doanra.records.models import Account, Call, FileState, SourceFile
from doanra.records.queries import file_list
from doanra.stages import nominations
from doanra.stages.acting import together
from doanra.web.frame import today
from doanra.web.lists.bulk import BulkAct, Outcome
from doanra.web.nominations.answer_offer import DueForm
from doanra.web.nominations.bulk import judge
from doanra.web.nominations.taking import take_all
from doanra.web.templatetags.doanra import num

_ANSWERED = (FileState.SAVED.value, FileState.REFUSED.value)


class WholeForm(forms.Form):
    """Whether files with rows that go back are taken too."""

    with_returned = forms.BooleanField(label=gettext_lazy("Nhận cả tệp có dòng trả lại"), required=False)


def _files(keys: Sequence[int]) -> list[SourceFile]:
    """The files with what the verbs need. One query."""
    rows = SourceFile.objects.filter(pk__in=keys).select_related("call", "unit", "received_by")
    return list(rows.order_by("received_at", "id"))


def _why_not_taken(file: SourceFile, *, with_returned: bool) -> str:
    if file.state != FileState.PREVIEW.value:
        return _("không còn chờ xem trước")
    if file.unit is None:
        return _("chưa rõ đơn vị")
    return _("có dòng trả lại") if file.rows_refused and not with_returned else ""


def _take(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    reasons = {file: _why_not_taken(file, with_returned=given["with_returned"]) for file in _files(keys)}
    left = Counter(reason for reason in reasons.values() if reason)
    taken = take_all([file for file, reason in reasons.items() if not reason], by=by, on=today())
    left.update(refusal.message.rstrip(".") for refusal in taken.refused)
    said = _("Nhận %(files)s tệp với %(count)s đề cử") % {"files": num(taken.files), "count": num(taken.nominations)}
    later = ngettext(
        "%(n)s tệp lớn đang được lưu trong nền; xem tiến độ ở trang của tệp.",
        "%(n)s tệp lớn đang được lưu trong nền; xem tiến độ ở trang của tệp.",
        taken.later,
    ) % {"n": num(taken.later)}  # fmt: skip
    return Outcome(changed=taken.files + taken.later, skipped=left, done=said, more=later if taken.later else "")


def _answer(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    files = _files(keys)
    left = Counter(reason for file in files if (reason := _why_not_answered(file)))
    ready = [file.pk for file in files if not _why_not_answered(file)]
    if not ready:
        return Outcome(skipped=left)
    asked = [("file", key) for key in ready] + ([("due", given["due"].isoformat())] if given["due"] else [])
    url = f"{reverse('web:nominations_packets', args=(call.year,))}?{urlencode(asked)}"
    said = ngettext(
        "Lập công văn trả lời cho %(n)s tệp", "Lập công văn trả lời cho %(n)s tệp", len(ready)
    ) % {"n": num(len(ready))}  # fmt: skip
    link = format_html('<a href="{}">{}</a>', url, _("Tải công văn và tệp đã đánh dấu (.zip)"))
    return Outcome(changed=len(ready), skipped=left, done=said, more=link)


def _why_not_answered(file: SourceFile) -> str:
    if file.state not in _ANSWERED:
        return _("chưa nhận nên chưa có gì để trả lời")
    return _("chưa rõ đơn vị") if file.unit is None else ""


def _judge(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    named = file_list.nominations_of(keys)
    if not named:
        return Outcome(skipped=Counter({_("chưa có đề cử nào từ tệp"): len(keys)}))
    outcome = judge(call, named, by, given)
    outcome.done = _("Đổi kết luận của %(n)s trên %(all)s đề cử") % {"n": num(outcome.changed), "all": num(len(named))}
    return outcome


def _drop(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    files = _files(keys)
    waiting = [file for file in files if file.state == FileState.PREVIEW.value]
    with together():
        for file in waiting:
            nominations.drop(file, by=by)
    left = Counter({_("không còn chờ xem trước"): len(files) - len(waiting)} if len(files) > len(waiting) else {})
    return Outcome(changed=len(waiting), skipped=left, done=_("Bỏ %(n)s tệp") % {"n": num(len(waiting))})


ACTS = (
    BulkAct(
        key="take",
        label=gettext_lazy("Nhận các tệp đang chờ"),
        right="nominations.receive",
        says=gettext_lazy("Mỗi tệp được nhận trọn hoặc để nguyên; đề cử được lưu và thẩm định ngay."),
        run=_take,
        asks=WholeForm,
    ),
    BulkAct(
        key="answer",
        label=gettext_lazy("Lập công văn trả lời đơn vị"),
        right="nominations.answer",
        says=gettext_lazy("Mỗi đơn vị một công văn Word và chính tệp của họ đã đánh dấu."),
        run=_answer,
        asks=DueForm,
    ),
    BulkAct(
        key="judge",
        label=gettext_lazy("Thẩm định lại đề cử của các tệp"),
        right="appraisals.make",
        says=gettext_lazy("Xét lại từng người theo hồ sơ và khoá bây giờ."),
        run=_judge,
    ),
    BulkAct(
        key="drop",
        label=gettext_lazy("Bỏ các tệp đang chờ"),
        right="nominations.receive",
        says=gettext_lazy("Không dòng nào được lưu; tệp vẫn có trong lịch sử."),
        run=_drop,
        asks=forms.Form,
    ),
)
