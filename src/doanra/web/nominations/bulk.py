"""What can be done with many nominations at once, each by a verb of its stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.records.models import Account, Appraisal, Call, Nomination
from doanra.stages import appraisals
from doanra.stages.consultations import picking
from doanra.web.frame import today
from doanra.web.lists.bulk import BulkAct, Outcome
from doanra.web.nominations.bulk_back import RETURN, WHY_NOT, WITHDRAW
from doanra.web.templatetags.doanra import num


def _standing(keys: Sequence[int]) -> tuple[list[Nomination], Counter[str]]:
    """Those that stand, and why the others are left as they are. One query."""
    rows = list(Nomination.objects.filter(pk__in=keys).only("pk", "state", "person_id", "unit_id", "call_id"))
    left = Counter(str(WHY_NOT[one.state]) for one in rows if one.state in WHY_NOT)
    return [one for one in rows if one.state not in WHY_NOT], left


def judge(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    """Judges those that stand again; says of how many the verdict became another."""
    standing, left = _standing(keys)
    if not standing:
        return Outcome(skipped=left)
    before = dict(Appraisal.objects.filter(nomination__in=standing).values_list("nomination_id", "standing"))
    appraisals.appraise(call, by=by, nominations=standing)
    after = dict(Appraisal.objects.filter(nomination__in=standing).values_list("nomination_id", "standing"))
    changed = sum(before.get(key) != now for key, now in after.items())
    if same := len(after) - changed:
        left[_("kết luận vẫn như cũ")] += same
    return Outcome(changed=changed, skipped=left)


class TitleForm(forms.Form):
    """What the list is called."""

    title = forms.CharField(
        label=gettext_lazy("Tên danh sách"),
        max_length=160,
        help_text=gettext_lazy("Ví dụ: Danh sách trung hạn, đợt 2."),
    )


def _freeze(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    standing, left = _standing(keys)
    if not standing:
        return Outcome(skipped=left)
    made = picking.freeze_chosen(
        call, title=given["title"], nominations=[one.pk for one in standing], by=by, on=today()
    )
    url = reverse("web:consultations_list", args=(call.year, made.pk))
    say = _("Đã chốt “%(title)s” với %(n)s người.") % {"title": made.title, "n": num(len(standing))}
    return Outcome(changed=len(standing), skipped=left, more=format_html('<a href="{}">{}</a>', url, say))


ACTS = (
    BulkAct(
        key="judge",
        label=gettext_lazy("Thẩm định lại"),
        right="appraisals.make",
        says=gettext_lazy("Xét lại từng người theo hồ sơ và khoá bây giờ."),
        run=judge,
    ),
    BulkAct(
        key="freeze",
        label=gettext_lazy("Chốt danh sách lấy ý kiến"),
        right="consultations.make",
        says=gettext_lazy("Chép những người này thành một danh sách để hỏi các cơ quan, không đổi theo hồ sơ."),
        run=_freeze,
        asks=TitleForm,
    ),
    RETURN,
    WITHDRAW,
)
