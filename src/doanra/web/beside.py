"""A form whose thing somebody else changed meanwhile: it says who and when, and beside each field what is saved now.

The page gives the template ``stood``, how the thing stands (`stages.seeing.mark`); the form sends it back. Nothing that
was typed is lost: what is sent again is written over the other's, knowingly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from doanra.terms.refusal import Stale
from doanra.web.refusals import told_in
from doanra.web.templatetags.doanra import vndate

_STALE = "stale"


def stood(request: HttpRequest) -> str | None:
    """How the thing stood when the form was drawn; None for a form that does not say."""
    return request.POST.get("stood")


@contextmanager
def told_beside(form: BaseForm) -> Iterator[None]:
    """What is refused within is said in the form (`told_in`); a change by somebody else also field by field.

    The form's initial values must be those that are saved now.
    """
    with told_in(form):
        try:
            yield
        except Stale as stale:
            form.add_error(None, ValidationError(str(stale), code=_STALE))
            for name in form.changed_data:
                if not form[name].is_hidden:
                    form.add_error(name, _("Đang lưu là “%(value)s”.") % {"value": _saved(form, name)})


def status_of(form: BaseForm) -> int:
    """HTTP 409 for a form that came too late, 400 for one with faults, else 200."""
    if not form.errors:
        return 200
    return 409 if form.has_error("__all__", _STALE) else 400


def _saved(form: BaseForm, name: str) -> str:
    field: Any = form.fields[name]
    value = form.get_initial_for_field(field, name)
    many = value if isinstance(value, list | tuple) else [value]
    labels = {str(key): str(said) for key, said in getattr(field, "choices", ()) if not isinstance(said, list | tuple)}
    return "; ".join(_said(one, labels) for one in many) or _("để trống")


def _said(value: Any, labels: dict[str, str]) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return str(vndate(value))
    return "" if value is None else labels.get(str(value), str(value))
