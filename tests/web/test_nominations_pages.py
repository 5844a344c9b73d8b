"""The list of nominees: empty years, order, filters, units then and now, who may see what."""

from datetime import date

import factories
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from handed_in import GOOD, OTHER, page, previewed, text_of

from doanra.records.models import FileState, SourceFile, Unit
from doanra.stages import nominations

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


# The list


def test_an_empty_open_year_offers_upload_and_invented_files(clerk, call):
    text = text_of(page(clerk, "nominations", 2027))
    assert reverse("web:nominations_files", args=[2027]) in text
    assert reverse("web:nominations_specimens", args=[2027]) in text
    assert reverse("web:nominations_specimens_zip", args=[2027]) in text


def test_an_empty_year_in_earnest_gives_invented_files_only_as_a_download(clerk, call):
    call.synthetic = False
    call.save()
    text = text_of(page(clerk, "nominations", 2027))
    assert f'action="{reverse("web:nominations_specimens", args=[2027])}"' not in text
    response = clerk.post(reverse("web:nominations_specimens", args=[2027]))
    assert response.status_code == 400
    assert "năm làm việc thật" in text_of(response)
    assert not SourceFile.objects.exists()


def test_the_list_is_in_the_order_of_given_names(clerk, call):
    unit = Unit.objects.get(slug="p-cao-bang")
    for name in ("Trần Thử Đạt", "Lê Thử Ân", "Vũ Thử An", "Bùi Thử Dũng"):
        factories.nomination(call, person=factories.person(unit, full_name=name))
    text = text_of(page(clerk, "nominations", 2027))
    names = ["Vũ Thử An", "Lê Thử Ân", "Bùi Thử Dũng", "Trần Thử Đạt"]
    assert sorted(names, key=text.index) == names


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"programme": "medium"}, {"Trần Thử Bình"}),
        ({"q": "thu an"}, {"Nguyễn Thử An"}),
        ({"q": "lao cai"}, {"Trần Thử Bình"}),
        ({"unit": "p-cao-bang"}, {"Nguyễn Thử An"}),
        ({"kind": "central"}, set()),
        ({"standing": "none"}, {"Nguyễn Thử An", "Trần Thử Bình"}),
        ({"standing": "nonsense", "page": "x"}, {"Nguyễn Thử An", "Trần Thử Bình"}),
    ],
)
def test_the_list_narrows_by_the_address(clerk, call, query, shown):
    for unit, name, programme in (
        ("p-cao-bang", "Nguyễn Thử An", "short"),
        ("p-lao-cai-2025", "Trần Thử Bình", "medium"),
    ):
        sender = Unit.objects.get(slug=unit)
        factories.nomination(call, unit=unit, programme=programme, person=factories.person(sender, full_name=name))
    text = text_of(page(clerk, "nominations", 2027, **query))
    assert {name for name in ("Nguyễn Thử An", "Trần Thử Bình") if name in text} == shown


def test_units_are_shown_as_then_and_as_now(clerk, db):
    past = factories.call(2023, on=date(2022, 10, 10))
    factories.nominations(past, 1, unit="p-yen-bai")
    assert "nay là Lào Cai" in text_of(page(clerk, "nominations", 2023))
    now = text_of(page(clerk, "nominations", 2023, by="now", order="unit", unit="p-lao-cai-2025"))
    assert "khi đó: Yên Bái" in now


def test_the_list_asks_the_same_for_one_row_and_for_three(clerk, call):
    counts = []
    for many in (1, 2):
        factories.nominations(call, many)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert page(clerk, "nominations", 2027).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_a_unit_sees_its_own_and_that_of_its_predecessors_only(client, db):
    past = factories.call(2023, on=date(2022, 10, 10))
    for unit, name in (("p-yen-bai", "Nguyễn Thử Của Mình"), ("p-cao-bang", "Trần Thử Của Người")):
        sender = Unit.objects.get(slug=unit)
        factories.nomination(past, unit=unit, person=factories.person(sender, full_name=name))
    client.force_login(factories.account("dung", role="unit", unit="p-lao-cai-2025"))
    text = text_of(page(client, "nominations", 2023))
    assert "Nguyễn Thử Của Mình" in text
    assert "Trần Thử Của Người" not in text


def test_a_year_that_was_not_called_is_not_found(clerk):
    response = page(clerk, "nominations", 2031)
    assert response.status_code == 404
    assert "Chưa mở đợt đề cử năm 2031" in text_of(response)


# Who may


def test_an_inspector_reads_and_changes_nothing(client, call, office, inspector):
    file = previewed(call, GOOD, by=office)
    client.force_login(inspector)
    text = text_of(page(client, "nominations_file", 2027, file.pk))
    assert reverse("web:nominations_save", args=[2027, file.pk]) not in text
    assert page(client, "nominations_original", 2027, file.pk).status_code == 403
    assert page(client, "nominations_save_ready", 2027).status_code == 403
    for name in ("nominations_save", "nominations_drop", "nominations_unit"):
        assert client.post(reverse(f"web:{name}", args=[2027, file.pk])).status_code == 403
    for name in ("nominations_upload", "nominations_specimens", "nominations_save_ready"):
        assert client.post(reverse(f"web:{name}", args=[2027])).status_code == 403
    file.refresh_from_db()
    assert file.state == FileState.PREVIEW


def test_a_unit_sees_no_file_of_another_and_none_that_waits(client, call, office, stranger):
    own, other = (
        previewed(call, GOOD, by=office),
        previewed(call, OTHER, by=office, name="Son La.xlsx", title="TỈNH UỶ SƠN LA"),
    )
    nominations.save_file(other, by=office, on=date(2026, 10, 1))
    client.force_login(stranger)
    assert page(client, "nominations_file", 2027, own.pk).status_code == 404, "still in the office's hands"
    assert page(client, "nominations_file", 2027, other.pk).status_code == 404
    assert "Son La.xlsx" not in text_of(page(client, "nominations_files", 2027))
    nominations.save_file(own, by=office, on=date(2026, 10, 1))
    assert page(client, "nominations_file", 2027, own.pk).status_code == 200


def test_who_has_no_duty_with_nominations_is_forbidden(client, call):
    client.force_login(factories.account("em", role="participant"))
    response = page(client, "nominations", 2027)
    assert response.status_code == 403
    assert "không có quyền" in text_of(response)
