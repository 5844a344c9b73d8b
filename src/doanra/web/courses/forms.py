"""One course as it is written on a page, and a workbook of courses as it is handed in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import Weighing
from doanra.records.queries.courses import Offer, as_row
from doanra.terms.words import Audience, ContentGroup, Field, Language, Programme, Word
from doanra.web.courses.days import DaysField

LIMIT = 10 * 1024 * 1024


def _choices(kind: type[Word], *, empty: str = "") -> list[tuple[str, str]]:
    words = [(one.value, gettext(one.label)) for one in kind]
    return [("", empty), *words] if empty else words


def _count(label: Any, *, most: int, help_text: Any = "", required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, help_text=help_text, required=required)


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=15, decimal_places=0, initial=0)


def _usual(year: Weighing | None) -> dict[str, Any]:
    """What a new course begins with: the year's settings where they are known."""
    if year is None:
        return {"band_span": 2}
    return {"band_span": year.band_span, "field_share": year.field_share}


class CourseForm(forms.Form):
    """All of a course; days abroad count from 1, as people say them."""

    code = forms.CharField(label=gettext_lazy("Mã khoá"), help_text=gettext_lazy("Ví dụ NH-01."), max_length=20)
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    topic = forms.CharField(label=gettext_lazy("Chủ đề"), max_length=240)
    content_group = forms.ChoiceField(label=gettext_lazy("Nhóm nội dung"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    field_share = forms.DecimalField(
        label=gettext_lazy("Tỉ lệ cùng lĩnh vực"), min_value=0, max_value=1, decimal_places=2, initial=Decimal("0.5"),
        help_text=gettext_lazy("0.5 là ít nhất một nửa số người trong đoàn."),
    )  # fmt: skip
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Đối tượng"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn nhóm nào là nhận mọi nhóm."),
    )  # fmt: skip
    host = forms.CharField(label=gettext_lazy("Cơ sở đào tạo"), max_length=160, required=False)
    country = forms.CharField(label=gettext_lazy("Nước"), max_length=80)
    language = forms.ChoiceField(
        label=gettext_lazy("Thứ tiếng"), required=False, help_text=gettext_lazy("Chỉ của chương trình ngoại ngữ.")
    )
    interpreted = forms.BooleanField(label=gettext_lazy("Có phiên dịch"), required=False)
    seats_min = _count(gettext_lazy("Số chỗ ít nhất"), most=500)
    seats_max = _count(gettext_lazy("Số chỗ nhiều nhất"), most=500)
    band_low = _count(gettext_lazy("Bậc thấp nhất"), most=5)
    band_high = _count(gettext_lazy("Bậc cao nhất"), most=5)
    band_span = _count(
        gettext_lazy("Độ rộng bậc trong đoàn"), most=5, help_text=gettext_lazy("2: chênh nhau nhiều nhất một bậc.")
    )
    days = _count(gettext_lazy("Số ngày"), most=366)
    abroad_first = _count(
        gettext_lazy("Ở nước ngoài từ ngày thứ"), most=366, required=False, help_text=gettext_lazy("Trống: ngày đầu.")
    )
    abroad_last = _count(
        gettext_lazy("Ở nước ngoài đến ngày thứ"), most=366, required=False, help_text=gettext_lazy("Trống: ngày cuối.")
    )
    cost_fixed = _money(gettext_lazy("Chi phí cố định của đoàn (đồng)"))
    cost_per_head = _money(gettext_lazy("Chi phí một người (đồng)"))
    starts = DaysField(
        label=gettext_lazy("Các ngày khai giảng dự kiến"),
        help_text=gettext_lazy("Bộ lập kế hoạch chọn một trong các ngày này. Để trống ô nào là bỏ ngày đó."),
        error_messages={"required": gettext_lazy("Chưa có ngày khai giảng dự kiến nào.")},
    )

    def __init__(self, *args: Any, offer: Offer | None = None, usual: Weighing | None = None, **kwargs: Any) -> None:
        if offer is not None:
            row = as_row(offer)
            money = {name: int(row[name]) for name in ("cost_fixed", "cost_per_head")}
            kwargs["initial"] = {**row, **money, "audiences": list(row["audiences"])}
        else:
            kwargs["initial"] = {"band_low": 1, "band_high": 5, "programme": Programme.SHORT.value} | _usual(usual)
        super().__init__(*args, **kwargs)
        choices = {
            "programme": _choices(Programme),
            "content_group": _choices(ContentGroup, empty=gettext("Chưa xếp nhóm")),
            "field": _choices(Field, empty=gettext("Mọi lĩnh vực")),
            "language": _choices(Language, empty=gettext("Không phải khoá ngoại ngữ")),
            "audiences": [(one.value, f"{one.value}: {gettext(one.label)}") for one in Audience],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a ChoiceField

    def values(self) -> dict[str, Any]:
        """The arguments of ``stages.courses.put``, without the first days."""
        data = dict(self.cleaned_data)
        data.pop("starts")
        first, last = data.pop("abroad_first") or 1, data.pop("abroad_last") or data["days"]
        return {**data, "audiences": "".join(sorted(data["audiences"])), "abroad_from": first - 1, "abroad_to": last}


class SheetForm(forms.Form):
    """A workbook of courses."""

    sheet = forms.FileField(
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào. Chọn bảng tính các khoá, ví dụ tệp mẫu đã điền."),
            "empty": gettext_lazy("Tệp rỗng. Kiểm tra lại tệp rồi chọn lại."),
        }
    )

    def clean_sheet(self) -> Any:
        """The file, within the limit."""
        given = self.cleaned_data["sheet"]
        if given.size > LIMIT:
            raise forms.ValidationError(gettext("Tệp lớn quá mức nhận (10 MB). Chỉ để lại bảng khoá rồi lưu lại."))
        return given

    @property
    def wrong(self) -> str:
        """What is wrong with the upload, in words."""
        return " ".join(str(error) for error in self["sheet"].errors)
