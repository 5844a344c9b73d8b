"""Forms of the table of titles: what is looked for, one title, one word of a field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import PostTitle
from doanra.records.queries.posts import TitlesWanted
from doanra.terms.words import Audience, Field

KINDS = {
    "province": gettext_lazy("Tỉnh"),
    "city": gettext_lazy("Thành phố trực thuộc TW"),
    "central": gettext_lazy("Cơ quan Trung ương"),
}
BANDS = {
    5: gettext_lazy("Bậc 5: thứ trưởng; bí thư, phó bí thư tỉnh uỷ trở lên"),
    4: gettext_lazy("Bậc 4: vụ trưởng, giám đốc sở, uỷ viên ban thường vụ tỉnh uỷ"),
    3: gettext_lazy("Bậc 3: phó vụ trưởng, phó giám đốc sở"),
    2: gettext_lazy("Bậc 2: trưởng phòng, phó chủ tịch huyện"),
    1: gettext_lazy("Bậc 1: phó trưởng phòng, chuyên viên"),
}
_LEADS = {"": gettext_lazy("Chưa nói được"), "yes": gettext_lazy("Có"), "no": gettext_lazy("Không")}


def _audiences() -> list[tuple[str, str]]:
    return [(one.value, f"{one.value}. {gettext(one.label)}") for one in Audience]


class TitlesWantedForm(forms.Form):
    """The filters of the table, all in the address."""

    q = forms.CharField(label=gettext_lazy("Chữ trong chức danh"), required=False, max_length=100)
    audience = forms.ChoiceField(label=gettext_lazy("Nhóm đối tượng"), required=False)
    band = forms.ChoiceField(label=gettext_lazy("Bậc"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything, none = ("", gettext("Tất cả")), ("none", gettext("Để trống"))
        bands = [(str(band), gettext("Bậc %(band)s") % {"band": band}) for band in BANDS]
        choices: dict[str, list[tuple[str, Any]]] = {
            "audience": [everything, *_audiences(), none],
            "band": [everything, *bands, none],
            "kind": [everything, *KINDS.items()],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self) -> TitlesWanted:
        """What was asked for; parts that make no sense ask for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        return TitlesWanted(
            text=asked.get("q", ""),
            audience=asked.get("audience", ""),
            band=asked.get("band", ""),
            kind=asked.get("kind", ""),
        )


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TitleForm(forms.Form):
    """One title."""

    pattern = forms.CharField(
        label=gettext_lazy("Chức danh"),
        max_length=160,
        help_text=gettext_lazy(
            "Những chữ đầu của chức vụ, không kể hoa thường và dấu. Dấu * thay cho chữ bất kỳ, "
            "ví dụ “phó trưởng ban * tỉnh uỷ”."
        ),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Nhóm đối tượng"),
        required=False,
        help_text=gettext_lazy("Để trống nếu riêng chức danh chưa nói lên nhóm."),
    )
    band = forms.TypedChoiceField(
        label=gettext_lazy("Bậc"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Thang riêng của văn phòng để đoàn đồng đều; không văn bản nào quy định."),
    )
    field = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        help_text=gettext_lazy("Để trống thì lấy theo tên cơ quan trong chức vụ."),
    )
    leads = forms.ChoiceField(label=gettext_lazy("Giữ chức vụ lãnh đạo, quản lý"), required=False)
    unit_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ ở loại đơn vị"),
        required=False,
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn nghĩa là ở mọi đơn vị."),
    )
    source = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Văn bản hoặc ai đã xác nhận, ví dụ “KL 39-KL/TW, mục 2.4”."),
    )
    valid_from = forms.DateField(label=gettext_lazy("Dùng từ ngày"), required=False, widget=_Day())
    valid_to = forms.DateField(label=gettext_lazy("Đến hết ngày"), required=False, widget=_Day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blank = ("", gettext("Để trống"))
        choices: dict[str, list[tuple[Any, Any]]] = {
            "audience": [blank, *_audiences()],
            "band": [blank, *BANDS.items()],
            "field": [blank, *((one.value, gettext(one.label)) for one in Field)],
            "leads": list(_LEADS.items()),
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = asked.get("valid_from"), asked.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", gettext("Ngày cuối ở trước ngày đầu. Ghi ngày cuối từ ngày đầu trở đi."))
        return asked

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        asked = dict(self.cleaned_data)
        asked["unit_kinds"] = ",".join(asked["unit_kinds"])
        asked["leads"] = {"yes": True, "no": False}.get(asked["leads"])
        return asked


class WordForm(forms.Form):
    """One word of a body's name and the field that it tells."""

    pattern = forms.CharField(
        label=gettext_lazy("Chữ trong tên cơ quan"),
        max_length=160,
        help_text=gettext_lazy("Ví dụ “sở tài chính”, “hợp tác quốc tế”; dấu * thay cho chữ bất kỳ."),
    )
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.choices = [("", gettext("Chọn lĩnh vực")), *((one.value, gettext(one.label)) for one in Field)]


def initial_of(row: PostTitle) -> dict[str, Any]:
    """A title as the form shows it."""
    return {
        "pattern": row.pattern,
        "audience": row.audience,
        "band": row.band or "",
        "field": row.field,
        "leads": {True: "yes", False: "no"}.get(row.leads, "") if row.leads is not None else "",
        "unit_kinds": [kind for kind in row.unit_kinds.split(",") if kind],
        "source": row.source,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }
