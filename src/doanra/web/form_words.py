"""What a form says is wrong, in our words: what is missing or cannot be read, and an example of how to write it.

Django's own words ("this field is required") are put into ours here, for every form of the product, where a bound
field is drawn; words that a form has of its own stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, Field, ModelChoiceField, fields, widgets
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _

_EXAMPLE = re.compile(r"(?:[Vv]í dụ|[Ff]or example|e\.g\.)[:,]?\s+(.+)", re.DOTALL)
_SHOWN = 40


class SaidField(BoundField):
    """A bound field whose errors are in our words."""

    @property
    def errors(self) -> ErrorList:
        """As Django gives them, said again."""
        found: ErrorList = super().errors
        again = found.copy()
        again.data = [_said(error, self) for error in found.as_data()]
        return again


class Renderer(DjangoTemplates):
    """Django's own drawing of forms, with errors in our words."""

    bound_field_class = SaidField


def _said(error: ValidationError, bound: SaidField) -> Any:
    """The error in our words, or as it is where the form has words of its own for it."""
    code = error.code or ""
    say = _WORDS.get(code)
    if say is None or not hasattr(error, "message") or not _is_djangos(error, bound.field, code):
        return error
    return ValidationError(say(bound, error.params or {}), code=code)


def _is_djangos(error: ValidationError, field: Field, code: str) -> bool:
    """Whether these are the words of Django itself: of its own class of the field, or of a validator."""
    if code not in field.error_messages:
        return code in ("max_length", "min_length", "min_value", "max_value", "invalid")
    owner: Any = next(one for one in type(field).__mro__ if code in vars(one).get("default_error_messages", {}))
    return owner.__module__.startswith("django.") and bool(error.message == owner.default_error_messages[code])


def example(bound: BoundField) -> str:
    """How the field is written, from its own help; "" where the help has no example."""
    found = _EXAMPLE.search(str(bound.help_text or ""))
    if found:
        return _(" Ví dụ %(example)s") % {"example": found[1].strip().rstrip(".") + "."}
    if isinstance(bound.field, fields.DateField):
        return _(" Ví dụ 05/08/2026.")
    if isinstance(bound.field, fields.IntegerField):
        return _(" Ví dụ %(example)s") % {"example": f"{bound.field.min_value or 1}."}
    return ""


def _typed(bound: BoundField) -> str:
    text = " ".join(str(bound.data or "").split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _required(bound: BoundField, params: dict[str, Any]) -> str:
    widget = bound.field.widget
    if isinstance(bound.field, fields.FileField):
        return _("Chưa chọn tệp.") + example(bound)
    if isinstance(widget, widgets.CheckboxInput):
        return _("Chưa đánh dấu mục này.")
    if isinstance(widget, widgets.ChoiceWidget):
        listed = not isinstance(bound.field, ModelChoiceField)  # its rows are not asked for the sake of an example
        first = next((str(label) for value, label in _flat(widget.choices) if value), "") if listed else ""
        return _("Chưa chọn mục nào.") + (_(" Ví dụ %(example)s") % {"example": f"“{first}”."} if first else "")
    return _("Chưa ghi mục này.") + example(bound)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = []
    for value, label in choices:
        rows += label if isinstance(label, list | tuple) else [(value, label)]
    return rows


def _invalid(bound: BoundField, params: dict[str, Any]) -> str:
    typed = {"typed": _typed(bound)}
    if isinstance(bound.field, fields.DateField):
        return _("“%(typed)s” không phải ngày có thật: ghi ngày, tháng, năm.") % typed + example(bound)
    if isinstance(bound.field, fields.EmailField):
        return _("“%(typed)s” không phải địa chỉ thư. Ví dụ an.nguyen@donvi.gov.vn.") % typed
    if isinstance(bound.field, fields.IntegerField | fields.FloatField):
        return _("“%(typed)s” không phải số: chỉ ghi chữ số.") % typed + example(bound)
    return _("Không đọc được “%(typed)s”.") % typed + example(bound)


def _choice(bound: BoundField, params: dict[str, Any]) -> str:
    return _("“%(typed)s” không có trong danh sách: chọn một mục của danh sách.") % {
        "typed": str(params.get("value", _typed(bound)))[:_SHOWN]
    }


def _long(bound: BoundField, params: dict[str, Any]) -> str:
    return _("Dài %(n)s chữ, nhiều nhất %(most)s: ghi ngắn lại.") % {
        "n": params.get("show_value", params.get("length")), "most": params.get("limit_value", params.get("max"))
    }  # fmt: skip


def _short(bound: BoundField, params: dict[str, Any]) -> str:
    return _("Quá ngắn: ít nhất %(least)s chữ.") % {"least": params.get("limit_value")} + example(bound)


def _low(bound: BoundField, params: dict[str, Any]) -> str:
    return _("Nhỏ nhất là %(least)s.") % {"least": params.get("limit_value")}


def _high(bound: BoundField, params: dict[str, Any]) -> str:
    return _("Lớn nhất là %(most)s.") % {"most": params.get("limit_value")}


def _empty_file(bound: BoundField, params: dict[str, Any]) -> str:
    return _("Tệp rỗng, không có gì bên trong: chọn lại tệp.")


def _no_file(bound: BoundField, params: dict[str, Any]) -> str:
    return _("Tệp không tới nơi: chọn lại tệp rồi gửi lần nữa.")


_WORDS: dict[str, Callable[[BoundField, dict[str, Any]], str]] = {
    "required": _required,
    "invalid": lambda bound, params: (
        _no_file(bound, params) if isinstance(bound.field, fields.FileField) else _invalid(bound, params)
    ),
    "invalid_choice": _choice,
    "max_length": _long,
    "min_length": _short,
    "min_value": _low,
    "max_value": _high,
    "empty": _empty_file,
    "missing": _no_file,
}
