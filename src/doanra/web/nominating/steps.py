"""The forms of a draft, a page each; what is wrong with an answer is told as it would be of a workbook's row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from doanra.records.models import Call
from doanra.stages.nominating import answers
from doanra.terms.words import Gender, Language, Programme, Severity


def _text(label: Any, *, most: int, must: bool = True, help: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=must, help_text=help, widget=forms.TextInput(attrs=attrs)
    )


class StepForm(forms.Form):
    """Answers of one page. ``seen`` is the version of the draft that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, only: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose()
        if only:
            for name in [name for name in self.fields if name != "seen" and name not in only]:
                del self.fields[name]
            for name, why in only.items():
                if name in self.fields:
                    self.fields[name].help_text = gettext("Văn phòng: %(why)s") % {"why": why}

    def _choose(self) -> None:
        """Fills the lists to choose from, in the reader's language."""

    def told(self) -> dict[str, str]:
        """The answers, without the version."""
        return {name: str(value or "") for name, value in self.cleaned_data.items() if name != "seen"}

    def held_against(self, call: Call, before: dict[str, str]) -> bool:
        """Whether nothing in these answers is an error of a row; what is, is said at its field."""
        for problem in answers.problems({**before, **self.told()}, call=call):
            if problem.severity is Severity.ERROR and problem.field in self.fields:
                self.add_error(problem.field, f"{problem.message} {problem.remedy}".strip())
        return not self.errors


class WhoForm(StepForm):
    """Who is nominated."""

    full_name = _text(
        gettext_lazy("Họ và tên"), most=120, help=gettext_lazy("Đủ họ, tên đệm, tên, có dấu. Ví dụ Nguyễn Thị Hoa.")
    )
    birth_date = _text(
        gettext_lazy("Ngày sinh"), most=20, help=gettext_lazy("Ví dụ 05/08/1975; chỉ biết năm thì ghi 1975.")
    )
    gender = forms.ChoiceField(label=gettext_lazy("Giới tính"), widget=forms.RadioSelect)
    id_number = _text(
        gettext_lazy("Số định danh cá nhân"), most=20, must=False, inputmode="numeric",
        help=gettext_lazy("12 chữ số. Nhờ đó hệ thống nhận ra người đã có hồ sơ."),
    )  # fmt: skip
    party_joined = _text(
        gettext_lazy("Ngày vào Đảng"), most=20, must=False, help=gettext_lazy("Ví dụ 03/02/2001.")
    )  # fmt: skip
    phone = _text(gettext_lazy("Điện thoại"), most=40, must=False, inputmode="tel")
    email = _text(gettext_lazy("Thư điện tử"), most=120, must=False, inputmode="email")

    def _choose(self) -> None:
        field: Any = self.fields["gender"]
        field.choices = [(one.value, gettext(one.label)) for one in Gender]


class PostForm(StepForm):
    """What the nominee is, and where."""

    position = forms.CharField(
        label=gettext_lazy("Chức vụ"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Đủ chức vụ Đảng và chính quyền, ví dụ: Tỉnh uỷ viên, Giám đốc Sở Tài chính."),
    )  # fmt: skip
    workplace = _text(
        gettext_lazy("Đơn vị công tác"), most=300, must=False, help=gettext_lazy("Cơ quan nơi đang làm việc.")
    )


class LanguageField(forms.ChoiceField):
    """Asked of a language course, and there it must be chosen: the form says so, not the field."""

    def validate(self, value: Any) -> None:
        """What is chosen is one of the list."""
        if value:
            super().validate(value)


class CourseForm(StepForm):
    """For which programme, and how urgently."""

    programme = forms.ChoiceField(label=gettext_lazy("Chương trình đăng ký"), widget=forms.RadioSelect)
    language = LanguageField(
        label=gettext_lazy("Ngoại ngữ đăng ký học"),
        help_text=gettext_lazy("Chỉ chọn khi đăng ký chương trình ngoại ngữ."),
    )
    priority = forms.IntegerField(
        label=gettext_lazy("Thứ tự ưu tiên"), min_value=1, max_value=9999,
        help_text=gettext_lazy("1 là người đơn vị ưu tiên nhất trong chương trình này."),
    )  # fmt: skip

    def _choose(self) -> None:
        fields: Any = self.fields
        fields["programme"].choices = [(one.value, gettext(one.label)) for one in Programme]
        none = ("", gettext("Không học ngoại ngữ"))
        fields["language"].choices = [none, *((one.value, gettext(one.label)) for one in Language)]

    def clean(self) -> dict[str, Any]:
        """A language course is of a language, and no other is."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "programme" not in self.fields or "language" not in self.fields:
            return told
        if told.get("programme") == Programme.LANGUAGE.value and not told.get("language"):
            self.add_error("language", gettext("Chọn ngoại ngữ sẽ học."))
        if told.get("programme") and told["programme"] != Programme.LANGUAGE.value:
            told["language"] = ""
        return told


class RecordForm(StepForm):
    """What the unit says of the work of the last year."""

    evaluation = forms.ChoiceField(
        label=gettext_lazy("Đánh giá, xếp loại năm gần nhất"), required=False,
        help_text=gettext_lazy("Kết quả xếp loại đã công nhận."),
    )  # fmt: skip
    discipline = forms.ChoiceField(
        label=gettext_lazy("Kỷ luật"), required=False, help_text=gettext_lazy("Không có thì chọn “Không”.")
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Điều văn phòng cần biết thêm. Không ghi nội dung mật."),
    )  # fmt: skip

    def _choose(self) -> None:
        fields: Any = self.fields
        unsaid = ("", gettext("Chưa ghi"))
        for name, words in (("evaluation", answers.RATINGS), ("discipline", answers.DISCIPLINE)):
            fields[name].choices = [unsaid, *((one, gettext(one)) for one in words)]


FORMS: dict[str, type[StepForm]] = {"who": WhoForm, "post": PostForm, "course": CourseForm, "record": RecordForm}
TITLES = {
    "who": gettext_lazy("Đề cử ai?"),
    "post": gettext_lazy("Người này giữ chức vụ gì?"),
    "course": gettext_lazy("Đề cử cho chương trình nào?"),
    "record": gettext_lazy("Đơn vị đánh giá thế nào?"),
    "papers": gettext_lazy("Giấy tờ kèm theo"),
}
ORDER = (*FORMS, "papers")


def after(step: str) -> str:
    """The next page; "" after the last."""
    place = ORDER.index(step) + 1
    return ORDER[place] if place < len(ORDER) else ""
