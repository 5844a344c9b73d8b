"""Forms of accounts that one keeps for others: what an account is for, its end, and why."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doanra.policy import access
from doanra.records.models import Account, AppraisingBody, Person, Unit
from doanra.stages.accounts_office import Post, version
from doanra.terms.names import fold
from doanra.terms.words import Role
from doanra.web.keys import key


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AccountForm(forms.Form):
    """Name, mail address and post. ``seen`` is the version that the form showed."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử công vụ"),
        required=False,
        help_text=gettext_lazy("Đăng nhập một lần nhận ra người này bằng địa chỉ văn phòng ghi ở đây."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Đơn vị"),
        empty_label=gettext_lazy("Không thuộc đơn vị nào"),
        required=False,
        help_text=gettext_lazy("Chỉ cho tài khoản của đơn vị."),
    )
    body = forms.ModelChoiceField(
        AppraisingBody.objects.none(),
        label=gettext_lazy("Cơ quan phối hợp"),
        empty_label=gettext_lazy("Không thuộc cơ quan nào"),
        required=False,
        help_text=gettext_lazy("Chỉ cho tài khoản thẩm định."),
    )
    person = forms.CharField(
        label=gettext_lazy("Người trong hồ sơ"),
        required=False,
        help_text=gettext_lazy("Chỉ cho trưởng đoàn và người được cử đi: họ tên như trong hồ sơ, hoặc #số hồ sơ."),
    )
    superior = forms.CharField(
        label=gettext_lazy("Cấp trên"),
        required=False,
        help_text=gettext_lazy("Tên đăng nhập của người được báo khi việc để quá hạn, ví dụ le.thu.ha."),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Ngày cuối của nhiệm vụ"),
        required=False,
        widget=_Day(),
        help_text=gettext_lazy("Sau ngày này tài khoản không mở được gì nữa."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, opener: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opener = opener
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [
            ("", _("Chọn vai trò")),
            *((role.value, _(role.label)) for role in Role if access.opens(opener, role)),
        ]
        fields["unit"].queryset = Unit.objects.filter(valid_to=None).order_by("short")
        fields["unit"].label_from_instance = lambda unit: unit.short
        fields["body"].queryset = AppraisingBody.objects.filter(retired_on=None)
        if opener is Role.ADMINISTRATOR:  # no dossiers: the office links people
            del fields["person"]
        elif not access.opens(opener, Role.APPRAISER):
            del fields["body"]

    def clean_superior(self) -> Account | None:
        """The account of that user name."""
        name = self.cleaned_data["superior"].strip()
        found = Account.objects.filter(username__iexact=name, is_active=True).first() if name else None
        if name and found is None:
            raise ValidationError(_("Không có tài khoản “%(name)s” đang hoạt động.") % {"name": name})
        return found

    def clean_person(self) -> Person | None:
        """The one person of that name or number; who is not alone is listed with numbers to choose from."""
        told = self.cleaned_data["person"].strip()
        if not told:
            return None
        number = re.fullmatch(r"#?(\d+)", told)
        everybody = Person.objects.select_related("unit")
        people = everybody.filter(pk=key(number[1]) or 0) if number else everybody.filter(search_key=fold(told))
        found = list(people[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("Không có ai tên “%(name)s” trong hồ sơ. Ghi đúng như trong danh sách đề cử.") % {"name": told}
            )
        shown = "; ".join(
            f"#{one.pk} {one.full_name}, {one.birth}, {one.unit.short if one.unit else '–'}" for one in found
        )
        raise ValidationError(
            _("Có %(n)s người trùng tên, ghi số hồ sơ: %(shown)s.") % {"n": len(found), "shown": shown}
        )

    def post(self) -> Post:
        """What the verbs take."""
        typed = self.cleaned_data
        return Post(
            role=Role(typed["role"]),
            unit=typed.get("unit"),
            body=typed.get("body"),
            person=typed.get("person"),
            superior=typed.get("superior"),
            ends_on=typed.get("ends_on"),
        )


class NewForm(AccountForm):
    """An account that is not there yet."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        help_text=gettext_lazy("Chữ không dấu, số, dấu chấm; ví dụ le.thu.ha. Không đổi được về sau."),
    )
    field_order = ("full_name", "username", "email")


class EndForm(forms.Form):
    """The last day, and why."""

    ends_on = forms.DateField(
        label=gettext_lazy("Ngày cuối của nhiệm vụ"),
        widget=_Day(),
        help_text=gettext_lazy("Hết ngày này tài khoản không vào được; ghi hôm qua để thôi ngay."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do, văn bản"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: nghỉ hưu theo QĐ 12-QĐ/TU ngày 3/10/2026."),
    )


class ReasonForm(forms.Form):
    """How it was made certain who asks."""

    reason = forms.CharField(
        label=gettext_lazy("Đã xác minh người này bằng cách nào"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: gặp trực tiếp ngày 3/10, đối chiếu thẻ cán bộ."),
    )


def initial_of(account: Account) -> dict[str, Any]:
    """An account as the form shows it."""
    return {
        "full_name": account.full_name,
        "email": account.email,
        "role": account.role,
        "unit": account.unit_id,
        "body": account.body_id,
        "person": f"#{account.person_id}" if account.person_id else "",
        "superior": account.superior.username if account.superior else "",
        "ends_on": account.ends_on,
        "seen": version(account),
    }
