"""What the office does with a list: asks bodies, reminds them, withdraws and asks again, drops and opens again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.records.queries import consultations as queries
from doanra.stages.consultations import asking, freezing, letters
from doanra.terms.refusal import Refused
from doanra.web.asking import Request, asks
from doanra.web.consultations.forms import AgainForm, AskForm, ReasonForm
from doanra.web.consultations.scope import list_of, request_of
from doanra.web.frame import today
from doanra.web.nominations.answers import attached
from doanra.web.refusals import told_in

_TERM = timedelta(days=14)


@require_http_methods(["GET", "POST"])
@asks("consultations.make")
def ask(request: Request, year: int, consultation: int) -> HttpResponse:
    """Puts the list before bodies."""
    one = list_of(year, consultation)
    unasked = queries.unasked(one, among=queries.bodies())
    programmes = sorted(set(one.people.order_by().values_list("programme", flat=True)))
    form = AskForm(
        request.POST or None, unasked=unasked, programmes=programmes, initial={"due_on": today() + _TERM}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = asking.ask(
                one, by=request.user, on=today(), bodies=list(form.cleaned_data["bodies"]),
                due_on=form.cleaned_data["due_on"], document=form.cleaned_data["document"],
                programmes=form.cleaned_data.get("programmes", ()),
            )  # fmt: skip
            names = ", ".join(each.body.short for each in made)
            messages.success(request, _("Đã hỏi %(who)s. Tải công văn của từng cơ quan ở bảng dưới.") % {"who": names})
            return redirect("web:consultations_list", year, consultation)
    context = {"call": one.call, "list": one, "form": form, "unasked": unasked, "people": one.people.count()}
    return render(request, "consultations/ask.html", context, status=400 if form.errors else 200)


@require_GET
@asks("consultations.answer")
def letter(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """The letter that asks the body."""
    return attached(letters.letter(request_of(request, year, consultation, body), by=request.user, on=today()))


@require_POST
@asks("consultations.make")
def remind(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """Notes a reminder and gives its letter."""
    return attached(letters.remind(request_of(request, year, consultation, body), by=request.user, on=today()))


@require_POST
@asks("consultations.make")
def withdraw(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """Asks the body no more about this list."""
    one = request_of(request, year, consultation, body)

    def act(form: ReasonForm) -> str:
        asking.withdraw(one, reason=form.cleaned_data["reason"], by=request.user)
        return _("Đã rút yêu cầu gửi %(who)s; ý kiến đã nhận còn nguyên.") % {"who": one.body.short}

    return _undone(request, year, consultation, form=ReasonForm(request.POST), act=act)


@require_POST
@asks("consultations.make")
def again(request: Request, year: int, consultation: int, body: int) -> HttpResponse:
    """Asks a body again."""
    one = request_of(request, year, consultation, body)

    def act(form: ReasonForm) -> str:
        asking.ask_again(one, by=request.user, on=today(), **form.cleaned_data)
        return _("Đã hỏi lại %(who)s.") % {"who": one.body.short}

    return _undone(request, year, consultation, form=AgainForm(request.POST), act=act)


@require_POST
@asks("consultations.make")
def drop(request: Request, year: int, consultation: int) -> HttpResponse:
    """Uses the list no more."""
    one = list_of(year, consultation)

    def act(form: ReasonForm) -> str:
        freezing.drop(one, reason=form.cleaned_data["reason"], by=request.user)
        return _("Đã bỏ danh sách; mở lại được bất cứ lúc nào.")

    return _undone(request, year, consultation, form=ReasonForm(request.POST), act=act)


@require_POST
@asks("consultations.make")
def reopen(request: Request, year: int, consultation: int) -> HttpResponse:
    """Asks about an approved or dropped list again."""
    one = list_of(year, consultation)

    def act(form: ReasonForm) -> str:
        freezing.reopen(one, reason=form.cleaned_data["reason"], by=request.user)
        return _("Đã mở lại danh sách.")

    return _undone(request, year, consultation, form=ReasonForm(request.POST), act=act)


def _undone(
    request: Request, year: int, consultation: int, *, form: ReasonForm, act: Callable[[ReasonForm], str]
) -> HttpResponse:
    """Back to the list with what was done; what is wrong with the form is said on a page of its own."""
    if not form.is_valid():
        wrong = "; ".join(f"{form[name].label}: {' '.join(map(str, form[name].errors))}" for name in form.errors)
        raise Refused("reason_wrong", wrong, remedy=_("Quay lại trang trước: phần vừa gõ vẫn còn, sửa rồi gửi lại."))
    messages.success(request, act(form))
    return redirect("web:consultations_list", year, consultation)
