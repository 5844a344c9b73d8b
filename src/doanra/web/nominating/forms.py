"""The forms around drafts: the letter, a file, late requests, withdrawing, the rules of the year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy


def day_field(label: Any, *, must: bool = True, help: Any = "") -> forms.DateField:
    """A day, by the browser's calendar or as people write it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    formats = ["%Y-%m-%d", "%d/%m/%Y"]
    return forms.DateField(label=label, widget=widget, input_formats=formats, required=must, help_text=help)


class ScanField(forms.FileField):
    """A scan; what it is, is told by its content and not by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}), **kwargs)


class LetterForm(forms.Form):
    """The letter by which the drafts are sent."""

    number = forms.CharField(
        label=gettext_lazy("Số công văn"), max_length=80, help_text=gettext_lazy("Ví dụ 125-CV/TU.")
    )
    day = day_field(gettext_lazy("Ngày công văn"))
    scan = ScanField(
        label=gettext_lazy("Bản quét công văn"), help_text=gettext_lazy("PDF, JPG hoặc PNG, nhiều nhất 15 MB.")
    )


class PaperForm(forms.Form):
    """A file for one of the papers."""

    paper = forms.ChoiceField(label=gettext_lazy("Giấy tờ"))
    file = ScanField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy("PDF, JPG hoặc PNG, nhiều nhất 15 MB. Không gửi tài liệu mật."),
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["paper"]
        choices.choices = papers
        if len(papers) == 1:  # nothing to choose
            choices.widget, choices.initial = forms.HiddenInput(), papers[0][0]


class LateForm(forms.Form):
    """Why a list comes late."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do nộp muộn"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ví dụ: ban thường vụ họp ngày 12/10."),
    )  # fmt: skip
    letter = forms.CharField(
        label=gettext_lazy("Số công văn đề nghị"), max_length=80, required=False,
        help_text=gettext_lazy("Ví dụ 130-CV/TU."),
    )  # fmt: skip


class DayOfYes(forms.DateField):
    """A day that a yes must have, and nothing else: the form asks for it."""

    def validate(self, value: Any) -> None:
        """Empty or a day."""


class DecideForm(forms.Form):
    """The office's answer to a late request."""

    accept = forms.ChoiceField(
        label=gettext_lazy("Quyết định"), widget=forms.RadioSelect,
        choices=(("yes", gettext_lazy("Cho nộp muộn")), ("no", gettext_lazy("Không nhận"))),
    )  # fmt: skip
    until = DayOfYes(
        label=gettext_lazy("Nộp chậm nhất ngày"), input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Chỉ ghi khi cho nộp muộn."),
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("Trả lời đơn vị"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Không nhận thì phải nêu lý do."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A yes has its day, a no its reason."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("accept") == "yes" and not told.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("Ghi ngày nộp chậm nhất."))
        if told.get("accept") == "no" and not told.get("answer"):
            self.add_error("answer", gettext("Ghi lý do không nhận."))
        return told


class WithdrawForm(forms.Form):
    """Why the unit takes its word back, and its letter if the office does it."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: đã chuyển công tác. Lý do sức khoẻ, gia đình chỉ ghi “việc riêng”."),
    )  # fmt: skip
    letter = forms.CharField(
        label=gettext_lazy("Số công văn của đơn vị"), max_length=80, required=False,
        help_text=gettext_lazy("Ví dụ 15-CV/TU."),
    )  # fmt: skip

    def __init__(self, *args: Any, by_unit: bool, undoing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if undoing:
            del self.fields["letter"]
        self.fields["letter" if not (by_unit or undoing) else "reason"].required = True


class PapersLateForm(forms.Form):
    """Why papers of one person come late."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do bổ sung muộn"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ví dụ: bệnh viện trả kết quả khám ngày 12/01."),
    )  # fmt: skip
    letter = forms.CharField(
        label=gettext_lazy("Số công văn đề nghị"), max_length=80, required=False,
        help_text=gettext_lazy("Ví dụ 130-CV/TU."),
    )  # fmt: skip


class RulesForm(forms.Form):
    """Who of a unit sends, and whether the day for papers stops it."""

    clerk_submits = forms.BooleanField(
        label=gettext_lazy("Cán bộ của đơn vị được tự nộp"), required=False,
        help_text=gettext_lazy("Bỏ chọn thì cán bộ chỉ soạn, người duyệt của đơn vị mới nộp."),
    )  # fmt: skip
    papers_limited = forms.BooleanField(
        label=gettext_lazy("Quá hạn giấy tờ thì phải xin mới thêm được tệp"), required=False,
        help_text=gettext_lazy("Bỏ chọn thì hạn nộp giấy tờ chỉ để nhắc, đơn vị vẫn thêm được."),
    )  # fmt: skip
