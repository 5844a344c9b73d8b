"""Lists of units, of people, of courses and of files on the machine of lists: what each asks, shows and gives."""

import csv
import io

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from handed_in import BAD, GOOD, OTHER, page, previewed, text_of
from openpyxl import load_workbook

from doanra.policy import access
from doanra.records.models import Appraisal, Event, FileState, Nomination, Participation, Person, SavedView, Unit
from doanra.stages import nominations
from doanra.terms.words import Role, Sensitivity

pytestmark = pytest.mark.django_db
LISTS = [("units", ()), ("people_register", ()), ("courses", (2027,)), ("nominations_files", (2027,))]
LISTS += [("calls", (2027,))]


@pytest.fixture
def call(db):
    return factories.call(2027)


@pytest.fixture
def two(call):
    """A man of Cao Bằng, named for this year, and a woman of Sơn La, named for 2026 as well."""
    earlier, made = factories.call(2026), []
    for unit, name, gender in (("p-cao-bang", "Nguyễn Thử An", "male"), ("p-son-la", "Trần Thử Bình", "female")):
        person = factories.person(Unit.objects.get(slug=unit), full_name=name, gender=gender)
        made += factories.nominations(call, 1, unit=unit, person=person)
    factories.nomination(earlier, unit="p-son-la", programme="medium", person=made[1].person)
    return made


def went(person):
    Participation.objects.create(
        person=person, funded_by="project", title="Quản lý công", starts_on="2019-05-05", ends_on="2019-05-18"
    )


def taken(client, name, *args, form="csv", **query):
    response = page(client, f"{name}_export", *args, form, **query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def lines(client, name, *args, **query):
    return list(csv.reader(io.StringIO(taken(client, name, *args, **query).decode("utf-8-sig"))))


def table(client, name, *args, **query):
    """The lines of a file from its heads on."""
    told = lines(client, name, *args, **query)
    return told[told.index([]) + 1 :]


def bulk(client, **data):
    return client.post(reverse("web:nominations_files_bulk", args=[2027]), data, follow=True)


# What all of them have


@pytest.mark.parametrize(("name", "args"), LISTS)
def test_every_list_has_the_whole_machine(clerk, call, two, office, name, args):
    factories.course(call)
    previewed(call, GOOD, by=office)
    text = text_of(page(clerk, name, *args))
    for part in ("list-tools", 'name="col"', "list-scroll", "<tfoot>", "<thead>"):
        assert part in text, part
    assert reverse(f"web:{name}_export", args=[*args, "xlsx"]) in text
    sheet = load_workbook(io.BytesIO(taken(clerk, name, *args, form="xlsx"))).active
    head = [str(row[0]) for row in sheet.iter_rows(max_row=4, values_only=True)]
    assert head[1] == "Bộ lọc: tất cả."
    assert office.username in head[3]
    assert Event.objects.filter(verb="lists.export").count() == 1


@pytest.mark.parametrize(("name", "args"), LISTS)
def test_a_text_narrows_as_a_chip_and_nothing_found_says_so(clerk, call, two, office, name, args):
    factories.course(call)
    previewed(call, GOOD, by=office)
    text = text_of(page(clerk, name, *args, q="không có ở đâu"))
    assert "Có chữ: <b>“không có ở đâu”</b>" in text
    assert "Bỏ lọc" in text
    assert "khớp với bộ lọc" in text


@pytest.mark.parametrize(("name", "args"), LISTS)
def test_views_are_kept_for_each_list(clerk, call, two, name, args):
    key = {"people_register": "people", "nominations_files": "files", "calls": "asked"}.get(name, name)
    clerk.post(reverse("web:lists_keep", args=[key]), {"name": "Của tôi", "query": "q=cao&col=unit", "back": "/"})
    assert SavedView.objects.get().listing == key
    factories.course(call)
    if name != "nominations_files":
        assert 'href="?q=cao&amp;col=unit"' in text_of(page(clerk, name, *args))


@pytest.mark.parametrize(("name", "args"), LISTS)
def test_queries_do_not_grow_with_lines(clerk, call, office, name, args):
    counts = []
    for number in (1, 3):
        for one in range(number):
            factories.course(call, f"NH-{number}{one}")
            went(factories.nomination(call).person)
            previewed(call, GOOD, by=office, name=f"{number}{one}.xlsx")
        with CaptureQueriesContext(connection) as asked:
            page(clerk, name, *args)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 30


# Units


def test_units_are_narrowed_by_name_code_and_day(clerk):
    assert [row[0] for row in table(clerk, "units", q="cao bang")[1:]] == ["Tỉnh Cao Bằng"]
    assert [row[0] for row in table(clerk, "units", q="15", on="2023-01-01")[1:]] == ["Tỉnh Yên Bái"]
    told = text_of(page(clerk, "units", q="yen bai", by="now", on="2023-01-01"))
    assert "Lào Cai, Yên Bái" in told
    assert "Ngày: <b>1/1/2023</b>" in told


def test_units_are_ordered_by_what_their_heads_say(clerk):
    names = [row[0] for row in table(clerk, "units", kind="province", order="-name")[1:]]
    assert names[0].endswith("Vĩnh Long")
    many = [int(row[1]) for row in table(clerk, "units", on="2023-01-01", by="now", col="many", order="-many")[1:]]
    assert many == sorted(many, reverse=True)


def test_who_takes_no_lists_away_is_offered_none(client):
    client.force_login(factories.account("ai", role="participant"))
    assert reverse("web:units_export", args=["csv"]) not in text_of(page(client, "units"))
    assert page(client, "units_export", "csv").status_code == 403


# People


def test_people_are_told_with_their_years_and_courses(clerk, two):
    went(two[1].person)
    rows = table(clerk, "people_register", col="gender,years,courses")
    assert rows == [
        ["Họ và tên", "Giới tính", "Đề cử các năm", "Khoá đã đi"],
        ["Nguyễn Thử An", "Nam", "2027 ngắn hạn", "0"],
        ["Trần Thử Bình", "Nữ", "2027 ngắn hạn, 2026 trung hạn", "1"],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"year": "2026"}, "Bình"), ({"programme": "medium"}, "Bình"), ({"year": "2027", "programme": "medium"}, ""),
        ({"gender": "male"}, "An"), ({"went": "yes"}, "Bình"), ({"went": "no"}, "An"), ({"q": "nguyen thu"}, "An"),
        ({"unit": "p-son-la"}, "Bình"), ({"q": "001075000123"}, "An"), ({"year": "nonsense"}, "AnBình"),
    ],
)  # fmt: skip
def test_people_are_narrowed(clerk, two, query, found):
    went(two[1].person)
    one = two[0].person
    Person.objects.filter(pk=one.pk).update(id_index=_index("001075000123"))
    names = [row[0].split()[-1] for row in table(clerk, "people_register", **query)[1:]]
    assert "".join(names) == found


def _index(number):
    from doanra.records.fields import blind_index  # noqa: PLC0415 - one test alone

    return blind_index(number)


def test_a_unit_sees_its_own_people_and_of_them_its_own_nominations(client, two, stranger):
    shared = factories.person(Unit.objects.get(slug="p-son-la"), full_name="Lê Thử Chung")
    factories.nomination(two[0].call, unit="p-cao-bang", person=shared)
    elsewhere = factories.call(2025)
    factories.nomination(elsewhere, unit="p-son-la", person=shared)
    client.force_login(stranger)
    rows = table(client, "people_register", col="years")
    assert [row[0] for row in rows[1:]] == ["Nguyễn Thử An", "Lê Thử Chung"]
    assert rows[2][1] == "2027 ngắn hạn"


@pytest.mark.parametrize("role", list(Role))
def test_the_file_of_people_has_what_the_duty_reads_and_says_what_not(client, two, role):
    unit = "p-cao-bang" if access.of_unit(role) else None
    client.force_login(factories.account("ai", role=role.value, unit=unit))
    if not access.may(role, "people.list"):
        assert page(client, "people_register").status_code == 403
        assert page(client, "people_register_export", "csv").status_code == 403
        return
    told = lines(client, "people_register", col="birth,party,doubtful")
    heads, left_out = told[told.index([]) + 1], " ".join(row[0] for row in told[:6] if row)
    doubts = access.may(role, "people.see")
    assert ("Nghi trùng" in heads) is doubts
    assert ("Nghi trùng" in left_out) is not doubts
    assert ("Ngày vào Đảng" in heads) is access.reads(role, Sensitivity.SENSITIVE)


# Courses


@pytest.fixture
def courses(call):
    factories.course(call, "NH-01", audiences="AB", country="Hàn Quốc")
    factories.course(call, "NH-02", audiences="", country="Nhật Bản", cost_per_head=10**8)
    factories.course(call, "TH-01", programme="medium", audiences="CD", country="Nhật Bản", seats_max=10)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, "NH-01 NH-02 TH-01"), ({"programme": "medium"}, "TH-01"), ({"country": "Nhật Bản"}, "NH-02 TH-01"),
        ({"audience": "A"}, "NH-01 NH-02"), ({"q": "han quoc"}, "NH-01"), ({"order": "-full"}, "TH-01 NH-02 NH-01"),
        ({"country": "Nowhere"}, "NH-01 NH-02 TH-01"),
    ],
)  # fmt: skip
def test_courses_are_narrowed_and_ordered(clerk, courses, query, codes):
    rows = table(clerk, "courses", 2027, col="full", **query)
    assert rows[0] == ["Mã", "Đủ chỗ (triệu đồng)"]
    assert " ".join(row[0] for row in rows[1:]) == codes


def test_courses_stand_under_their_programmes_until_ordered_otherwise(clerk, courses):
    text = text_of(page(clerk, "courses", 2027))
    assert 'class="group"' in text
    assert "2 khoá, 4–8 chỗ, đủ chỗ hết 920 triệu đồng" in text
    assert 'class="group"' not in text_of(page(clerk, "courses", 2027, order="full"))


# Units' files


@pytest.fixture
def three(call, office):
    """A file that waits with a row that goes back, one of nobody known, one that was taken."""
    waits = previewed(call, GOOD, BAD, by=office, name="cho.xlsx")
    unknown = previewed(call, GOOD, by=office, name="ai.xlsx")
    unknown.unit = None
    unknown.save()
    saved = previewed(call, OTHER, by=office, name="roi.xlsx")
    nominations.save_file(saved, by=office, on=call.opened_on)
    return waits, unknown, saved


def test_files_that_wait_stand_first_under_their_head(clerk, three):
    text = text_of(page(clerk, "nominations_files", 2027))
    assert text.index('class="group"') < text.index("cho.xlsx") < text.index("ai.xlsx") < text.index("roi.xlsx")
    assert text.count('class="group"') == 2


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "saved"}, ["roi.xlsx"]), ({"what": "returned"}, ["cho.xlsx"]), ({"what": "no_unit"}, ["ai.xlsx"]),
        ({"unit": "p-cao-bang", "order": "name"}, ["cho.xlsx", "roi.xlsx"]), ({"q": "ROI"}, ["roi.xlsx"]),
    ],
)  # fmt: skip
def test_files_are_narrowed(clerk, three, query, names):
    assert [row[0] for row in table(clerk, "nominations_files", 2027, **query)[1:]] == names


def test_a_unit_sees_what_was_saved_for_it_alone(client, three, stranger):
    client.force_login(stranger)
    assert [row[0] for row in table(client, "nominations_files", 2027)[1:]] == ["roi.xlsx"]
    assert 'name="row"' not in text_of(page(client, "nominations_files", 2027))
    assert bulk(client, act="drop", row=[three[0].pk], sure="yes").status_code == 403


def test_many_files_are_taken_and_what_was_left_is_said(clerk, three):
    asked = text_of(bulk(clerk, act="take", row=[one.pk for one in three]))
    assert "Nhận cả tệp có dòng trả lại" in asked
    text = text_of(bulk(clerk, act="take", row=[one.pk for one in three], sure="yes", with_returned="on"))
    assert "Nhận 1 tệp với 1 đề cử, bỏ qua 2: " in text
    assert "1 vì không còn chờ xem trước" in text
    assert "1 vì chưa rõ đơn vị" in text
    assert Nomination.objects.filter(row__file=three[0]).count() == 1


def test_files_with_rows_that_go_back_wait_unless_told(clerk, three):
    text = text_of(bulk(clerk, act="take", all="yes", filter="state=preview", sure="yes"))
    assert "1 vì có dòng trả lại" in text
    assert not Nomination.objects.filter(row__file=three[0]).exists()


def test_letters_to_many_units_are_offered_at_once(clerk, three):
    text = text_of(bulk(clerk, act="answer", all="yes", filter="", sure="yes", due="2026-12-05"))
    assert "Lập công văn trả lời cho 1 tệp, bỏ qua 2: 2 vì chưa nhận nên chưa có gì để trả lời." in text
    assert f"{reverse('web:nominations_packets', args=[2027])}?file={three[2].pk}&amp;due=2026-12-05" in text


def test_the_nominations_of_many_files_are_judged_again(clerk, three):
    Appraisal.objects.all().delete()
    assert "trên 1 đề cử" in text_of(bulk(clerk, act="judge", row=[three[2].pk]))
    assert Appraisal.objects.count() == 1
    assert "1 vì chưa có đề cử nào từ tệp" in text_of(bulk(clerk, act="judge", row=[three[0].pk]))


def test_many_files_that_wait_are_dropped(clerk, three):
    text = text_of(bulk(clerk, act="drop", row=[one.pk for one in three], sure="yes"))
    assert "Bỏ 2 tệp, bỏ qua 1: 1 vì không còn chờ xem trước." in text
    assert [FileState.DROPPED.value] * 2 == [one.state for one in _again(three[:2])]


def test_a_file_of_another_year_fails_the_act(clerk, three, office):
    elsewhere = previewed(factories.call(2026), GOOD, by=office)
    assert bulk(clerk, act="drop", row=[three[0].pk, elsewhere.pk], sure="yes").status_code == 404
    assert _again(three[:1])[0].state == FileState.PREVIEW.value


def _again(files):
    for one in files:
        one.refresh_from_db()
    return files


# Who was asked


def test_who_was_asked_is_narrowed_ordered_and_taken_away(clerk, call, office):
    nominations.save_file(previewed(call, GOOD, by=office), by=office, on=call.opened_on)
    (row,) = table(clerk, "calls", 2027, answered="yes")[1:]
    assert (row[0], row[5]) == ("Cao Bằng", "1")
    assert [row[0] for row in table(clerk, "calls", 2027, q="son la")[1:]] == ["Sơn La"]
    assert table(clerk, "calls", 2027, order="-nominated")[1][0] == "Cao Bằng"
    text = text_of(page(clerk, "calls", 2027, answered="no"))
    assert 'name="units"' in text, "whom to remind is ticked in the list itself"
    assert 'href="?answered=no&amp;order=name#invited"' in text


def test_as_of_a_past_day_the_list_has_what_is_known_of_it(clerk, call):
    heads = table(clerk, "calls", 2027, on=str(call.opened_on))[0]
    assert heads == ["Đơn vị khi đó", "Đơn vị nay", "Loại", "Trả lời"]
    assert 'name="units"' not in text_of(page(clerk, "calls", 2027, on=str(call.opened_on)))


def test_a_unit_takes_away_its_own_line_alone(client, call, stranger):
    client.force_login(stranger)
    assert [row[0] for row in table(client, "calls", 2027)[1:]] == ["Cao Bằng"]


# Nominations


@pytest.mark.parametrize("role", [one for one in Role if access.may(one, "nominations.see")])
def test_the_file_of_nominees_has_what_the_duty_reads_and_says_what_not(client, two, role):
    unit = "p-cao-bang" if access.of_unit(role) else None
    client.force_login(factories.account("ai", role=role.value, unit=unit))
    told = lines(client, "nominations", 2027, col="birth,party,standing")
    heads, left_out = told[told.index([]) + 1], " ".join(row[0] for row in told[:6] if row)
    for head, reads in (
        ("Ngày vào Đảng", access.reads(role, Sensitivity.SENSITIVE)), ("Thẩm định", access.may(role, "appraisals.see")),
    ):  # fmt: skip
        assert (head in heads) is reads
        assert (head in left_out) is not reads
    assert len(told) - told.index([]) - 2 == (1 if unit else 2)


# Verdicts


@pytest.mark.parametrize(("verdict", "found"), [("not_met", ["An"]), ("unknown", ["Bình"])])
def test_a_verdict_alone_asks_for_any_rule(clerk, two, verdict, found):
    Appraisal.objects.filter(nomination=two[0]).update(not_met="age", unknown="")
    Appraisal.objects.filter(nomination=two[1]).update(not_met="", unknown="age")
    rows = table(clerk, "appraisals", 2027, col="standing", verdict=verdict)
    assert [row[0].split()[-1] for row in rows[1:]] == found


def test_what_vetting_found_is_no_rule_for_whoever_may_not_read_it(client, two, inspector):
    Appraisal.objects.filter(nomination=two[0]).update(not_met="vetting", unknown="")
    Appraisal.objects.filter(nomination=two[1]).update(not_met="age", unknown="")
    client.force_login(inspector)
    rows = table(client, "appraisals", 2027, col="standing", verdict="not_met")
    assert [row[0] for row in rows[1:]] == ["Trần Thử Bình"]
