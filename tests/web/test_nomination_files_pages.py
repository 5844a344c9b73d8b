"""Pages of units' files: handing in, one file with its reasons at the cells, saving, taking away."""

import io
import zipfile

import factories
import openpyxl
import pytest
import unit_lists
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from handed_in import BAD, GOOD, HEAD, ODD, OTHER, page, previewed, text_of, upload, workbook

from doanra.records.models import Appraisal, FileState, Nomination, Person, SourceFile, Unit
from doanra.stages import calls, nominations

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return factories.call(2027)


# Handing in


def test_several_files_go_into_previews_and_nothing_is_saved(clerk, call):
    files = [upload("Cao Bang.xlsx", workbook(GOOD, BAD)), upload("rong.xlsx", b"")]
    response = clerk.post(reverse("web:nominations_upload", args=[2027]), {"lists": files})
    assert response.url == reverse("web:nominations_files", args=[2027])
    states = dict(SourceFile.objects.values_list("name", "state"))
    assert states == {"Cao Bang.xlsx": FileState.PREVIEW, "rong.xlsx": FileState.REFUSED}
    assert not Person.objects.exists()
    assert not Nomination.objects.exists()
    text = text_of(clerk.get(response.url))
    assert "Cao Bang.xlsx" in text
    assert "rong.xlsx" in text


def test_one_file_leads_to_its_preview(clerk, call):
    response = clerk.post(reverse("web:nominations_upload", args=[2027]), {"lists": upload("a.xlsx", workbook(GOOD))})
    assert response.url == reverse("web:nominations_file", args=[2027, SourceFile.objects.get().pk])


def test_a_script_is_led_by_a_header(clerk, call):
    response = clerk.post(
        reverse("web:nominations_upload", args=[2027]),
        {"lists": upload("a.xlsx", workbook(GOOD))},
        headers={"HX-Request": "true"},
    )
    assert response.headers["HX-Redirect"] == reverse("web:nominations_file", args=[2027, SourceFile.objects.get().pk])


def test_no_file_is_answered_in_words(clerk, call):
    response = clerk.post(reverse("web:nominations_upload", args=[2027]))
    assert response.status_code == 400
    assert "Chưa chọn tệp nào" in text_of(response)


def test_too_much_is_refused_and_nothing_is_kept(clerk, call, settings):
    settings.UPLOAD_LIMIT = 1000
    response = clerk.post(
        reverse("web:nominations_upload", args=[2027]), {"lists": upload("a.xlsx", workbook(GOOD))},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert response.status_code == 400
    assert "quá mức" in text_of(response)
    assert not SourceFile.objects.exists()


def test_a_closed_year_takes_no_file(clerk, call):
    calls.close(call, by=None)
    assert "data-upload" not in text_of(page(clerk, "nominations_files", 2027))
    response = clerk.post(reverse("web:nominations_upload", args=[2027]), {"lists": upload("a.xlsx", workbook(GOOD))})
    assert response.status_code == 400
    assert not SourceFile.objects.exists()


def test_a_file_with_the_mark_of_a_secret_is_not_kept(clerk, call):
    content = workbook(GOOD, title="MẬT")
    clerk.post(reverse("web:nominations_upload", args=[2027]), {"lists": upload("mat.xlsx", content)})
    file = SourceFile.objects.get()
    assert file.state == FileState.REFUSED
    assert not file.content
    assert not file.rows.exists()
    assert page(clerk, "nominations_original", 2027, file.pk).status_code == 404
    assert "không được giữ lại" in text_of(page(clerk, "nominations_file", 2027, file.pk))


@pytest.mark.once
def test_invented_files_come_into_previews_once(clerk, call):
    address = reverse("web:nominations_specimens", args=[2027])
    assert clerk.post(address).url == reverse("web:nominations_files", args=[2027])
    assert SourceFile.objects.filter(state=FileState.PREVIEW).count() > 60
    assert not Nomination.objects.exists()
    again = clerk.post(address)
    assert again.status_code == 400
    assert "đã có tệp" in text_of(again)


def test_invented_files_can_be_taken_away(clerk, call):
    response = page(clerk, "nominations_specimens_zip", 2027)
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) > 60


# One file


def test_the_preview_adds_up_and_says_the_reason_at_the_cell(clerk, call, office):
    file = previewed(call, GOOD, OTHER, BAD, GOOD, by=office)
    text = text_of(page(clerk, "nominations_file", 2027, file.pk))
    assert 'class="bad" data-l="Ngày sinh"' in text
    assert "31/02/1975" in text
    assert "Nhận tệp: 2 dòng" in text
    assert "Tải bảng 1 dòng trả lại" in text
    assert "tỉnh Cao Bằng" in text
    assert "001075000001" not in text, "the number of a person is of no use for checking columns"


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        ("", {"An", "Bình", "Chi"}),
        ("refused", {"Chi"}),
        ("accepted", {"An", "Bình"}),
        ("warned", set()),
        ("x", {"An", "Bình", "Chi"}),
    ],
)
def test_rows_are_narrowed_to_one_kind(clerk, call, office, only, shown):
    file = previewed(call, GOOD, OTHER, BAD, by=office)
    text = text_of(page(clerk, "nominations_file", 2027, file.pk, only=only)).split("<tbody>")[-1].split("</tbody>")[0]
    assert {name for name in ("An", "Bình", "Chi") if f"Thử {name}</th>" in text} == shown


def test_a_problem_of_a_cell_that_is_not_shown_stands_beside_the_outcome(clerk, call, office):
    content = unit_lists.workbook([1, *GOOD[1:6], "31/02/2004"], head=[*HEAD[:6], "Ngày vào Đảng"])
    file = nominations.receive(call, name="Cao Bang.xlsx", content=content, by=office)
    text = text_of(page(clerk, "nominations_file", 2027, file.pk))
    assert text.index("Nhận, có cảnh báo") < text.index('<span class="raw">31/02/2004</span>')
    assert '<th scope="col">Ngày vào Đảng</th>' not in text


def test_a_post_that_no_title_tells_leads_to_the_table_of_titles(clerk, call, office):
    file = previewed(call, GOOD, ODD, by=office)
    text = text_of(page(clerk, "nominations_file", 2027, file.pk))
    assert "Quản đốc phân xưởng giả định”" in text
    assert reverse("web:posts_add") + "?pattern=" in text


def test_the_preview_asks_the_same_for_one_row_and_for_three(clerk, call, office):
    counts = []
    for name, rows in (("a.xlsx", [GOOD]), ("b.xlsx", [GOOD, BAD, ODD])):
        file = previewed(call, *rows, by=office, name=f"Cao Bang {name}")
        with CaptureQueriesContext(connection) as queries:
            assert page(clerk, "nominations_file", 2027, file.pk).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_the_page_of_files_asks_the_same_for_one_and_for_three(clerk, call, office):
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            previewed(call, GOOD, by=office, name=f"Cao Bang {name}.xlsx")
            nominations.drop(previewed(call, OTHER, by=office, name=f"Cao Bang bo {name}.xlsx"), by=office)
        with CaptureQueriesContext(connection) as queries:
            assert page(clerk, "nominations_files", 2027).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_a_long_file_is_shown_in_parts_without_the_strip(clerk, call, office):
    rows = [[number, unit_lists.invented(number), "12/03/1975", *GOOD[3:6], ""] for number in range(1, 320)]
    file = previewed(call, *rows, by=office)
    first, second = (text_of(page(clerk, "nominations_file", 2027, file.pk, page=number)) for number in (1, 2))
    assert 'class="strip"' not in first
    assert first.count('<th scope="row">') == 200
    assert second.count('<th scope="row">') == 119


def test_the_unit_is_chosen_by_the_clerk_then_the_file_can_be_saved(clerk, call, office):
    file = previewed(call, GOOD, by=office, name="danh sach.xlsx", title="DANH SÁCH")
    assert "Chọn đơn vị gửi thì nhận được" in text_of(page(clerk, "nominations_file", 2027, file.pk))
    address = reverse("web:nominations_unit", args=[2027, file.pk])
    assert clerk.post(address, {"unit": ""}).status_code == 400
    assert clerk.post(address, {"unit": Unit.objects.get(slug="p-yen-bai").pk}).status_code == 400, "gone in 2025"
    assert clerk.post(address, {"unit": Unit.objects.get(slug="p-son-la").pk}).status_code == 302
    file.refresh_from_db()
    assert file.unit.slug == "p-son-la"


def test_saving_makes_nominations_with_their_verdict(clerk, call, office):
    file = previewed(call, GOOD, OTHER, BAD, by=office)
    response = clerk.post(reverse("web:nominations_save", args=[2027, file.pk]), follow=True)
    assert "2 đề cử đã lưu và thẩm định" in text_of(response)
    assert Nomination.objects.count() == Appraisal.objects.count() == 2
    assert "Nhận tệp:" not in text_of(response)


def test_of_two_clerks_the_second_is_told(clerk, call, office):
    file = previewed(call, GOOD, by=office)
    address = reverse("web:nominations_save", args=[2027, file.pk])
    clerk.post(address)
    second = clerk.post(address)
    assert second.status_code == 409
    assert "Mở lại tệp để xem kết quả" in text_of(second)
    assert Nomination.objects.count() == 1


def test_saving_without_a_unit_is_refused_in_words(clerk, call, office):
    file = previewed(call, GOOD, by=office, name="danh sach.xlsx", title="DANH SÁCH")
    response = clerk.post(reverse("web:nominations_save", args=[2027, file.pk]))
    assert response.status_code == 400
    assert "Chọn đơn vị gửi" in text_of(response)
    assert not Person.objects.exists()


def test_dropping_keeps_the_file_in_the_history(clerk, call, office):
    file = previewed(call, GOOD, by=office)
    text = text_of(clerk.post(reverse("web:nominations_drop", args=[2027, file.pk]), follow=True))
    assert "Đã bỏ tệp" in text
    file.refresh_from_db()
    assert file.state == FileState.DROPPED


@pytest.mark.parametrize(
    ("with_refused", "saved"), [("", {"Cao Bang.xlsx"}), ("yes", {"Cao Bang.xlsx", "Son La.xlsx"})]
)
def test_many_files_are_saved_at_once_but_none_without_a_unit(clerk, call, office, with_refused, saved):
    previewed(call, GOOD, by=office)
    previewed(call, OTHER, BAD, by=office, name="Son La.xlsx", title="TỈNH UỶ SƠN LA")
    previewed(call, OTHER, by=office, name="danh sach.xlsx", title="DANH SÁCH")
    summary = text_of(page(clerk, "nominations_save_ready", 2027))
    assert "1 tệp nhận được ngay; 1 tệp có dòng trả lại; 1 tệp chưa rõ đơn vị" in summary
    response = clerk.post(
        reverse("web:nominations_save_ready", args=[2027]), {"with_refused": with_refused}, follow=True
    )
    assert f"Đã nhận {len(saved)} tệp: {len(saved)} đề cử" in text_of(response)
    assert set(SourceFile.objects.filter(state=FileState.SAVED).values_list("name", flat=True)) == saved
    assert Appraisal.objects.count() == len(saved)


def test_the_same_bytes_again_are_pointed_out(clerk, call, office):
    content = workbook(GOOD)
    files = [nominations.receive(call, name=f"Cao Bang {n}.xlsx", content=content, by=office) for n in (1, 2)]
    assert "giống hệt" in text_of(page(clerk, "nominations_file", 2027, files[1].pk))


# Taking away


def test_the_original_comes_as_it_was_and_is_never_opened_by_the_browser(clerk, call, office):
    content = workbook(GOOD)
    file = nominations.receive(call, name="Cao Bằng.xlsx", content=content, by=office)
    response = page(clerk, "nominations_original", 2027, file.pk)
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_refused_rows_come_with_their_reason_and_formulas_stay_text(clerk, call, office):
    file = previewed(call, GOOD, BAD, by=office)
    response = page(clerk, "nominations_refused_rows", 2027, file.pk)
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    heads, row = ([cell.value for cell in line] for line in (sheet[3], sheet[4]))
    assert dict(zip(heads, row, strict=True))["Họ và tên"] == "Lê Thử Chi"
    assert "31/02/1975" in row[-2]
    assert "05/08/1975" in row[-1]
    assert {cell.data_type for cell in sheet[4] if cell.value} == {"n", "s"}
    good = previewed(call, OTHER, by=office, name="Cao Bang 2.xlsx")
    assert page(clerk, "nominations_refused_rows", 2027, good.pk).status_code == 404
