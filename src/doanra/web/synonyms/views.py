"""The heads of columns that the reading knows: the office's own words, what corrections suggest, the shipped ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import HeaderWord
from doanra.stages import synonyms
from doanra.terms.names import fold
from doanra.terms.refusal import NotAllowed, Refused
from doanra.web.asking import Request, asks, found, text_asked
from doanra.web.nominations.mapping_sheets import meanings
from doanra.web.templatetags.columns import meaning_label


class WordForm(forms.Form):
    """A head and what its column means."""

    header = forms.CharField(
        label=gettext_lazy("Tiêu đề cột"),
        help_text=gettext_lazy("Ghi như trong tệp, ví dụ “Nhiệm sở”. Hoa, thường, dấu không quan trọng."),
        max_length=400,
        error_messages={"required": gettext_lazy("Chưa ghi tiêu đề cột.")},
    )
    meaning = forms.ChoiceField(
        label=gettext_lazy("Nghĩa là"), error_messages={"required": gettext_lazy("Chưa chọn nghĩa.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chọn nghĩa")), (synonyms.IGNORED, meaning_label(synonyms.IGNORED)), *meanings()]
        self.fields["meaning"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


@require_http_methods(["GET", "POST"])
@asks("synonyms.see")
def index(request: Request) -> HttpResponse:
    """The table; the office adds to it."""
    form = WordForm(request.POST or None)
    if request.method == "POST":
        access.require(request.user.duty, "synonyms.change")
        if form.is_valid() and _added(request, form):
            return redirect("web:synonyms")
    asked = text_asked(request)
    context = {
        "form": form,
        "asked": asked,
        "words": HeaderWord.objects.select_related("added_by"),
        "suggestions": synonyms.suggestions(),
        "shipped": _shipped(asked),
        "ignored": synonyms.IGNORED,
    }
    return render(request, "synonyms/index.html", context, status=400 if form.errors else 200)


def _added(request: Request, form: WordForm) -> bool:
    """Whether the word was added; what refuses it is put on the form."""
    try:
        word = synonyms.add(**form.cleaned_data, by=request.user)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error("header", f"{refusal.message} {refusal.remedy}".strip())
        return False
    say = _("Từ nay cột “%(header)s” của mọi đơn vị được hiểu là: %(meaning)s.")
    messages.success(request, say % {"header": word.header, "meaning": meaning_label(word.meaning)})
    return True


def _shipped(asked: str) -> list[tuple[str, list[str]]]:
    """The shipped words that hold what was asked, all without."""
    wanted = fold(asked)
    lines = [
        (meaning_label(meaning), [word for word in words if wanted in fold(word)])
        for meaning, words in synonyms.defaults()
    ]
    return [(label, words) for label, words in lines if words]


@require_POST
@asks("synonyms.change")
def remove(request: Request, word: int) -> HttpResponse:
    """Takes one of the office's own words back."""
    one: HeaderWord = found(HeaderWord.objects.all(), what="tiêu đề cột", pk=word)
    synonyms.remove(one, by=request.user)
    messages.info(request, _("Đã bỏ “%(header)s”. Tệp đang xem trước giữ như đã đọc.") % {"header": one.header})
    return redirect("web:synonyms")
