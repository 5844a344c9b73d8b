"""The words in the names of bodies that tell a field of work."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from doanra.policy import access
from doanra.records.models import FieldWord
from doanra.records.queries import posts as queries
from doanra.stages import posts
from doanra.web.asking import Request, asks, found, text_asked
from doanra.web.posts.forms import WordForm


@require_http_methods(["GET", "POST"])
@asks("posts.see")
def index(request: Request) -> HttpResponse:
    """All words by field, and the place to add one."""
    access.require(request.user.duty, "posts.see" if request.method == "GET" else "posts.change")
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        word = posts.add_field_word(by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã thêm “%(word)s”.") % {"word": word.pattern})
        return redirect("web:posts_fields")
    asked = text_asked(request)
    context = {"form": form, "words": queries.field_words(asked), "asked": asked, "total": FieldWord.objects.count()}
    return render(request, "posts/fields.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@asks("posts.change")
def change(request: Request, word: int) -> HttpResponse:
    """One word."""
    row: FieldWord = found(FieldWord.objects.all(), what="từ", pk=word)
    form = WordForm(request.POST or None, initial={"pattern": row.pattern, "field": row.field})
    if request.method == "POST" and form.is_valid():
        posts.change_field_word(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã sửa “%(word)s”.") % {"word": row.pattern})
        return redirect("web:posts_fields")
    return render(request, "posts/field.html", {"form": form, "word": row}, status=400 if form.errors else 200)


@require_POST
@asks("posts.change")
def remove(request: Request, word: int) -> HttpResponse:
    """Takes a word out."""
    row: FieldWord = found(FieldWord.objects.all(), what="từ", pk=word)
    posts.remove_field_word(row, by=request.user)
    messages.info(request, _("Đã bỏ “%(word)s”.") % {"word": row.pattern})
    return redirect("web:posts_fields")
