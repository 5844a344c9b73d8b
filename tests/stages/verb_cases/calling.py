"""Verbs on quotas, deadlines, needs and the papers of a dossier."""

from datetime import date

from doanra.documents.quota_sheet import QuotaSheet, render_quota_sheet
from doanra.records.models import DeadlineOf, QuotaCounts, QuotaKind, QuotaMode
from doanra.stages import calls, deadlines, needs, papers_of_call, requirements
from doanra.stages.ledger import Ground, Line
from doanra.stages.quotas import entering, loading, sharing, topping
from doanra.terms.words import Programme
from verb_cases.scene import DAY

GROUND = Ground(document="15-TB/BCĐ", document_on=DAY, on=DAY, reason="thử")
SHORT = Programme.SHORT
PAPER = {"programme": "short", "name": "Bản cam kết", "valid_from": DAY}


def with_quotas(scene):
    """Four of the six seats given to Cao Bằng, nothing yet to others; two seats are few. Once for a scene."""
    if scene.call.quotas != QuotaMode.OFF.value:
        return scene
    entering.open_quotas(
        scene.call, mode=QuotaMode.INFORM, counts=QuotaCounts.NOMINATIONS, few=2, ground=GROUND, by=None
    )
    give(scene, by=None, seats=4)
    return scene


def give(scene, *, by, seats=1):
    line = Line(kind=QuotaKind.ENTITLED, programme=SHORT, seats=seats, given_to=scene.named[0].unit)
    return entering.enter(scene.call, line=line, ground=GROUND, by=by)


def with_people(scene):
    scene.named[1].appraisal.standing = "eligible"
    scene.named[1].appraisal.save()
    return with_quotas(scene)


def with_need(scene):
    scene.need = needs.state(scene.call, unit=scene.named[0].unit, stated=stated(), by=None)
    return scene


def with_paper(scene):
    scene.paper = requirements.add(values=PAPER, by=None)
    return scene


def stated(task="Đàm phán hợp đồng cảng biển"):
    return needs.Stated(programme=SHORT, task=task, gap="Chưa ai làm việc bằng tiếng Anh", people=2)


def book(scene):
    unit = scene.named[2].unit
    sheet = QuotaSheet(year=2027, programmes=(SHORT,), plans=(6,), rows=((unit.slug, unit.short, (1,)),))
    return render_quota_sheet(sheet, on=DAY)


def open_quotas(scene, by):
    return entering.open_quotas(scene.call, mode=QuotaMode.LIMIT, counts=QuotaCounts.SEATS, few=3, ground=GROUND, by=by)


CASES = {
    "calls.answer_none": ("calls.answer_none", None, lambda s, by: calls.answer_none(
        s.call, unit=s.named[0].unit, letter="45-CV/TU", letter_on=DAY, by=by, on=DAY)),
    "papers_of_call.letter": ("calls.letter", None, lambda s, by: papers_of_call.letter(s.call, by=by, on=DAY)),
    "papers_of_call.letters": ("calls.letter", None, lambda s, by: papers_of_call.letters(s.call, by=by, on=DAY)),
    "deadlines.extend": ("deadlines.extend", None, lambda s, by: deadlines.extend(
        s.call, unit=s.named[0].unit, kind=DeadlineOf.UNIT, due_on=date(2027, 1, 20), ground=GROUND, by=by)),
    "quotas.entering.open_quotas": ("quotas.open", None, open_quotas),
    "quotas.entering.enter": ("quotas.enter", with_quotas, lambda s, by: give(s, by=by)),
    "quotas.sharing.share_out": ("quotas.share_out", with_people, lambda s, by: sharing.share_out(
        s.call, programme=SHORT, way=s_way(s), ground=GROUND, by=by)),
    "quotas.loading.load": ("quotas.load", with_quotas, lambda s, by: loading.load(
        s.call, name="a.xlsx", content=book(s), ground=GROUND, by=by)),
    "quotas.topping.top_up": ("quotas.top_up", with_people, lambda s, by: topping.top_up(
        s.call, programme=SHORT, given={s.named[1].unit_id: 1}, ground=GROUND, by=by)),
    "needs.state": ("needs.state", None, lambda s, by: needs.state(
        s.call, unit=s.named[0].unit, stated=stated(), by=by)),
    "needs.change": ("needs.change", with_need, lambda s, by: needs.change(
        s.need, stated=stated("Việc khác"), seen=s.need.version, by=by)),
    "needs.drop": ("needs.drop", with_need, lambda s, by: needs.drop(s.need, by=by)),
    "needs.refer": ("needs.refer", with_need, lambda s, by: needs.refer(s.named[0], needs=[s.need.pk], by=by)),
    "requirements.add": ("requirements.add", None, lambda s, by: requirements.add(values=PAPER, by=by)),
    "requirements.take_over": (
        "requirements.take_over", None, lambda s, by: requirements.take_over(s.call, chosen=["short:cv"], by=by),
    ),
    "requirements.change": ("requirements.change", with_paper, lambda s, by: requirements.change(
        s.paper, values={"name": "Bản cam kết có xác nhận"}, by=by)),
    "requirements.end": ("requirements.end", with_paper, lambda s, by: requirements.end(s.paper, on=DAY, by=by)),
}  # fmt: skip


def s_way(scene):
    """By last year: 2026 has one nomination of Sơn La."""
    import factories  # noqa: PLC0415 - only here

    factories.nomination(scene.empty, unit="p-son-la")
    return sharing.Way.LAST_YEAR
