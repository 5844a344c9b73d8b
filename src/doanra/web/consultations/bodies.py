"""The bodies that may be asked: who they are, what each is asked about and shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doanra.records.models import AppraisingBody
from doanra.records.queries import consultations as queries
from doanra.records.queries.asked_fields import FIELDS, USUAL
from doanra.stages import seeing
from doanra.stages.consultations import bodies
from doanra.web.asking import Request, asks, found
from doanra.web.beside import status_of, stood, told_beside
from doanra.web.consultations.forms import BodyForm
from doanra.web.frame import today
from doanra.web.refusals import told_in


def _of(body: int) -> AppraisingBody:
    one: AppraisingBody = found(AppraisingBody.objects.all(), what="cơ quan", pk=body)
    return one


@require_GET
@asks("bodies.see")
def index(request: Request) -> HttpResponse:
    """All of them, those asked no more at the end."""
    every = queries.bodies(retired=True)
    every.sort(key=lambda body: (body.retired_on is not None, body.order, body.pk))
    rows = [(body, [_(FIELDS[name]) for name in body.sees if name in FIELDS]) for body in every]
    return render(request, "consultations/bodies.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@asks("bodies.change")
def add(request: Request) -> HttpResponse:
    """A new body."""
    form = BodyForm(request.POST or None, initial={"sees": list(USUAL)})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            body = bodies.add(values=form.values(), by=request.user)
            messages.success(request, _("Đã thêm %(who)s.") % {"who": body.short})
            return redirect("web:bodies")
    return _page(request, form, body=None)


@require_http_methods(["GET", "POST"])
@asks("bodies.change")
def change(request: Request, body: int) -> HttpResponse:
    """Changes one."""
    one = _of(body)
    stands = {name: getattr(one, name) for name in bodies.EDITABLE}
    form = BodyForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        with told_beside(form):
            bodies.change(one, values=form.values(), by=request.user, seen=stood(request))
            messages.success(request, _("Đã lưu %(who)s.") % {"who": one.short})
            return redirect("web:bodies")
    return _page(request, form, body=one)


def _page(request: Request, form: BodyForm, *, body: AppraisingBody | None) -> HttpResponse:
    context = {"form": form, "body": body, "stood": seeing.mark(body) if body else ""}
    return render(request, "consultations/body.html", context, status=status_of(form))


@require_POST
@asks("bodies.change")
def retire(request: Request, body: int) -> HttpResponse:
    """Asks it no more."""
    one = _of(body)
    bodies.retire(one, by=request.user, on=today())
    messages.success(request, _("Từ nay không hỏi %(who)s nữa; ý kiến đã có còn nguyên.") % {"who": one.short})
    return redirect("web:bodies")


@require_POST
@asks("bodies.change")
def restore(request: Request, body: int) -> HttpResponse:
    """Asks it again."""
    one = _of(body)
    bodies.restore(one, by=request.user)
    messages.success(request, _("%(who)s lại được hỏi.") % {"who": one.short})
    return redirect("web:bodies")
