"""Every verb leaves one trace in its own transaction, and none when it is refused. New verbs must join the walk."""

import importlib
import inspect
import io
import pkgutil
from datetime import date
from functools import cached_property

import factories
import openpyxl
import pytest
from django.db import transaction
from unit_lists import line, workbook

from doanra import stages
from doanra.planner.whatif import SetNumber
from doanra.planner.whatif_file import as_json
from doanra.records.models import (
    AbsenceAnswer,
    Account,
    BestPlan,
    ColumnMemory,
    Event,
    HeaderWord,
    HistoryFile,
    LikelyPair,
    PlanningRun,
    PostTitle,
    Repair,
    SavingRun,
    Scenario,
    Unit,
)
from doanra.stages import (
    accounts,
    appraisals,
    calls,
    courses,
    doubles,
    histories,
    holidays,
    merging,
    nominations,
    papers,
    posts,
    savings,
    synonyms,
    unavailable,
    units,
    weighing,
)
from doanra.stages.acting import OPERATOR, acting
from doanra.stages.nominations import answering, attempts, mapping, templates, undoing
from doanra.stages.plans import adopting, changes, drafts, publishing, repairs, runs, scenarios, ways_in
from doanra.terms.refusal import NotAllowed
from doanra.terms.words import Programme, Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
WIDER = SetNumber("abroad_at_once", 7)  # as it is: what holds already needs no other act
STARTS = (date(2027, 4, 5),)
COURSE = {
    "code": "NH-09", "programme": "short", "topic": "Chủ đề giả định", "country": "Úc", "seats_min": 2, "seats_max": 4,
    "days": 14, "abroad_to": 14,
}  # fmt: skip
TITLE = {"pattern": "tư lệnh vùng thử", "band": 4}


class Scene:
    """A year with two running courses, one idle, a spare nominee, a file in preview."""

    def __init__(self):
        self.call = factories.call(2027, target_short=6, target_medium=0, target_language=0)
        for code in ("NH-01", "NH-02", "NH-03"):
            factories.course(self.call, code)
        slugs = ("p-cao-bang", "p-son-la", "p-lang-son", "p-quang-ninh", "p-dien-bien", "p-lai-chau")
        self.named = [factories.nominations(self.call, 1, unit=slug)[0] for slug in slugs]
        self.plan = factories.plan(self.call, seats={"NH-01": self.named[:3], "NH-02": self.named[3:5]})
        self.file = nominations.receive(self.call, name="a.xlsx", content=workbook(line()), by=None)
        self.title = PostTitle.objects.first()
        self.word = posts.add_field_word(by=None, pattern="viện hải dương thử", field="economy")
        self.empty = factories.call(2026)

    @cached_property
    def pair(self):
        doubles.flag([factories.person(self.named[0].unit, full_name=self.named[0].person.full_name).pk])
        return LikelyPair.objects.get()

    def saving(self):
        now = self.file.received_at
        return SavingRun.objects.create(file=self.file, on=DAY, created_at=now, state="done")

    def merged(self):
        unit = self.named[0].unit
        return merging.merge(factories.person(unit), factories.person(unit), chosen={}, by=None)

    def idle(self):
        return self.call.courses.get(code="NH-03")

    def published(self):
        return publishing.publish(self.plan, by=None)

    def run(self):
        return PlanningRun.objects.create(call=self.call, problem=self.plan.problem, created_at=self.file.received_at)

    def broken_off(self):
        run = self.run()
        PlanningRun.objects.filter(pk=run.pk).update(state="interrupted")
        BestPlan.objects.create(
            run=run, body=drafts.as_planned(self.plan).as_json(), tiers={}, bounds={}, at=run.created_at
        )
        return run

    def tried(self):
        run = self.broken_off()
        wider = as_json((WIDER,))
        return Scenario.objects.create(
            call=self.call, name="Thử", changes=wider, base=self.plan, run=run, created_at=run.created_at
        )


def old_records(by):
    """A workbook of old records in preview, of somebody new each time."""
    name, number = "Lê Thử Cũ", HistoryFile.objects.count()
    text = f"Họ và tên,Ngày sinh,Khoá học,Từ ngày\n{name},1/1/{1960 + number},Quản lý công,2012\n"
    return histories.receive(name="cu.csv", content=text.encode(), by=by, on=DAY)


def saved(scene):
    """A file of Cao Bằng beside the scene's own that was taken in."""
    content = workbook(line("Trần Thử Bình", "1/2/1972"))
    file = nominations.receive(scene.call, name="saved.xlsx", content=content, by=None)
    nominations.save_file(file, on=DAY, by=None)
    return file


def without_a_row(scene):
    """A template that came back with one of its two people taken out; the file and who is absent."""
    saved(scene)
    unit = scene.named[0].unit
    paper = templates.issue(scene.call, unit=unit, programme=Programme.SHORT, on=DAY, by=None)
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    book["Danh sách"].delete_rows(6)
    content = io.BytesIO()
    book.save(content)
    file = nominations.receive(scene.call, name="b.xlsx", content=content.getvalue(), by=None)
    nominations.save_file(file, on=DAY, by=None)
    file.refresh_from_db()
    return file, [one.pk for one in templates.absent(file)]


def mended(plan, **about):
    """A repair that offers the plan as it is."""
    offers = [drafts.as_planned(plan).as_json()]
    return Repair.objects.create(
        call=plan.call,
        plan=plan,
        problem=plan.problem,
        created_at=plan.created_at,
        state="done",
        offers=offers,
        **about,
    )


def person(scene, number):
    return scene.named[number].person_id


def holiday(by):
    return holidays.put(country="VN", day=date(2027, 6, 1), change="add", name="Nghỉ bù", source="1-TB", by=by)


def busy(scene, by):
    return unavailable.add(
        scene.call, person=person(scene, 0), first_day=DAY.replace(year=2027), last_day=date(2027, 10, 9),
        reason="duty", by=by,
    )  # fmt: skip


VERBS = {
    "accounts.put": (
        "accounts.open", None, lambda s, by: accounts.put("moi", role=Role.OFFICE, password="mot cau dai lam", by=by),
    ),
    "appraisals.appraise": ("appraisals.make", None, lambda s, by: appraisals.appraise(s.call, by=by)),
    "appraisals.record_evidence": (
        "appraisals.evidence", None,
        lambda s, by: appraisals.record_evidence(s.named[0], kind="health", outcome=True, by=by),
    ),
    "appraisals.waive": (
        "appraisals.waive", None,
        lambda s, by: appraisals.waive(s.named[0], rule="short_once", document="1", on=DAY, signer="x", by=by),
    ),
    "calls.open_call": ("calls.open", None, lambda s, by: calls.open_call(2028, on=date(2027, 9, 15), by=by)),
    "calls.change": ("calls.change", None, lambda s, by: calls.change(s.call, values={"target_short": 7}, by=by)),
    "calls.remind": ("calls.remind", None, lambda s, by: calls.remind(s.call, units=[s.named[0].unit], on=DAY, by=by)),
    "calls.close": ("calls.close", None, lambda s, by: calls.close(s.call, by=by)),
    "holidays.put": ("holidays.put", None, lambda s, by: holiday(by)),
    "holidays.take_back": (
        "holidays.take_back", lambda s: holiday(None), lambda row, by: holidays.take_back(row, by=by),
    ),
    "unavailable.add": ("unavailable.add", None, lambda s, by: busy(s, by)),
    "unavailable.remove": (
        "unavailable.remove", lambda s: busy(s, None), lambda row, by: unavailable.remove(row, by=by),
    ),
    "weighing.put": ("weighing.put", None, lambda s, by: weighing.put(s.call, values={"band_span": 3}, by=by)),
    "plans.ways_in.seek": (
        "plans.seek", None, lambda s, by: ways_in.seek(s.plan, person=person(s, 5), by=by),
    ),
    "courses.put": ("courses.add", None, lambda s, by: courses.put(s.call, values=COURSE, starts=STARTS, by=by)),
    "courses.put_many": ("courses.load", None, lambda s, by: courses.put_many(s.call, rows=[(COURSE, STARTS)], by=by)),
    "courses.remove": ("courses.remove", None, lambda s, by: courses.remove(s.idle(), by=by)),
    "courses.copy_from": ("courses.copy", None, lambda s, by: courses.copy_from(s.empty, source=s.call, by=by)),
    "nominations.receiving.receive": (
        "nominations.receive", None, lambda s, by: nominations.receive(s.call, name="b.xlsx", content=b"x", by=by),
    ),
    "nominations.receiving.receive_many": (
        "nominations.receive", None, lambda s, by: nominations.receive_many(s.call, files=[("b.xlsx", b"x")], by=by),
    ),
    "nominations.attempts.start": (
        "nominations.hand_in", None, lambda s, by: attempts.start(s.call, files=[("b.xlsx", b"x")], by=by),
    ),
    "nominations.attempts.note_unread": (
        "nominations.hand_in", None, lambda s, by: attempts.note_unread(s.call, size=9, reason="nặng", by=by),
    ),
    "nominations.attempts.cancel": (
        "nominations.cancel_hand_in", None, lambda s, by: attempts.cancel(s.call.hand_ins.first(), by=by),
    ),
    "nominations.mapping.correct": (
        "nominations.map", None, lambda s, by: mapping.correct(s.file, meanings={("DS", "E"): "workplace"}, by=by),
    ),
    "nominations.mapping.forget": (
        "nominations.forget_column",
        lambda s: (mapping.correct(s.file, meanings={("DS", "E"): "workplace"}, by=None), s)[1],
        lambda s, by: mapping.forget(ColumnMemory.objects.get(), by=by),
    ),
    "synonyms.add": ("synonyms.add", None, lambda s, by: synonyms.add(header="Nhiệm sở", meaning="position", by=by)),
    "synonyms.remove": (
        "synonyms.remove", lambda s: (synonyms.add(header="Nhiệm sở", meaning="position", by=None), s)[1],
        lambda s, by: synonyms.remove(HeaderWord.objects.get(), by=by),
    ),
    "nominations.receiving.choose_unit": (
        "nominations.choose_unit", None, lambda s, by: nominations.choose_unit(s.file, unit=s.named[0].unit, by=by),
    ),
    "nominations.receiving.drop": ("nominations.drop", None, lambda s, by: nominations.drop(s.file, by=by)),
    "nominations.saving.save_file": (
        "nominations.save", None, lambda s, by: nominations.save_file(s.file, on=DAY, by=by),
    ),
    "nominations.answering.marked_workbook": (
        "nominations.mark", None, lambda s, by: answering.marked_workbook(s.file, by=by),
    ),
    "nominations.answering.answer_letter": (
        "nominations.answer_letter", None, lambda s, by: answering.answer_letter(s.file, on=DAY, by=by),
    ),
    "nominations.answering.answer": (
        "nominations.answer", None, lambda s, by: answering.answer(s.file, on=DAY, by=by),
    ),
    "nominations.answering.answer_all": (
        "nominations.answer_all", None, lambda s, by: answering.answer_all([s.file], call=s.call, on=DAY, by=by),
    ),
    "nominations.templates.issue": (
        "nominations.issue", None,
        lambda s, by: templates.issue(s.call, unit=s.named[0].unit, programme=Programme.SHORT, on=DAY, by=by),
    ),
    "nominations.templates.answer_absence": (
        "nominations.answer_absence", without_a_row,
        lambda s, by: templates.answer_absence(s[0], nominations=s[1], answer=AbsenceAnswer.KEPT, by=by),
    ),
    "histories.receive": ("histories.receive", None, lambda s, by: old_records(by)),
    "histories.save_file": (
        "histories.save_file", lambda s: old_records(None), lambda file, by: histories.save_file(file, by=by),
    ),
    "histories.drop": ("histories.drop", lambda s: old_records(None), lambda file, by: histories.drop(file, by=by)),
    "histories.undo": (
        "histories.undo", lambda s: histories.save_file(old_records(None), by=None)[0].row.file,
        lambda file, by: histories.undo(file, reason="nhầm", by=by),
    ),
    "histories.settle": (
        "histories.settle", lambda s: histories.save_file(old_records(None), by=None)[0],
        lambda course, by: histories.settle(course, person=None, by=by),
    ),
    "nominations.undoing.undo_load": (
        "nominations.undo", saved, lambda file, by: undoing.undo_load(file, reason="nhận nhầm", by=by),
    ),
    "nominations.saving.withdraw": (
        "nominations.withdraw", None, lambda s, by: nominations.withdraw(s.named[0], letter="15-CV", by=by),
    ),
    "papers.year_plan": ("papers.year_plan", Scene.published, lambda p, by: papers.year_plan(p, on=DAY, by=by)),
    "papers.delegation_list": (
        "papers.delegation_list", Scene.published,
        lambda p, by: papers.delegation_list(p, code="NH-01", form="excel", on=DAY, by=by),
    ),
    "papers.chaser_letters": (
        "papers.chaser_letters", None,
        lambda s, by: papers.chaser_letters(s.call, on=DAY, units=[s.named[0].unit_id], by=by),
    ),
    "plans.changes.move": (
        "plans.move", None, lambda s, by: changes.move(s.plan, person=person(s, 2), to="NH-02", by=by),
    ),
    "plans.changes.pin": (
        "plans.pin", None, lambda s, by: changes.pin(s.plan, person=person(s, 0), pinned=True, by=by),
    ),
    "plans.changes.name_head": (
        "plans.name_head", None, lambda s, by: changes.name_head(s.plan, course="NH-01", person=person(s, 1), by=by),
    ),
    "plans.changes.choose_day": (
        "plans.choose_day", None,
        lambda s, by: changes.choose_day(s.plan, course="NH-01", first_day=date(2027, 9, 6), by=by),
    ),
    "plans.changes.run_course": (
        "plans.run_course", None,
        lambda s, by: changes.run_course(s.plan, course=s.idle(), first_day=date(2027, 4, 5), by=by),
    ),
    "plans.changes.drop_course": (
        "plans.drop_course", None, lambda s, by: changes.drop_course(s.plan, course="NH-01", by=by),
    ),
    "plans.changes.undo": (
        "plans.undo", lambda s: (changes.pin(s.plan, person=person(s, 0), pinned=True, by=None), s)[1],
        lambda s, by: changes.undo(s.plan, by=by),
    ),
    "plans.publishing.publish": ("plans.publish", None, lambda s, by: publishing.publish(s.plan, by=by)),
    "plans.publishing.next_draft": ("plans.next_draft", None, lambda s, by: publishing.next_draft(s.plan, by=by)),
    "plans.runs.start": ("plans.compute", None, lambda s, by: runs.start(s.call, by=by)),
    "plans.runs.open_best": ("plans.open_best", Scene.broken_off, lambda run, by: runs.open_best(run, by=by)),
    "plans.scenarios.try_out": (
        "plans.scenario", None, lambda s, by: scenarios.try_out(s.call, name="x", changes=[WIDER], by=by),
    ),
    "plans.scenarios.again": ("plans.scenario_again", Scene.tried, lambda one, by: scenarios.again(one, by=by)),
    "plans.scenarios.drop": ("plans.scenario_drop", Scene.tried, lambda one, by: scenarios.drop(one, by=by)),
    "plans.adopting.adopt": ("plans.adopt", Scene.tried, lambda one, by: adopting.adopt(one, by=by)),
    "plans.runs.cancel": ("plans.cancel", Scene.run, lambda run, by: runs.cancel(run, by=by)),
    "plans.repairs.start": (
        "plans.repair", Scene.published, lambda p, by: repairs.start(p, cancelled=["NH-02"], by=by),
    ),
    "plans.repairs.again": (
        "plans.repair", Scene.published, lambda p, by: repairs.again(mended(p, cancelled=["NH-02"]), by=by),
    ),
    "plans.repairs.cancel": ("plans.cancel_repair", None, lambda s, by: repairs.cancel(mended(s.plan), by=by)),
    "plans.repairs.accept": (
        "plans.accept_repair", None, lambda s, by: repairs.accept(mended(s.plan), number=0, by=by),
    ),
    "savings.runs.start": ("nominations.save_later", None, lambda s, by: savings.start(s.file, on=DAY, by=by)),
    "savings.runs.cancel": (
        "nominations.save_cancel", Scene.saving, lambda run, by: savings.cancel(run, by=by),
    ),
    "doubles.search": ("people.search", None, lambda s, by: doubles.search(by=by)),
    "doubles.keep_apart": ("people.keep_apart", None, lambda s, by: doubles.keep_apart(s.pair, by=by)),
    "doubles.look_again": (
        "people.look_again", lambda s: (doubles.keep_apart(s.pair, by=None), s)[1],
        lambda s, by: doubles.look_again(s.pair, by=by),
    ),
    "merging.merge.merge": (
        "people.merge", None, lambda s, by: merging.merge(s.pair.first, s.pair.second, chosen={}, by=by),
    ),
    "merging.undo.undo": (
        "people.unmerge", Scene.merged, lambda done, by: merging.undo(done, by=by),
    ),
    "posts.load": ("posts.load", None, lambda s, by: posts.load(by=by)),
    "posts.reread": ("posts.reread", None, lambda s, by: posts.reread(s.call, by=by)),
    "posts.add_title": ("posts.add_title", None, lambda s, by: posts.add_title(values=TITLE, by=by)),
    "posts.change_title": ("posts.change_title", None, lambda s, by: posts.change_title(s.title, values=TITLE, by=by)),
    "posts.remove_title": ("posts.remove_title", None, lambda s, by: posts.remove_title(s.title, by=by)),
    "posts.add_field_word": (
        "posts.add_field_word", None, lambda s, by: posts.add_field_word(pattern="sở thử", field="economy", by=by),
    ),
    "posts.change_field_word": (
        "posts.change_field_word", None,
        lambda s, by: posts.change_field_word(s.word, pattern="viện thử", field="economy", by=by),
    ),
    "posts.remove_field_word": ("posts.remove_field_word", None, lambda s, by: posts.remove_field_word(s.word, by=by)),
    "units.load": ("units.load", None, lambda s, by: units.load(by=by)),
}  # fmt: skip
"""Verb: what the trail calls it, what must come before it, the act itself."""


@pytest.fixture
def scene(db):
    return Scene()


def prepared(scene, before):
    return before(scene) if before else scene


def doer(verb):
    return factories.account("lam", role="administrator" if verb.startswith("accounts.") else "office")


@pytest.mark.parametrize("verb", VERBS)
def test_an_act_leaves_one_trace_with_who_and_what(scene, verb):
    name, before, act = VERBS[verb]
    ready, by = prepared(scene, before), doer(verb)
    last = Event.objects.latest("id").pk
    act(ready, by)
    (event,) = Event.objects.filter(pk__gt=last)
    assert (event.verb, event.by, event.by_name) == (name, by, "Lam")
    assert event.at


def test_an_act_of_somebody_who_may_not_leaves_no_trace_and_changes_nothing(scene):
    before_acts = {before for _, before, _ in VERBS.values()}
    ready = {before: prepared(scene, before) for before in sorted(before_acts, key=lambda one: one is Scene.published)}
    by, last = factories.account("chi", role="participant"), Event.objects.latest("id").pk
    for verb, (_, before, act) in VERBS.items():
        with pytest.raises(NotAllowed):
            act(ready[before], by)
        assert not Event.objects.filter(pk__gt=last).exists(), verb


def test_every_verb_of_the_stages_is_walked():
    found = set()
    for entry in pkgutil.walk_packages(stages.__path__, "doanra.stages."):
        module = importlib.import_module(entry.name)
        for name, thing in vars(module).items():
            own = inspect.isfunction(thing) and thing.__module__ == entry.name and not name.startswith("_")
            if own and "by" in inspect.signature(thing).parameters and name != "acting":
                found.add(f"{entry.name.removeprefix('doanra.stages.')}.{name}")
    found.discard("acting.role_of")
    assert found == set(VERBS)


def test_what_breaks_off_in_the_middle_leaves_neither_change_nor_trace(office):
    last = Event.objects.latest("id").pk
    with pytest.raises(KeyError), transaction.atomic(), acting("calls.change", by=office) as act:
        Unit.objects.filter(slug="p-cao-bang").update(short="Sai")
        act.detail = {"units": 1}
        raise KeyError("breaks")
    assert Unit.objects.get(slug="p-cao-bang").short == "Cao Bằng"
    assert not Event.objects.filter(pk__gt=last).exists()


def test_the_operator_at_the_machine_is_named_in_words(scene):
    calls.close(scene.call, by=None)
    event = Event.objects.first()
    assert (event.by, event.by_name, event.subject, event.subject_id) == (None, OPERATOR, "call", scene.call.pk)


def test_a_very_long_name_of_an_account_breaks_no_act(scene):
    by = Account.objects.create(username="x" * 140, role="office")
    calls.close(scene.call, by=by)
    assert Event.objects.first().by_name == "x" * 120
