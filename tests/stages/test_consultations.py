"""A list is frozen, put before bodies, dropped, opened again; requests are withdrawn and made again. Silence stays."""

from datetime import date

import consulted
import factories
import pytest
from consulted import ASKED, DUE, FROZEN, TODAY

from doanra.records.models import Consultation, Event, EventThing, ListedPerson, Opinion, Person
from doanra.records.queries import consultations as queries
from doanra.stages import calls
from doanra.stages.consultations import approving, asking, bodies, freezing, letters, picking
from doanra.terms.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


def test_a_frozen_list_keeps_names_posts_and_units_as_of_its_day(call, office):
    listed = consulted.frozen(call, 2)
    one = listed.people.first()
    name, post = one.full_name, one.position
    Person.objects.filter(pk=one.person_id).update(full_name="Tên Khác")
    one.nomination.position = "Chức vụ khác"
    one.nomination.save()
    kept = ListedPerson.objects.get(pk=one.pk)
    assert (kept.full_name, kept.position, kept.unit_name, listed.frozen_on) == (name, post, "Cao Bằng", FROZEN)


def test_only_nominations_that_stand_are_frozen(call):
    factories.nominations(call, 2)
    factories.nomination(call, state="withdrawn")
    assert freezing.freeze(call, title="", by=None, on=FROZEN).people.count() == 2


def test_a_list_is_of_one_programme_and_of_chosen_verdicts(call):
    factories.nominations(call, 2)
    factories.nominations(call, 1, programme="medium")
    (old,) = factories.nominations(call, 1, birth="1950-01-01")
    one = freezing.freeze(call, title="", programme="medium", by=None, on=FROZEN)
    two = freezing.freeze(call, title="", standings=["eligible", "unknown"], by=None, on=FROZEN)
    assert one.people.count() == 1
    assert old.pk not in set(two.people.values_list("nomination", flat=True))


def test_who_was_listed_and_approved_finds_it_in_the_own_story(call, office):
    listed = consulted.frozen(call, 2)
    one = listed.people.first().nomination_id
    approving.approve(
        listed, document="21-TB", on=consulted.LETTER, signer="Phó Trưởng Ban", seen=0, by=office, today=TODAY
    )
    told = EventThing.objects.filter(kind="nomination", key=one).values_list("event__verb", flat=True)
    assert {"consultations.freeze", "consultations.approve"} <= set(told)


def test_nobody_is_no_list(call):
    with pytest.raises(Refused, match="Không có đề cử nào"):
        freezing.freeze(call, title="", programme="language", by=None, on=FROZEN)
    assert not Consultation.objects.exists()


def test_a_list_that_is_frozen_twice_by_one_form_is_frozen_once(call, office):
    named = factories.nominations(call, 2)
    first = freezing.freeze(call, title="Đợt 1", by=office, on=FROZEN)
    with pytest.raises(Refused) as refused:
        freezing.freeze(call, title=" Đợt  1 ", by=None, on=FROZEN)
    assert (refused.value.code, str(office) in refused.value.message) == ("frozen_already", True)
    keys = [one.pk for one in named]
    with pytest.raises(Refused, match="đúng 2 người này"):
        picking.freeze_chosen(call, title="Đợt 1", nominations=keys, by=None, on=FROZEN)
    assert Consultation.objects.count() == 1
    freezing.freeze(call, title="Đợt 2", by=None, on=FROZEN)
    picking.freeze_chosen(call, title="Đợt 1", nominations=keys[:1], by=None, on=FROZEN)
    freezing.drop(first, reason="nhầm", by=None)
    assert freezing.freeze(call, title="Đợt 1", by=None, on=FROZEN).people.count() == 2


def test_bodies_are_asked_in_parallel_and_silence_is_no_opinion(call):
    listed = consulted.frozen(call, 3)
    consulted.asked(listed, consulted.body("Một"), consulted.body("Hai"))
    (one, _) = queries.progress(listed, on=TODAY, reader=None)
    assert (one.people, one.silent, one.agree, one.days, one.overdue) == (3, 3, 0, 13, 0)
    (late, _) = queries.progress(listed, on=date(2026, 11, 25), reader=None)
    assert (late.overdue, late.silent, late.agree) == (5, 3, 0)
    assert set(Opinion.objects.values_list("outcome", flat=True)) == {""}


def test_a_body_is_asked_once_not_after_it_retired_and_not_for_yesterday(call):
    listed, one, gone = consulted.frozen(call), consulted.body("Một"), consulted.body("Hai")
    bodies.retire(gone, by=None, on=TODAY)
    consulted.asked(listed, one)
    for many, due, say in (([one], DUE, "Đã hỏi"), ([gone], DUE, "Không còn hỏi"), ([], DUE, "Chưa chọn"),
                           ([consulted.body("Ba")], date(2026, 11, 1), "đã qua"),
                           ([consulted.body("Tư")], date(9999, 12, 31), "quá xa")):  # fmt: skip
        with pytest.raises(Refused, match=say):
            asking.ask(listed, bodies=many, due_on=due, by=None, on=ASKED)


def test_a_body_may_be_asked_about_one_programme_of_the_list(call):
    factories.nominations(call, 2)
    factories.nominations(call, 1, programme="medium")
    listed = freezing.freeze(call, title="", by=None, on=FROZEN)
    (request,) = asking.ask(
        listed, bodies=[consulted.body()], due_on=DUE, programmes=["medium"], by=None, on=ASKED
    )  # fmt: skip
    assert request.opinions.count() == 1


def test_a_withdrawn_request_stands_again_and_keeps_what_was_said(call):
    listed = consulted.frozen(call, 3)
    (request,) = consulted.asked(listed, consulted.body())
    consulted.answered(request, "agree")
    asking.withdraw(request, reason="hỏi nhầm", by=None)
    assert queries.waiting_for_body(request.body, on=TODAY) == []
    ListedPerson.objects.bulk_create(freezing.lines(listed, [factories.nomination(call)], on=FROZEN))
    asking.ask_again(request, reason="vẫn cần", due_on=DUE, by=None, on=TODAY)
    (waits,) = queries.waiting_for_body(request.body, on=TODAY)
    assert (waits.left, waits.since, waits.until, request.opinions.exclude(outcome="").count()) == (3, TODAY, DUE, 1)


def test_to_undo_needs_a_reason_that_the_trail_keeps(call, office):
    listed = consulted.frozen(call)
    with pytest.raises(Refused, match="cần lý do"):
        freezing.drop(listed, reason="  ", by=office)
    freezing.drop(listed, reason="chốt nhầm chương trình", by=office)
    assert Event.objects.first().detail["reason"] == "chốt nhầm chương trình"
    one = consulted.body()
    with pytest.raises(Refused, match=r"Không thể “Hỏi ý kiến cơ quan”.*Đã bỏ"):
        consulted.asked(listed, one)
    freezing.reopen(listed, reason="dùng lại", by=office)
    assert consulted.asked(listed, one)


def test_in_a_closed_year_nobody_is_asked(call):
    listed = consulted.frozen(call)
    calls.close(call, by=None)
    with pytest.raises(Refused, match="đã tổng kết"):
        consulted.asked(listed, consulted.body())


def test_a_reminder_counts_once_a_day_and_names_only_the_silent(call):
    listed = consulted.frozen(call, 3)
    (request,) = consulted.asked(listed, consulted.body())
    consulted.answered(request, "agree")
    for day in (TODAY, TODAY, date(2026, 11, 23)):
        paper = letters.remind(request, by=None, on=day)
    request.refresh_from_db()
    assert (request.reminders, request.reminded_on) == (2, date(2026, 11, 23))
    assert paper.name.endswith(".docx")
    assert Event.objects.first().detail["left"] == 2
    consulted.answered(request, "agree", "agree", "agree")
    with pytest.raises(Refused, match="Không thể “Nhắc”"):
        letters.remind(request, by=None, on=TODAY)


def test_a_list_waits_for_approval_once_every_body_has_answered(call):
    listed = consulted.frozen(call, 2)
    (request,) = consulted.asked(listed, consulted.body())
    assert queries.ready_for_office() == []
    consulted.answered(request, "agree", "more")
    (ready,) = queries.ready_for_office()
    assert (ready.consultation, ready.since) == (listed, consulted.LETTER)


def test_a_body_that_owes_is_not_retired_and_one_that_was_asked_keeps_its_kind(call):
    (request,) = consulted.asked(consulted.frozen(call, 1), consulted.body())
    with pytest.raises(Refused, match="còn đang được hỏi"):
        bodies.retire(request.body, by=None, on=TODAY)
    with pytest.raises(Refused, match="không đổi được"):
        bodies.change(request.body, values={"vets": True}, by=None)
    consulted.answered(request, "agree")
    bodies.retire(request.body, by=None, on=TODAY)


def test_a_body_has_a_name_of_its_own_and_known_fields_alone(call):
    one = consulted.body("Uỷ ban Mẫu", sees=["position", "no_such_field", "birth"])
    assert (one.slug, one.sees) == ("uy-ban-mau", ["birth", "position"])
    with pytest.raises(Refused, match="Đã có cơ quan"):
        consulted.body("Uỷ ban Mẫu")
    with pytest.raises(Refused, match="tên gọn"):
        consulted.body("x" * 81)
