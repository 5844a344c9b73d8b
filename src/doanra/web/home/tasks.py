"""What waits for the office in an open year: computed from the records, worded with the verb first, by its date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doanra.planner.judge import judge
from doanra.records.models import Call, CallState, Plan
from doanra.records.queries import people_pairs, waiting
from doanra.records.queries.calls import Answers
from doanra.records.queries.year import Year
from doanra.stages.plans import drafts
from doanra.terms.words import Programme
from doanra.web.drawings.figures import figure
from doanra.web.frame import address
from doanra.web.plans.sentences import plan_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: a sentence with the verb first, where it is done, what it is about, by when (None: no date).

    ``left`` says the days to the date in words, once the tasks are grouped.
    """

    say: str
    url: str
    note: str = ""
    due: date | None = None
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks of one time; ``name`` is late, today, week, later or none."""

    name: str
    tasks: tuple[Task, ...]


def office_tasks(year: Year, answers: Answers, *, courses: int, targets: Mapping[Programme, int]) -> list[Task]:
    """Everything that waits in this year; nothing once the year is closed."""
    if year.call.state == CallState.CLOSED.value:
        return []
    return [
        *_of_units(year.call, answers),
        *_of_files(year.call),
        *_of_people(year),
        *_of_doubles(),
        *_of_settings(year.call, courses=courses, targets=targets),
        *_of_plans(year, courses=courses),
        *_of_delegations(year),
    ]


def grouped(tasks: list[Task], *, on: date) -> list[TaskGroup]:
    """The tasks by time, the most pressing first; a week ends on Sunday. Groups without a task are left out."""
    sunday = on + timedelta(days=6 - on.weekday())

    def name(task: Task) -> str:
        if task.due is None:
            return "none"
        if task.due <= on:
            return "late" if task.due < on else "today"
        return "week" if task.due <= sunday else "later"

    ordered = sorted(tasks, key=lambda task: task.due or date.max)
    groups = (
        (one, tuple(replace(task, left=_left(task.due, on=on)) for task in ordered if name(task) == one))
        for one in _TIMES
    )
    return [TaskGroup(name=one, tasks=own) for one, own in groups if own]


def _left(due: date | None, *, on: date) -> str:
    if due is None:
        return ""
    days = (due - on).days
    if days < 0:
        return ngettext("quá %(n)s ngày", "quá %(n)s ngày", -days) % {"n": figure(-days)}
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", days) % {"n": figure(days)} if days else _("hôm nay")


_TIMES = ("late", "today", "week", "later", "none")


def _of_units(call: Call, answers: Answers) -> Iterator[Task]:
    silent = answers.silent
    if not silent:
        return
    n = len(silent)
    say = ngettext("Nhắc %(n)s đơn vị chưa trả lời", "Nhắc %(n)s đơn vị chưa trả lời", n)
    never = sum(not one.invitation.reminders for one in silent)
    note = ngettext("%(n)s đơn vị chưa được nhắc lần nào", "%(n)s đơn vị chưa được nhắc lần nào", never)
    yield Task(
        say=say % {"n": figure(n)},
        url=address("web:calls", call.year) + "?answered=no#invited",
        note=note % {"n": figure(never)} if never else _("Đơn vị nào cũng đã được nhắc"),
        due=call.closes_on,
    )


def _of_files(call: Call) -> Iterator[Task]:
    files = waiting.files(call)
    if files.waiting:
        say = ngettext("Xem và nhận %(n)s tệp đang chờ", "Xem và nhận %(n)s tệp đang chờ", files.waiting)
        note = _("Chưa có gì được lưu")
        if files.without_unit:
            note = _("%(n)s tệp chưa rõ của đơn vị nào") % {"n": figure(files.without_unit)}
        yield Task(say=say % {"n": figure(files.waiting)}, url=address("web:nominations_files", call.year), note=note)
    if files.to_answer:
        n = files.rows_to_answer
        say = ngettext("Trả lời về %(n)s dòng bị trả lại", "Trả lời về %(n)s dòng bị trả lại", n)
        note = ngettext("%(n)s đơn vị chưa gửi tệp sửa", "%(n)s đơn vị chưa gửi tệp sửa", files.units_to_answer)
        url = address("web:nominations_files", call.year)
        if files.to_answer == 1 and files.one_to_answer:
            url = address("web:nominations_file", call.year, files.one_to_answer)
        yield Task(say=say % {"n": figure(n)}, url=url, note=note % {"n": figure(files.units_to_answer)})


def _of_people(year: Year) -> Iterator[Task]:
    if year.unread:
        say = ngettext("Đọc %(n)s chức vụ chưa rõ", "Đọc %(n)s chức vụ chưa rõ", year.unread)
        yield Task(
            say=say % {"n": figure(year.unread)},
            url=address("web:posts_unknown", year.call.year),
            note=_("Thêm vào bảng chức danh, rồi đọc lại cả năm"),
        )
    if n := year.total("unjudged"):
        say = ngettext("Thẩm định %(n)s đề cử chưa xét", "Thẩm định %(n)s đề cử chưa xét", n)
        yield Task(say=say % {"n": figure(n)}, url=address("web:appraisals", year.call.year))


def _of_doubles() -> Iterator[Task]:
    if n := people_pairs.waiting():
        say = ngettext("Xem %(n)s cặp hồ sơ nghi trùng", "Xem %(n)s cặp hồ sơ nghi trùng", n)
        yield Task(say=say % {"n": figure(n)}, url=address("web:people"), note=_("Không cặp nào tự gộp"))


def _of_settings(call: Call, *, courses: int, targets: Mapping[Programme, int]) -> Iterator[Task]:
    if not sum(targets.values()):
        yield Task(
            say=_("Đặt chỉ tiêu của năm"),
            url=address("web:calls_settings", call.year),
            note=_("Kết luận 39-KL/TW không đặt chỉ tiêu cho năm này"),
        )
    if not courses:
        yield Task(
            say=_("Nhập các khoá của năm"),
            url=address("web:courses", call.year),
            note=_("Bộ lập kế hoạch chọn trong danh mục này"),
        )


def _of_plans(year: Year, *, courses: int) -> Iterator[Task]:
    call, run = year.call, waiting.newest_run(year.call)
    board = address("web:plans", call.year)
    if waiting.unfinished(run):
        yield Task(say=_("Tính lại kế hoạch: lần trước không xong"), url=board, note=run.message if run else "")
    elif year.plan is None and run is None and courses and year.total("nominated"):
        note = _("%(people)s đề cử, %(courses)s khoá để chọn")
        figures = {"people": figure(year.total("nominated")), "courses": figure(courses)}
        yield Task(say=_("Chạy bộ lập kế hoạch"), url=board, note=note % figures)
    draft = waiting.newest_draft(year)
    if draft:
        yield _draft(draft)
    if year.plan:
        yield from _seated(year.plan, url=address("web:plans_board", call.year, year.plan.pk))


def _draft(draft: Plan) -> Task:
    year = draft.call.year
    blocks = len(judge(drafts.problem_of(draft), drafts.as_planned(draft)).errors)
    if not blocks:
        say = _("Xem lại và công bố %(plan)s") % {"plan": plan_name(draft)}
        return Task(say=say, url=address("web:plans_publish", year, draft.pk), note=_("Không còn điều chặn"))
    say = ngettext("Gỡ %(n)s điều chặn của %(plan)s", "Gỡ %(n)s điều chặn của %(plan)s", blocks)
    board = address("web:plans_board", year, draft.pk)
    return Task(
        say=say % {"n": figure(blocks), "plan": plan_name(draft)}, url=board, note=_("Gỡ xong mới công bố được")
    )


def _seated(plan: Plan, *, url: str) -> Iterator[Task]:
    if n := waiting.withdrawn_with_seat(plan):
        say = ngettext("Xếp lại chỗ của %(n)s người đã rút", "Xếp lại chỗ của %(n)s người đã rút", n)
        yield Task(say=say % {"n": figure(n)}, url=url, note=plan_name(plan))
    evidence = waiting.open_evidence(plan)
    if evidence.people:
        n = evidence.people
        say = ngettext(
            "Bổ sung bằng chứng cho %(n)s người còn “chưa rõ”", "Bổ sung bằng chứng cho %(n)s người còn “chưa rõ”", n
        )
        note = _("Đã có chỗ trong %(plan)s; hạn là ngày khai giảng sớm nhất") % {"plan": plan_name(plan)}
        yield Task(
            say=say % {"n": figure(n)},
            url=address("web:appraisals_missing", plan.call.year),
            note=note,
            due=evidence.first_day,
        )


def _of_delegations(year: Year) -> Iterator[Task]:
    headless = [group for group in year.groups if not group.has_head and not group.home]
    if headless:
        n = len(headless)
        say = ngettext("Chọn trưởng đoàn cho %(n)s đoàn", "Chọn trưởng đoàn cho %(n)s đoàn", n)
        yield Task(
            say=say % {"n": figure(n)},
            url=address("web:delegations", year.call.year),
            note=", ".join(group.code for group in headless[:6]),
            due=min(group.first_day for group in headless),
        )
    if year.groups and all(group.home for group in year.groups):
        yield Task(
            say=_("Tổng kết năm %(year)s") % {"year": year.call.year},
            url=address("web:calls_close", year.call.year),
            note=_("Mọi đoàn đã về"),
        )
