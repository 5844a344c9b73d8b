"""What is filled in: whom to freeze, whom to ask, an opinion, a reason, a signed decision, a body."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import AppraisingBody, Eligibility, OpinionOutcome
from doanra.records.queries.asked_fields import FIELDS, kept
from doanra.records.queries.nominations import NOT_APPRAISED
from doanra.stages.consultations.opinions import NOTE_LENGTH, Given
from doanra.stages.consultations.words import REASON_LENGTH
from doanra.terms.words import Programme, Sensitivity
from doanra.web.appraisals.forms import DayInput
from doanra.web.templatetags.doanra import label

_DOCUMENT = gettext_lazy("Ví dụ: 45-CV/BTC.")


def _programmes() -> list[tuple[str, str]]:
    return [(one.value, label(one)) for one in Programme]


class FreezeForm(forms.Form):
    """Whom of the year a list takes in."""

    title = forms.CharField(
        label=gettext_lazy("Tên danh sách"), max_length=200, required=False,
        help_text=gettext_lazy("Để trống thì đặt theo năm. Ví dụ: Danh sách ngắn hạn đợt 1."),
    )  # fmt: skip
    programme = forms.ChoiceField(label=gettext_lazy("Chương trình"), required=False)
    standings = forms.MultipleChoiceField(
        label=gettext_lazy("Lấy ai, theo kết luận thẩm định"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chỉ đề cử đang có hiệu lực; đề cử đã rút không vào danh sách."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"standings": [Eligibility.ELIGIBLE.value, Eligibility.UNKNOWN.value]}
        super().__init__(*args, **kwargs)
        programmes = [("", gettext("Cả ba chương trình")), *_programmes()]
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]  # a ChoiceField
        words = [(one.value, gettext(one.label)) for one in Eligibility]
        self.fields["standings"].choices = [*words, (NOT_APPRAISED, gettext("Chưa thẩm định"))]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Which bodies are asked, until when, by which letter, about whom."""

    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cơ quan"), queryset=AppraisingBody.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label=gettext_lazy("Hạn trả lời"), widget=DayInput)
    document = forms.CharField(
        label=gettext_lazy("Số công văn đề nghị"), max_length=120, required=False,
        help_text=gettext_lazy("Ví dụ: 30-CV/BCĐ."),
    )  # fmt: skip
    programmes = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ hỏi về"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn là hỏi về cả danh sách."),
    )  # fmt: skip

    def __init__(self, *args: Any, unasked: list[AppraisingBody], programmes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [body.pk for body in unasked]
        self.fields["bodies"].queryset = AppraisingBody.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        if len(programmes) < 2:
            del self.fields["programmes"]
        else:
            offered = [pair for pair in _programmes() if pair[0] in programmes]
            self.fields["programmes"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField


class OpinionForm(forms.Form):
    """An opinion on one person or on several: what is said, by which letter, and why. Of vetting there is no why."""

    outcome = forms.ChoiceField(label=gettext_lazy("Ý kiến"), widget=forms.RadioSelect)
    document = forms.CharField(label=gettext_lazy("Số văn bản"), max_length=120, help_text=_DOCUMENT)
    on = forms.DateField(label=gettext_lazy("Ngày văn bản"), widget=DayInput)
    note = forms.CharField(
        label=gettext_lazy("Lý do, hoặc cần bổ sung gì"), max_length=NOTE_LENGTH, required=False,
        help_text=gettext_lazy("Phải ghi khi không đồng ý hoặc cần bổ sung."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, vets: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(one.value, gettext(one.label)) for one in OpinionOutcome]
        self.fields["outcome"].choices = words  # type: ignore[attr-defined]  # a ChoiceField
        if vets:
            del self.fields["note"]

    def given(self, opinion: int, *, seen: int) -> Given:
        """What the verb takes for one person; a note that the form does not have but was sent is handed on."""
        data = self.cleaned_data
        note = data.get("note", "") if "note" in self.fields else str(self.data.get("note", ""))
        return Given(
            opinion=opinion, outcome=data["outcome"], document=data["document"], on=data["on"], note=note, seen=seen
        )


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=REASON_LENGTH)


class AgainForm(ReasonForm):
    """Why a withdrawn request is made again, and until when."""

    due_on = forms.DateField(label=gettext_lazy("Hạn trả lời mới"), widget=DayInput)
    document = forms.CharField(label=gettext_lazy("Số công văn"), max_length=120, required=False)


class DecisionForm(forms.Form):
    """A signed decision."""

    document = forms.CharField(
        label=gettext_lazy("Số, ký hiệu quyết định"), max_length=120, help_text=gettext_lazy("Ví dụ: 21-TB/BCĐ.")
    )
    on = forms.DateField(label=gettext_lazy("Ngày ban hành"), widget=DayInput)
    signer = forms.CharField(
        label=gettext_lazy("Người ký"), max_length=160, help_text=gettext_lazy("Ví dụ: Phó Trưởng Ban Chỉ đạo.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def decision(self, *, today: date) -> dict[str, Any]:
        """What the verbs take of it."""
        names = ("document", "on", "signer", "seen")
        return {**{name: self.cleaned_data[name] for name in names}, "today": today}


class AmendForm(DecisionForm):
    """A decision that changes an approved list, and why."""

    reason = forms.CharField(label=gettext_lazy("Lý do thay đổi"), max_length=REASON_LENGTH)
    field_order = ("reason", "document", "on", "signer", "seen")


class BodyForm(forms.Form):
    """What a body is called, asked about and shown."""

    name = forms.CharField(label=gettext_lazy("Tên cơ quan"), max_length=200)
    short = forms.CharField(
        label=gettext_lazy("Tên gọn"), max_length=80, help_text=gettext_lazy("Đứng ở đầu cột, ví dụ: Bộ Tài chính.")
    )
    asked_about = forms.CharField(
        label=gettext_lazy("Hỏi về điều gì"), max_length=300, required=False,
        help_text=gettext_lazy("Đứng trong công văn sau chữ “cho ý kiến”, ví dụ: về tiêu chuẩn, điều kiện."),
    )  # fmt: skip
    order = forms.IntegerField(label=gettext_lazy("Thứ tự cột"), min_value=0, max_value=999, required=False)
    vets = forms.BooleanField(
        label=gettext_lazy("Thẩm tra chính trị nội bộ"), required=False,
        help_text=gettext_lazy("Chỉ giữ kết quả, ngày và số văn bản; chỉ người được giao mới xem."),
    )  # fmt: skip
    sees = forms.MultipleChoiceField(
        label=gettext_lazy("Được xem những gì, ngoài họ tên"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chỉ chọn điều cần cho việc cho ý kiến; công văn và bảng tính cũng theo lựa chọn này."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sees"].choices = [(name, _field(name)) for name in FIELDS]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the verbs take; an order left empty is left as it is."""
        data = dict(self.cleaned_data)
        if data["order"] is None:
            del data["order"]
        return data


def _field(name: str) -> str:
    said = gettext(FIELDS[name])
    if kept(name) is not Sensitivity.SENSITIVE:
        return said
    return gettext("%(field)s (nhạy cảm)") % {"field": said}
