"""What waits for the office in an open year: computed from the records, nothing is a duty because somebody noted it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.planner.judge import judge
from doanra.records.models import Call, CallState, Plan
from doanra.records.queries import waiting
from doanra.records.queries.calls import Answers
from doanra.records.queries.consultation_steps import Step
from doanra.records.queries.waiting import OpenEvidence, Waiting
from doanra.records.queries.year import Year
from doanra.stages.duties.duty import Duty, Matter, count
from doanra.stages.duties.forms import of_forms
from doanra.stages.plans import drafts
from doanra.stages.plans.naming import plan_name
from doanra.terms.words import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRead:
    """A year as read once, for the home page and for the duties that it makes."""

    year: Year
    answers: Answers
    targets: dict[Programme, int]
    waiting: Waiting
    evidence: OpenEvidence
    lists: tuple[Step, ...]


def of_office(read: YearRead) -> Iterator[Duty]:
    """Everything that waits in this year; nothing once it is closed."""
    year, waits = read.year, read.waiting
    if year.call.state == CallState.CLOSED.value:
        return
    yield from _of_units(year.call, read.answers)
    yield from _of_files(year.call, waits)
    yield from of_forms(year.call, waits.forms)
    yield from _of_people(year)
    yield from _of_doubles(waits.pairs)
    yield from _of_consultations(year.call, read.lists)
    yield from _of_settings(year.call, courses=waits.offered_courses, targets=read.targets)
    yield from _of_plans(year, waits)
    if year.plan:
        yield from _seated(year.plan, waits.withdrawn_with_seat, read.evidence)
    yield from _of_delegations(year)


def _of_units(call: Call, answers: Answers) -> Iterator[Duty]:
    if not (n := len(answers.silent)):
        return
    never = sum(not one.invitation.reminders for one in answers.silent)
    say = ngettext("Nhắc %(n)s đơn vị chưa trả lời", "Nhắc %(n)s đơn vị chưa trả lời", n)
    note = ngettext("%(n)s đơn vị chưa được nhắc lần nào", "%(n)s đơn vị chưa được nhắc lần nào", never)
    yield Duty(
        key=f"call:{call.year}:silent",
        matter=Matter.CALL,
        say=say % {"n": count(n)},
        route="calls",
        args=(call.year,),
        query="?answered=no#invited",
        note=note % {"n": count(never)} if never else _("Đơn vị nào cũng đã được nhắc"),
        since=call.opened_on,
        until=call.closes_on,
    )


def _of_files(call: Call, files: Waiting) -> Iterator[Duty]:
    if files.seen_files:
        say = ngettext("Xem và nhận %(n)s tệp đang chờ", "Xem và nhận %(n)s tệp đang chờ", files.seen_files)
        note = _("Chưa có gì được lưu")
        if files.without_unit:
            note = _("%(n)s tệp chưa rõ của đơn vị nào") % {"n": count(files.without_unit)}
        yield Duty(
            key=f"nominations:{call.year}:files",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(files.seen_files)},
            route="nominations_files",
            args=(call.year,),
            note=note,
            since=files.oldest.date() if files.oldest else None,
        )
    if files.to_answer:
        yield _answer(call, files)


def _answer(call: Call, files: Waiting) -> Duty:
    n = files.rows_to_answer
    one = files.one_to_answer if files.to_answer == 1 else None
    say = ngettext("Trả lời về %(n)s dòng bị trả lại", "Trả lời về %(n)s dòng bị trả lại", n)
    note = ngettext("%(n)s đơn vị chưa gửi tệp sửa", "%(n)s đơn vị chưa gửi tệp sửa", files.units_to_answer)
    return Duty(
        key=f"nominations:{call.year}:answers",
        matter=Matter.NOMINATIONS,
        say=say % {"n": count(n)},
        route="nominations_file" if one else "nominations_files",
        args=(call.year, one) if one else (call.year,),
        note=note % {"n": count(files.units_to_answer)},
    )


def _of_people(year: Year) -> Iterator[Duty]:
    if year.unread:
        say = ngettext("Đọc %(n)s chức vụ chưa rõ", "Đọc %(n)s chức vụ chưa rõ", year.unread)
        yield Duty(
            key=f"nominations:{year.call.year}:posts",
            matter=Matter.NOMINATIONS,
            say=say % {"n": count(year.unread)},
            route="posts_unknown",
            args=(year.call.year,),
            note=_("Thêm vào bảng chức danh, rồi đọc lại cả năm"),
        )
    if n := year.total("unjudged"):
        say = ngettext("Thẩm định %(n)s đề cử chưa xét", "Thẩm định %(n)s đề cử chưa xét", n)
        yield Duty(
            key=f"appraisal:{year.call.year}:unjudged",
            matter=Matter.APPRAISAL,
            say=say % {"n": count(n)},
            route="appraisals",
            args=(year.call.year,),
        )


def _of_doubles(n: int) -> Iterator[Duty]:
    if n:
        say = ngettext("Xem %(n)s cặp hồ sơ nghi trùng", "Xem %(n)s cặp hồ sơ nghi trùng", n)
        yield Duty(
            key="people:doubles",
            matter=Matter.PEOPLE,
            say=say % {"n": count(n)},
            route="people",
            note=_("Không cặp nào tự gộp"),
        )


def _of_consultations(call: Call, steps: Iterable[Step]) -> Iterator[Duty]:
    for one in steps:
        if one.step == "await":
            continue
        say, note = _("Hỏi ý kiến các cơ quan về danh sách đã chốt"), one.title
        route, query = "consultations_ask", ""
        if one.step == "approve":
            say, route = _("Trình duyệt danh sách đã đủ ý kiến"), "consultations_approve"
        elif one.step == "chase":
            say, route, query = _("Nhắc %(body)s cho ý kiến") % {"body": one.body}, "consultations_list", "#bodies"
            note = _("%(n)s người chưa có ý kiến") % {"n": count(one.left)}
        yield Duty(
            key=f"consultations:{one.consultation}:{one.step}:{one.body_key or ''}".rstrip(":"),
            matter=Matter.CONSULTATIONS,
            say=say,
            route=route,
            args=(call.year, one.consultation),
            query=query,
            note=note,
            since=one.since,
            until=one.until,
        )


def _of_settings(call: Call, *, courses: int, targets: Mapping[Programme, int]) -> Iterator[Duty]:
    if not sum(targets.values()):
        yield Duty(
            key=f"call:{call.year}:targets",
            matter=Matter.CALL,
            say=_("Đặt chỉ tiêu của năm"),
            route="calls_settings",
            args=(call.year,),
            note=_("Kết luận 39-KL/TW không đặt chỉ tiêu cho năm này"),
            since=call.opened_on,
        )
    if not courses:
        yield Duty(
            key=f"courses:{call.year}:none",
            matter=Matter.COURSES,
            say=_("Nhập các khoá của năm"),
            route="courses",
            args=(call.year,),
            note=_("Bộ lập kế hoạch chọn trong danh mục này"),
            since=call.opened_on,
        )


def _of_plans(year: Year, waits: Waiting) -> Iterator[Duty]:
    call = year.call
    if waits.unfinished:
        yield Duty(
            key=f"plan:{call.year}:again",
            matter=Matter.PLAN,
            say=_("Tính lại kế hoạch: lần trước không xong"),
            route="plans",
            args=(call.year,),
            note=waits.run_message,
            since=waits.run_at.date() if waits.run_at else None,
        )
    elif year.plan is None and not waits.run_state and waits.offered_courses and year.total("nominated"):
        note = _("%(people)s đề cử, %(courses)s khoá để chọn")
        yield Duty(
            key=f"plan:{call.year}:first",
            matter=Matter.PLAN,
            say=_("Chạy bộ lập kế hoạch"),
            route="plans",
            args=(call.year,),
            note=note % {"people": count(year.total("nominated")), "courses": count(waits.offered_courses)},
        )
    if draft := waiting.newest_draft(year):
        yield _draft(draft)


def _draft(draft: Plan) -> Duty:
    year, name = draft.call.year, plan_name(draft)
    blocks = len(judge(drafts.problem_of(draft), drafts.as_planned(draft)).errors)
    say = _("Xem lại và công bố %(plan)s") % {"plan": name}
    if blocks:
        counted = ngettext("Gỡ %(n)s điều chặn của %(plan)s", "Gỡ %(n)s điều chặn của %(plan)s", blocks)
        say = counted % {"n": count(blocks), "plan": name}
    return Duty(
        key=f"plan:{year}:draft:{draft.pk}",
        matter=Matter.PLAN,
        say=say,
        route="plans_board" if blocks else "plans_publish",
        args=(year, draft.pk),
        note=_("Gỡ xong mới công bố được") if blocks else _("Không còn điều chặn"),
        since=draft.created_at.date(),
    )


def _seated(plan: Plan, withdrawn: int, evidence: OpenEvidence) -> Iterator[Duty]:
    year, name = plan.call.year, plan_name(plan)
    if n := withdrawn:
        say = ngettext("Xếp lại chỗ của %(n)s người đã rút", "Xếp lại chỗ của %(n)s người đã rút", n)
        yield Duty(
            key=f"plan:{year}:withdrawn",
            matter=Matter.PLAN,
            say=say % {"n": count(n)},
            route="plans_board",
            args=(year, plan.pk),
            note=name,
        )
    if n := evidence.people:
        say = ngettext(
            "Bổ sung bằng chứng cho %(n)s người còn “chưa rõ”", "Bổ sung bằng chứng cho %(n)s người còn “chưa rõ”", n
        )
        yield Duty(
            key=f"appraisal:{year}:evidence",
            matter=Matter.APPRAISAL,
            say=say % {"n": count(n)},
            route="appraisals_missing",
            args=(year,),
            note=_("Đã có chỗ trong %(plan)s; hạn là ngày khai giảng sớm nhất") % {"plan": name},
            until=evidence.first_day,
        )


def _of_delegations(year: Year) -> Iterator[Duty]:
    headless = [group for group in year.groups if not group.has_head and not group.home]
    if n := len(headless):
        say = ngettext("Chọn trưởng đoàn cho %(n)s đoàn", "Chọn trưởng đoàn cho %(n)s đoàn", n)
        yield Duty(
            key=f"delegations:{year.call.year}:heads",
            matter=Matter.DELEGATIONS,
            say=say % {"n": count(n)},
            route="plans_board" if year.plan else "delegations",
            args=(year.call.year, year.plan.pk) if year.plan else (year.call.year,),
            note=", ".join(group.code for group in headless[:6]),
            until=min(group.first_day for group in headless),
        )
    if year.groups and all(group.home for group in year.groups):
        yield Duty(
            key=f"call:{year.call.year}:close",
            matter=Matter.CALL,
            say=_("Tổng kết năm %(year)s") % {"year": year.call.year},
            route="calls_close",
            args=(year.call.year,),
            note=_("Mọi đoàn đã về"),
        )
