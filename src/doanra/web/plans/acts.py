"""What is done to a draft besides moving: pin, name the head, choose a day, run or drop a course, undo, begin anew."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doanra.records.models import Person
from doanra.records.queries import plans as queries
from doanra.stages.plans import changes, publishing
from doanra.terms.refusal import NotFound
from doanra.web.asking import Request, asks
from doanra.web.plans.forms import ActForm, DayForm, HeadForm, PinForm, asked
from doanra.web.plans.scope import one_editor, plan_of, to_board
from doanra.web.plans.sentences import plan_name, step
from doanra.web.templatetags.doanra import vndate


@require_POST
@asks("plans.change")
@one_editor
def pin(request: Request, year: int, plan: int, person: int) -> HttpResponse:
    """Pins a person, or lets them go again."""
    one, given = plan_of(year, plan), asked(PinForm, request.POST)
    changes.pin(one, person=person, pinned=given["pinned"], by=request.user, revision=given["revision"])
    said = _("Đã ghim %(name)s: người này giữ chỗ khi tính lại.") if given["pinned"] else _("Đã bỏ ghim %(name)s.")
    messages.success(request, said % {"name": _name(person)})
    return to_board(request, one, at=person)


@require_POST
@asks("plans.change")
@one_editor
def head(request: Request, year: int, plan: int, code: str) -> HttpResponse:
    """Names the head of a delegation, or takes the name back."""
    one, given = plan_of(year, plan), asked(HeadForm, request.POST)
    changes.name_head(one, course=code, person=given["person"], by=request.user, revision=given["revision"])
    if given["person"]:
        messages.success(request, _("%(name)s dẫn đầu %(course)s.") % {"name": _name(given["person"]), "course": code})
    else:
        messages.info(request, _("%(course)s chưa có người dẫn đầu.") % {"course": code})
    return redirect("web:plans_course", year, plan, code)


@require_POST
@asks("plans.change")
@one_editor
def day(request: Request, year: int, plan: int, code: str) -> HttpResponse:
    """Lets a course begin on another of its proposed days."""
    one, given = plan_of(year, plan), asked(DayForm, request.POST)
    changes.choose_day(one, course=code, first_day=given["first_day"], by=request.user, revision=given["revision"])
    said = _("%(course)s khai giảng ngày %(day)s.") % {"course": code, "day": vndate(given["first_day"])}
    messages.success(request, said)
    return redirect("web:plans_course", year, plan, code)


@require_POST
@asks("plans.change")
@one_editor
def run(request: Request, year: int, plan: int, code: str) -> HttpResponse:
    """Lets an idle course run, still empty."""
    one, given = plan_of(year, plan), asked(DayForm, request.POST)
    course = one.call.courses.filter(code=code).first()
    if course is None:
        raise NotFound("no_course", _("Năm %(year)s không có khoá %(code)s.") % {"year": year, "code": code})
    changes.run_course(one, course=course, first_day=given["first_day"], by=request.user, revision=given["revision"])
    messages.success(request, _("%(course)s chạy, chưa có người: chuyển người vào, hoặc tính lại.") % {"course": code})
    return redirect("web:plans_course", year, plan, code)


@require_POST
@asks("plans.change")
@one_editor
def drop(request: Request, year: int, plan: int, code: str) -> HttpResponse:
    """Takes a course with all its people out of the plan."""
    one, given = plan_of(year, plan), asked(ActForm, request.POST)
    changes.drop_course(one, course=code, by=request.user, revision=given["revision"])
    messages.success(request, _("%(course)s không chạy nữa; người của khoá ở mục chưa xếp.") % {"course": code})
    return to_board(request, one)


@require_POST
@asks("plans.change")
@one_editor
def undo(request: Request, year: int, plan: int) -> HttpResponse:
    """Takes the last step back."""
    one, given = plan_of(year, plan), asked(ActForm, request.POST)
    last = queries.last_change(one)
    verb = changes.undo(one, by=request.user, revision=given["revision"])
    messages.success(request, _("Đã hoàn tác: %(what)s.") % {"what": step(verb)})
    return to_board(request, one, at=last.before.get("person") if last else None)


@require_POST
@asks("plans.change")
def begin_next(request: Request, year: int, plan: int) -> HttpResponse:
    """Opens a new draft that starts from a plan."""
    one = plan_of(year, plan)
    draft = publishing.next_draft(one, by=request.user)
    said = _("Đã mở %(draft)s từ %(plan)s.") % {"draft": plan_name(draft), "plan": plan_name(one)}
    messages.success(request, said)
    return redirect("web:plans_board", year, draft.pk)


def _name(person: int) -> str:
    found = Person.objects.filter(pk=person).first()
    return found.full_name if found else ""
