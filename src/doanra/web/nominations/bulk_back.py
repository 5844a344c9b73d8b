"""Taking many nominations back, and giving many back to their units: one reason for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.policy import access
from doanra.records.models import Account, Call, Nomination, NominationState
from doanra.records.queries import bound as queries
from doanra.stages import nominations
from doanra.stages.acting import together
from doanra.stages.nominating import answers, returning
from doanra.terms.refusal import Refused
from doanra.web.frame import today
from doanra.web.lists.bulk import BulkAct, Outcome
from doanra.web.nominating import bound
from doanra.web.nominating.forms import WithdrawForm, day_field

MOST = 500
_TERM = timedelta(days=10)
WHY_NOT = {
    NominationState.WITHDRAWN.value: gettext_lazy("đơn vị đã rút"),
    NominationState.RETURNED.value: gettext_lazy("đã trả lại đơn vị"),
}
"""Why a nomination that does not stand is left as it is."""


class ReturnManyForm(forms.Form):
    """Which fields of all of them are sent back, and the one reason."""

    fields_back = forms.MultipleChoiceField(
        label=gettext_lazy("Mục cần sửa"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một mục cần đơn vị sửa, ví dụ Ngày sinh.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Lý do, như nhau cho mọi người"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: khác với sơ yếu lý lịch kèm theo."),
    )  # fmt: skip
    due_on = day_field(
        gettext_lazy("Nộp lại chậm nhất ngày"), must=False,
        help=gettext_lazy("Đơn vị được nộp đến hết ngày này, kể cả khi hạn chung đã qua."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"due_on": today() + _TERM})
        field: Any = self.fields["fields_back"]
        field.choices = [(name, _(label)) for name, label in answers.RETURNABLE.items() if name != "language"]


def _rows(keys: Sequence[int], *, leave: Collection[str]) -> tuple[list[Nomination], Counter[str]]:
    """Those on whom the act is done, and why the others are left as they are. Refused for more than can be undone."""
    if len(keys) > MOST:
        raise Refused(
            "too_many_rows",
            _("Một lượt nhiều nhất %(most)s dòng, đang chọn %(n)s.") % {"most": MOST, "n": len(keys)},
            remedy=_("Lọc hẹp lại, ví dụ theo đơn vị, rồi làm từng phần."),
        )
    rows = queries.chosen(keys)
    left = Counter(str(WHY_NOT[one.state]) for one in rows if one.state in leave)
    return [one for one in rows if one.state not in leave], left


def _withdraw(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    rows, left = _rows(keys, leave={NominationState.WITHDRAWN.value})
    with together():
        for one in rows:
            nominations.withdraw(one, by=by, reason=given["reason"], letter=given["letter"])
    return Outcome(changed=len(rows), skipped=left)


def _send_back(call: Call, keys: Sequence[int], by: Account, given: dict[str, Any]) -> Outcome:
    rows, left = _rows(keys, leave=WHY_NOT.keys())
    reasons = dict.fromkeys(given["fields_back"], given["reason"])
    with together():
        for one in rows:
            returning.send_back(one, reasons=reasons, due_on=given["due_on"], by=by, on=today())
    return Outcome(changed=len(rows), skipped=left)


def _withdraw_form(data: Mapping[str, Any] | None, by: Account) -> forms.Form:
    return WithdrawForm(data, by_unit=access.of_unit(by.duty), undoing=False)


RETURN = BulkAct(
    key="return",
    label=gettext_lazy("Trả lại đơn vị"),
    right="nominations.return",
    says=gettext_lazy("Đơn vị chỉ sửa được các mục nêu ở đây; trong lúc chờ không thẩm định, không vào kế hoạch."),
    run=_send_back,
    asks=ReturnManyForm,
    names=queries.names,
    warns=bound.said,
)
WITHDRAW = BulkAct(
    key="withdraw",
    label=gettext_lazy("Rút đề cử"),
    right="nominations.withdraw",
    says=gettext_lazy(
        "Những người này không được thẩm định, không vào kế hoạch nữa; rút nhầm thì khôi phục từng người."
    ),
    run=_withdraw,
    asks_whom=_withdraw_form,
    names=queries.names,
    warns=bound.said,
)
