"""What the page of a file offers to send to its unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from doanra.policy import access
from doanra.records.models import FileState, SourceFile
from doanra.stages.nominations import answering, marking, templates
from doanra.web.asking import Request
from doanra.web.frame import today


class DueForm(forms.Form):
    """By which day the mended list is asked for; empty leaves it to the call."""

    due = forms.DateField(
        label=gettext_lazy("Hạn gửi lại"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Hạn gửi lại không phải là ngày. Ghi như 2026-12-05.")},
    )


def offer(request: Request, file: SourceFile) -> dict[str, Any]:
    """What the page of a file offers as the answer to its unit; empty where there is nothing to answer yet."""
    duty = request.user.duty
    done = file.state in (FileState.SAVED.value, FileState.REFUSED.value)
    if not done or not access.may(duty, "nominations.mark"):
        return {}
    writes = access.may(duty, "nominations.answer") and file.unit is not None
    has_marks = marking.has_marks(file)
    if not writes and not has_marks:
        return {}
    due = answering.due_on(file.call, on=today())
    return {
        "writes": writes,
        "has_marks": has_marks,
        "form": DueForm(initial={"due": due}) if writes else None,
        "absent": templates.absent(file) if access.may(duty, "nominations.change") else [],
    }
