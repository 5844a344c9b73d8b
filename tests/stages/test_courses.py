"""The catalogue: all that is wrong is named at once, a workbook is taken whole or not at all, what is planned stays."""

from datetime import date
from decimal import Decimal

import factories
import pytest

from doanra.records.models import Course, Event
from doanra.stages import calls, courses
from doanra.terms.refusal import NotAllowed, Refused

pytestmark = pytest.mark.django_db
STARTS = (date(2027, 4, 5), date(2027, 9, 6))


@pytest.fixture
def call(db):
    return factories.call(2027)


def values(code="NH-01", **more):
    given = {
        "code": code, "programme": "short", "topic": "Chủ đề giả định", "country": "Hàn Quốc", "seats_min": 10,
        "seats_max": 20, "days": 14, "abroad_from": 0, "abroad_to": 14,
    }  # fmt: skip
    return {**given, **more}


def put(call, by, *, starts=STARTS, course=None, **more):
    return courses.put(call, values=values(**more), starts=starts, by=by, course=course)


def test_a_course_is_added_with_its_first_days_in_order_each_once(call, office):
    course = put(call, office, starts=(STARTS[1], STARTS[0], STARTS[1]))
    assert [start.first_day for start in course.starts.all()] == list(STARTS)
    assert Event.objects.get(verb="courses.add").subject_id == course.pk


def test_everything_that_is_wrong_is_named_at_once(call, office):
    with pytest.raises(Refused) as refused:
        put(
            call, office, starts=(date(2026, 4, 5),), seats_min=9, seats_max=3, band_low=4, band_high=2, band_span=0,
            field_share=2, abroad_to=15, cost_fixed=-1, audiences="AX",
        )  # fmt: skip
    message = refused.value.message
    for word in ("chỗ", "bậc thấp", "độ rộng", "tỉ lệ", "05/04/2026", "nước ngoài", "âm", "đối tượng", "NH-01"):
        assert word in message, word
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"code": ""}, "mã khoá"),
        ({"code": "NH 01"}, "mã khoá"),
        ({"code": "../01"}, "mã khoá"),
        ({"code": "x" * 21}, "mã khoá"),
        ({"topic": ""}, "tên khoá"),
        ({"topic": "x" * 241}, "tên khoá"),
        ({"country": ""}, "nước"),
        ({"programme": "long"}, "chương trình"),
        ({"field": "magic"}, "lĩnh vực"),
        ({"seats_min": None}, "số chỗ"),
        ({"seats_max": "nhiều"}, "số chỗ"),
        ({"seats_min": 0}, "số chỗ"),
        ({"days": 0, "abroad_to": 0}, "số ngày"),
        ({"cost_per_head": Decimal(10) ** 20}, "chi phí"),
    ],
)
def test_values_that_no_course_can_have(call, office, wrong, word):
    with pytest.raises(Refused) as refused:
        put(call, office, **wrong)
    assert (refused.value.code, word in refused.value.message) == ("course_wrong", True), refused.value.message


def test_a_course_without_a_first_day_is_refused(call, office):
    with pytest.raises(Refused):
        put(call, office, starts=())


def test_a_code_stands_once_in_a_year_and_again_in_another(call, office):
    put(call, office)
    with pytest.raises(Refused):
        put(call, office)
    assert courses.put(factories.call(2028), values=values(), starts=(date(2028, 4, 3),), by=office).pk


def test_changing_one_value_is_judged_with_the_others_as_they_stand(call, office):
    course = put(call, office)
    courses.put(call, values={"seats_min": 15}, starts=STARTS, by=office, course=course)
    course.refresh_from_db()
    assert (course.seats_min, course.seats_max) == (15, 20)
    for wrong in ({"seats_min": 21}, {"days": 13}):
        with pytest.raises(Refused):
            courses.put(call, values=wrong, starts=STARTS, by=office, course=course)
    course.refresh_from_db()
    assert (course.seats_min, course.days) == (15, 14)


def test_a_catalogue_is_taken_whole_with_one_trace(call, office):
    put(call, office)
    rows = [(values(topic="Chủ đề mới"), STARTS[:1]), (values("NH-02"), STARTS)]
    assert courses.put_many(call, rows=rows, by=office) == 2
    assert dict(call.courses.values_list("code", "topic")) == {"NH-01": "Chủ đề mới", "NH-02": "Chủ đề giả định"}
    assert call.courses.get(code="NH-01").starts.count() == 1
    assert Event.objects.filter(verb__startswith="courses.").exclude(verb="courses.add").count() == 1


def test_a_catalogue_with_faults_names_them_all_and_changes_nothing(call, office):
    put(call, office)
    rows = [
        (values(topic="Chủ đề mới"), STARTS),
        (values("NH-02", seats_max=1), STARTS),
        (values("NH-03", days=3), ()),
        ({**values(), "code": None}, STARTS),
    ]
    with pytest.raises(Refused) as refused:
        courses.put_many(call, rows=rows, by=office)
    assert all(word in refused.value.message for word in ("NH-02", "NH-03", "khai giảng", "Khoá mới"))
    assert list(call.courses.values_list("code", "topic")) == [("NH-01", "Chủ đề giả định")]


def test_a_catalogue_names_a_code_once(call, office):
    with pytest.raises(Refused) as refused:
        courses.put_many(call, rows=[(values(), STARTS), (values(topic="Khác"), STARTS)], by=office)
    assert "NH-01 có ở 2 dòng" in refused.value.message
    assert not Course.objects.exists()


def test_a_planned_course_is_neither_removed_nor_renamed(call, office):
    course = factories.course(call)
    spare = factories.course(call, "NH-02")
    named = factories.nominations(call, 2)
    factories.plan(call, seats={"NH-01": named})
    with pytest.raises(Refused) as refused:
        courses.remove(course, by=office)
    assert refused.value.code == "course_planned"
    with pytest.raises(Refused):
        courses.put(call, values={"code": "NH-09"}, starts=STARTS, by=office, course=course)
    courses.remove(spare, by=office)
    assert list(call.courses.values_list("code", flat=True)) == ["NH-01"]


def test_others_change_nothing_and_neither_does_the_office_after_the_year_was_closed(call, office, inspector):
    course = put(call, office)
    acts = [
        lambda by: put(call, by, code="NH-02"),
        lambda by: courses.put_many(call, rows=[(values("NH-02"), STARTS)], by=by),
        lambda by: courses.remove(course, by=by),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(inspector)
    calls.close(calls.of_year(2027), by=office)
    for act in acts:
        with pytest.raises(Refused) as refused:
            act(office)
        assert refused.value.code == "call_closed"
    assert call.courses.get() == course
