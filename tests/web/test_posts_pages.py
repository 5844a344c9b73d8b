"""Pages of the table of titles: looking through it, editing it, the posts of a year that it cannot read."""

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doanra.records.models import Appraisal, FieldWord, Nomination, PostTitle, Unit
from doanra.stages import calls, posts

pytestmark = pytest.mark.django_db
STRANGE = "Quản đốc phân xưởng giả định"


def page(client, name, *args, **query):
    return client.get(reverse(f"web:{name}", args=args), query)


def text_of(response):
    return response.content.decode()


def unread(call, position=STRANGE, **values):
    """A nomination whose post no title tells."""
    return factories.nomination(
        call, position=position, audience="", band=None, field="", leads=None, post_unread=position, **values
    )


@pytest.fixture
def call(db):
    return factories.call(2027)


def test_the_table_is_searched_without_diacritics(clerk):
    text = text_of(page(clerk, "posts", q="PHO VU TRUONG"))
    assert "phó vụ trưởng" in text
    assert "bí thư tỉnh uỷ" not in text


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({"band": "5"}, "bộ trưởng", "phó vụ trưởng"),
        ({"audience": "C"}, "vụ trưởng", "bí thư tỉnh uỷ"),
        ({"kind": "central", "q": "tinh uy"}, "Không chức danh nào khớp", "bí thư tỉnh uỷ"),
        ({"band": "99", "q": "bo truong"}, "bộ trưởng", "phó vụ trưởng"),
    ],
)
def test_the_table_narrows_by_the_address(clerk, query, shown, hidden):
    text = text_of(page(clerk, "posts", **query))
    assert shown in text
    assert f">{hidden}<" not in text


def test_a_title_is_added_and_read_from_then_on(clerk, call):
    given = {"pattern": "Quản đốc", "audience": "", "band": "2", "field": "economy", "leads": "yes",
             "unit_kinds": ["province", "city"], "source": "văn phòng xác nhận"}  # fmt: skip
    response = clerk.post(reverse("web:posts_add"), given, follow=True)
    assert "Đã thêm “Quản đốc”" in text_of(response)
    row = PostTitle.objects.get(pattern="Quản đốc")
    assert (row.band, row.field, row.leads, row.unit_kinds) == (2, "economy", True, "province,city")
    sender = Unit.objects.get(slug="p-cao-bang")
    reading = posts.read(STRANGE, "", unit=sender, on=call.opened_on, titles=posts.table())
    assert (reading.unread, reading.band) == ("", 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pattern": ""}, "Chưa lưu được"),
        ({"pattern": "x", "band": "9"}, "Chưa lưu được"),
        ({"pattern": "x", "valid_from": "2027-02-01", "valid_to": "2027-01-01"}, "Ngày cuối ở trước ngày đầu"),
    ],
)
def test_a_title_that_makes_no_sense_is_refused_beside_its_field(clerk, given, said):
    before = PostTitle.objects.count()
    response = clerk.post(reverse("web:posts_add"), given)
    assert response.status_code == 400
    assert said in text_of(response)
    assert PostTitle.objects.count() == before


def test_a_title_is_changed_as_the_form_showed_it(clerk):
    row = PostTitle.objects.exclude(valid_from=None).first()
    form = page(clerk, "posts_change", row.pk).context["form"]
    given = {name: value for name, value in form.initial.items() if value is not None}
    assert clerk.post(reverse("web:posts_change", args=[row.pk]), given).status_code == 302
    same = PostTitle.objects.get(pk=row.pk)
    kept = ("pattern", "band", "audience", "field", "leads", "unit_kinds", "valid_from", "valid_to", "source")
    assert [getattr(same, name) for name in kept] == [getattr(row, name) for name in kept]


def test_what_somebody_else_changed_meanwhile_is_not_written_over(clerk, office):
    row = posts.add_title(by=office, values={"pattern": "quản đốc", "band": 1})
    seen = page(clerk, "posts_change", row.pk).context["stood"]
    posts.change_title(row, by=office, values={"pattern": "quản đốc", "band": 2})
    response = clerk.post(
        reverse("web:posts_change", args=[row.pk]), {"pattern": "quản đốc", "band": "3", "stood": seen}
    )
    assert response.status_code == 409
    assert "sau khi bạn mở trang này" in text_of(response)
    row.refresh_from_db()
    assert row.band == 2


def test_a_title_is_removed(clerk, office):
    row = posts.add_title(by=office, values={"pattern": "quản đốc"})
    clerk.post(reverse("web:posts_remove", args=[row.pk]))
    assert not PostTitle.objects.filter(pk=row.pk).exists()
    assert page(clerk, "posts_change", row.pk).status_code == 404


def test_the_way_back_never_leads_outside(clerk):
    response = clerk.post(reverse("web:posts_add"), {"pattern": "quản đốc", "next": "//example.org/"})
    assert response.url == reverse("web:posts")


def test_unread_posts_come_the_most_frequent_first_with_examples(clerk, call):
    unread(call, "Trưởng kho giả định")
    unread(call)
    unread(call, unit="p-son-la")
    text = text_of(page(clerk, "posts_unknown", 2027))
    assert "2 cách ghi ở 3 đề cử" in text
    assert text.index(STRANGE) < text.index("Trưởng kho giả định")
    assert "Sơn La" in text


def test_a_title_can_be_added_in_place_with_the_text_filled_in(clerk, call):
    response = clerk.get(reverse("web:posts_add"), {"pattern": STRANGE}, headers={"HX-Request": "true"})
    text = text_of(response)
    assert "<html" not in text
    assert f'value="{STRANGE.lower()}"' in text


def test_after_a_title_was_added_the_year_is_read_and_judged_again(clerk, call, office):
    one = unread(call)
    posts.add_title(by=office, values={"pattern": "quản đốc", "band": 2, "audience": "E", "leads": True})
    assert "Đã có trong bảng" in text_of(page(clerk, "posts_unknown", 2027))
    response = clerk.post(reverse("web:posts_reread", args=[2027]), follow=True)
    assert "1 đề cử đọc khác trước" in text_of(response)
    assert "Mọi chức vụ của năm đều đọc được" in text_of(response)
    one.refresh_from_db()
    assert (one.band, one.audience, one.post_unread) == (2, "E", "")
    assert Appraisal.objects.get().nomination == one


def test_a_closed_year_is_not_read_again(clerk, call):
    unread(call)
    calls.close(call, by=None)
    response = clerk.post(reverse("web:posts_reread", args=[2027]))
    assert response.status_code == 400
    assert Nomination.objects.get().post_unread == STRANGE
    assert reverse("web:posts_reread", args=[2027]) not in text_of(page(clerk, "posts_unknown", 2027))


def test_unread_posts_ask_the_same_for_one_row_and_for_three(clerk, call):
    counts = []
    for names in (["Trưởng kho a"], ["Trưởng kho b", "Trưởng kho c"]):
        for name in names:
            unread(call, name)
        with CaptureQueriesContext(connection) as queries:
            assert page(clerk, "posts_unknown", 2027).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_words_of_fields_are_added_changed_and_removed(clerk):
    given = {"pattern": "phân xưởng", "field": "economy"}
    assert clerk.post(reverse("web:posts_fields"), given).status_code == 302
    word = FieldWord.objects.get(pattern="phân xưởng")
    assert "phân xưởng" in text_of(page(clerk, "posts_fields", q="phan xuong"))
    again = clerk.post(reverse("web:posts_fields"), given)
    assert again.status_code == 400
    assert "Bảng đã có từ" in text_of(again)
    clerk.post(reverse("web:posts_field", args=[word.pk]), {"pattern": "phân xưởng", "field": "government"})
    word.refresh_from_db()
    assert word.field == "government"
    clerk.post(reverse("web:posts_field_remove", args=[word.pk]))
    assert not FieldWord.objects.filter(pk=word.pk).exists()


def test_an_inspector_reads_and_changes_nothing(client, inspector, call):
    row, word = PostTitle.objects.first(), FieldWord.objects.first()
    unread(call)
    client.force_login(inspector)
    for name, args in (("posts", []), ("posts_fields", []), ("posts_unknown", [2027])):
        text = text_of(page(client, name, *args))
        assert reverse("web:posts_add") not in text
    for name, args in (
        ("posts_add", []), ("posts_change", [row.pk]), ("posts_remove", [row.pk]), ("posts_fields", []),
        ("posts_field", [word.pk]), ("posts_field_remove", [word.pk]), ("posts_reread", [2027]),
    ):  # fmt: skip
        assert client.post(reverse(f"web:{name}", args=args), {"pattern": "x"}).status_code == 403


def test_a_unit_has_no_business_with_the_table(client, stranger, call):
    client.force_login(stranger)
    for name, args in (("posts", []), ("posts_fields", []), ("posts_unknown", [2027])):
        assert page(client, name, *args).status_code == 403


def test_of_a_text_with_several_posts_each_that_is_missing_is_offered_alone(clerk, call):
    unread(call, f"Giám đốc Sở Tài chính, {STRANGE}")
    text = text_of(page(clerk, "posts_unknown", 2027))
    assert f"Thêm “{STRANGE}”" not in text, "what no opening begins is the tail of its neighbour"
    unread(call, "Giám đốc Sở Tài chính, Trưởng kho giả định")
    text = text_of(page(clerk, "posts_unknown", 2027))
    assert "Thêm “Trưởng kho giả định”" in text
    assert "Thêm “Giám đốc" not in text
