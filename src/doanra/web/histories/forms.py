"""What is handed in: a workbook of old records, and the reason for taking one back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

ACCEPT = ".xlsx,.xlsm,.xls,.ods,.csv"
LIMIT_MB = 20


class SheetForm(forms.Form):
    """One workbook."""

    sheet = forms.FileField(
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp. Chọn bảng quá trình bồi dưỡng."),
            "empty": gettext_lazy("Tệp trống. Tải tệp mẫu, điền rồi gửi lại."),
        }
    )

    @property
    def wrong(self) -> str:
        """What is wrong with the upload, in words."""
        return " ".join(str(error) for error in self["sheet"].errors)

    def clean_sheet(self) -> object:
        """A workbook within the limit."""
        given = self.cleaned_data["sheet"]
        if given.size > LIMIT_MB * 1024 * 1024:
            say = gettext_lazy("Tệp nặng quá %(limit)d MB. Chia thành nhiều tệp.") % {"limit": LIMIT_MB}
            raise forms.ValidationError(say)
        return given


class UndoForm(forms.Form):
    """Why the records are taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hoàn tác"),
        max_length=300,
        error_messages={"required": gettext_lazy("Chưa ghi lý do hoàn tác.")},
    )
