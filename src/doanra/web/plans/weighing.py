"""What is weighed when delegations are formed: the strict order, the settings of the year, where each is from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from doanra.policy import access
from doanra.records.models import Call, CallState, HolidayStarts, Weighing
from doanra.records.queries.composition import Composition
from doanra.stages import seeing, weighing
from doanra.web.asking import Request, asks, call_of
from doanra.web.beside import status_of, stood, told_beside
from doanra.web.drawings.figures import figure
from doanra.web.plans.sentences import tier

LIKENESS = gettext_lazy("KL 39-KL/TW ngày 18/7/2022, mục 2.4")
"""Likeness of rank and field: “mỗi đoàn khoảng 15 - 20 cán bộ có vị trí lãnh đạo, quản lý và lĩnh vực công tác tương
đồng ở Trung ương và địa phương” (of short courses)."""
DIVERSITY = gettext_lazy("Kết luận của Phó Trưởng Ban Chỉ đạo tại hội nghị ngày 5/1/2024")
"""Diversity: “bố trí thành phần tham dự lớp bồi dưỡng đa dạng để các học viên tăng cường trao đổi kinh nghiệm, học hỏi
lẫn nhau” (Hoàng Đăng Quang, as reported by xaydungdang.org.vn on 8/1/2024). It does not say of what: units is ours."""
_TIERS = {
    "T1": gettext_lazy("Chỉ tiêu theo KL 39-KL/TW, mục 2.2, hoặc số của năm."),
    "T2": gettext_lazy(
        "Rồi đơn vị dưới 25, 50, 75, 100 phần trăm số chỗ nên có: chỉ tiêu từng chương trình chia theo số người đề cử. "
        "Của văn phòng."
    ),
    "T3": gettext_lazy("Thứ tự trong danh sách của chính đơn vị. Của văn phòng."),
    "T4": gettext_lazy("Đúng lĩnh vực được điểm cao hơn: KL 39-KL/TW, mục 2.4."),
    "T5": gettext_lazy("Thành phần đa dạng: kết luận tại hội nghị ngày 5/1/2024."),
    "T6": gettext_lazy("Chi phí cố định và theo đầu người của các khoá chạy. Của văn phòng."),
}


def _share(label: Any, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, min_value=Decimal(0), max_value=Decimal(100), decimal_places=0, localize=False
    )


class WeighingForm(forms.Form):
    """The settings of a year; shares in percent."""

    band_span = forms.IntegerField(
        label=gettext_lazy("Số bậc chức vụ liền nhau trong một đoàn"), min_value=1, max_value=5,
        help_text=gettext_lazy("Ví dụ 2: chỉ hai bậc liền nhau. Khoá thêm mới bắt đầu với số này."),
    )  # fmt: skip
    field_share = _share(
        gettext_lazy("Phần đúng lĩnh vực của khoá, %"),
        gettext_lazy("Ví dụ 50. Chỉ dùng cho khoá có ghi lĩnh vực."),
    )
    largest_unit = _share(
        gettext_lazy("Đánh dấu khi một đơn vị chiếm quá, %"),
        gettext_lazy("Chỉ để lưu ý trên trang của đoàn, không chặn. Ví dụ 20."),
    )
    holiday_starts = forms.ChoiceField(
        label=gettext_lazy("Ngày khai giảng trùng ngày nghỉ"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Ngày nghỉ của Việt Nam hoặc của nước đến, theo lịch ngày nghỉ của văn phòng."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Văn bản của văn phòng về các số này"), max_length=200, required=False,
        help_text=gettext_lazy("Để trống nghĩa là lệ của văn phòng, chưa có văn bản. Ví dụ 96-CV/BCĐ."),
    )  # fmt: skip
    all_courses = forms.BooleanField(
        label=gettext_lazy("Ghi số bậc và phần đúng lĩnh vực này cho mọi khoá của năm"), required=False
    )

    def __init__(self, *args: Any, row: Weighing, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "band_span": row.band_span,
            "field_share": round(row.field_share * 100),
            "largest_unit": round(row.largest_unit * 100),
            "holiday_starts": row.holiday_starts,
            "source": row.source,
        }
        super().__init__(*args, **kwargs)
        starts: Any = self.fields["holiday_starts"]
        starts.choices = [(one.value, _(one.label)) for one in HolidayStarts]

    def values(self) -> dict[str, Any]:
        """The arguments of ``stages.weighing.put``."""
        given = {name: self.cleaned_data[name] for name in weighing.SETTINGS}
        return given | {name: given[name] / 100 for name in ("field_share", "largest_unit")}


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table: what is weighed, how it stands, what asks for it, who set the figure."""

    name: str
    value: str
    asked_by: str
    figure_by: str


@require_http_methods(["GET", "POST"])
@asks("weighing.see")
def page(request: Request, year: int) -> HttpResponse:
    """The order, the settings with their sources, and for the office the form that changes them."""
    call = call_of(year)
    row = weighing.of(call)
    form = WeighingForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        with told_beside(form):
            weighing.put(
                call, values=form.values(), by=request.user, all_courses=form.cleaned_data["all_courses"],
                seen=stood(request),
            )  # fmt: skip
            messages.success(request, _("Đã lưu. Có hiệu lực từ lần tính sau; phương án đã có giữ nguyên."))
            return redirect("web:plans_weighing", year=year)
    elif form.is_bound:
        access.require(request.user.duty, "weighing.change")
    may = call.state == CallState.OPEN.value and access.may(request.user.duty, "weighing.change")
    context = {
        "call": call,
        "form": form if may else None,
        "tiers": [(tier(name), said) for name, said in _TIERS.items()],
        "settings": _settings(call, row),
        "differing": [
            course
            for course in call.courses.all()
            if weighing.differs(row, course.band_span, course.field_share, course.field)
        ],
        "row": row,
        "stood": seeing.mark(row),
    }
    return render(request, "plans/weighing.html", context, status=status_of(form))


def _settings(call: Call, row: Weighing) -> list[Setting]:
    own = (
        _("%(source)s (của văn phòng)") % {"source": row.source}
        if row.source
        else _("lệ của văn phòng, chưa có văn bản")
    )
    custom = _("lệ của văn phòng, chưa có văn bản")
    span = ngettext("%(count)s bậc liền nhau", "%(count)s bậc liền nhau", row.band_span)
    return [
        Setting(_("Tương đồng về vị trí"), span % {"count": figure(row.band_span)}, str(LIKENESS), own),
        Setting(
            _("Tương đồng về lĩnh vực"),
            _("ít nhất %(share)s%%") % {"share": figure(round(row.field_share * 100))},
            str(LIKENESS),
            own,
        ),
        Setting(
            _("Đa dạng: phần của đơn vị đông nhất"),
            _("đánh dấu khi quá %(share)s%%") % {"share": figure(round(row.largest_unit * 100))},
            str(DIVERSITY),
            own,
        ),
        Setting(
            _("Đa dạng: cặp người cùng đơn vị"), _("càng ít càng tốt, sau bốn điều trên nó"), str(DIVERSITY), custom
        ),
        Setting(
            _("Khoảng xét thứ tự ưu tiên của đơn vị"),
            _("%(count)s người liền trước") % {"count": figure(call.rank_window)},
            "",
            custom,
        ),
        Setting(_("Ngày khai giảng trùng ngày nghỉ"), _(HolidayStarts(row.holiday_starts).label), "", own),
    ]


def shown(mix: Composition, *, call: Call) -> dict[str, Any]:
    """What the part ``plans/composition.html`` needs beside the course."""
    row = weighing.of(call)
    return {
        "mix": mix,
        "weighing": row,
        "crowded": mix.units > 1 and mix.largest_share > float(row.largest_unit),
        "likeness": str(LIKENESS),
        "diversity": str(DIVERSITY),
    }
