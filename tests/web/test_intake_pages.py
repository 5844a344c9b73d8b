"""Pages of handing in: what columns mean, hand-ins and their history, the table of heads, too heavy uploads."""

import re
from pathlib import Path

import factories
import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from handed_in import BAD, GOOD, OTHER, page, previewed, text_of, upload, workbook
from unit_lists import line
from unit_lists import workbook as written

from doanra.records.models import (
    Attempt,
    AttemptOutcome,
    ColumnMemory,
    FileState,
    HandIn,
    HandInState,
    HeaderWord,
    RowOutcome,
    SourceFile,
)
from doanra.stages import nominations, synonyms
from doanra.stages.nominations import attempts, mapping
from doanra.web.nominations.acts import _FEW
from doanra.web.weight import FORM, CountingHandler

pytestmark = pytest.mark.django_db
ODD = ["TT", "Nhân vật", "Chào đời", "Phận", "Nhiệm sở", "Nguyện", "Đánh giá năm 2026", "Kỷ luật"]
CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
NOT_SENT = {"README.md", "truth.jsonl", "files.jsonl", "score.py"}


@pytest.fixture
def call(db):
    return factories.call(2027)


def columns_of(file):
    return reverse("web:nominations_columns", args=[2027, file.pk])


def seen(text):
    return re.search(r'name="seen" value="([^"]*)"', text)[1]


# What columns mean


def test_the_file_is_shown_as_it_is_with_the_meaning_of_each_column(clerk, call, office):
    text = text_of(clerk.get(columns_of(previewed(call, GOOD, by=office))))
    assert "TỈNH UỶ CAO BẰNG" in text
    assert re.search(r'<tr class="is-head"><th scope="row" class="num">5<', text)
    assert re.search(r'<option value="birth_date" selected>Ngày sinh</option>', text)
    assert "Đọc lại theo cách hiểu này" in text


def test_a_correction_reads_the_file_again_and_is_remembered(clerk, call, office):
    file = previewed(call, GOOD, BAD, by=office)
    text = text_of(clerk.get(columns_of(file)))
    field = re.search(r'<select name="(m-0-4)"', text)[1]
    response = clerk.post(columns_of(file), {"seen": seen(text), field: "workplace"}, follow=True)
    assert "Đã đọc lại “Cao Bang.xlsx”: 2 dòng, 1 nhận, 1 trả lại, 0 không đổi." in text_of(response)
    assert "nhớ cho tệp sau của Tỉnh Cao Bằng" in text_of(response)
    assert file.rows.first().fields["workplace"] == GOOD[4]
    again = previewed(call, OTHER, by=office, name="Cao Bang 2.xlsx")
    text = text_of(clerk.get(columns_of(again)))
    assert "Nhớ từ lần trước" in text
    memory = ColumnMemory.objects.get()
    gone = clerk.post(reverse("web:nominations_forget", args=[2027, again.pk]), {"memory": memory.pk}, follow=True)
    assert "Đã quên cột “Chức vụ”" in text_of(gone)
    assert not ColumnMemory.objects.exists()


def test_a_file_without_a_known_head_is_shown_and_its_head_chosen(clerk, call, office):
    content = written(line(), head=ODD)
    file = nominations.receive(call, name="Cao Bang.xlsx", content=content, by=office)
    assert "Chỉ ra dòng tiêu đề và các cột" in text_of(page(clerk, "nominations_file", 2027, file.pk))
    text = text_of(clerk.get(columns_of(file), {"head-0": "5"}))
    assert '<input type="hidden" name="head-0" value="5">' in text
    chosen = {"m-0-1": "full_name", "m-0-2": "birth_date", "m-0-4": "position", "m-0-5": "programme"}
    response = clerk.post(columns_of(file), {"seen": "", "head-0": "5", **chosen})
    assert response.url == reverse("web:nominations_file", args=[2027, file.pk])
    file.refresh_from_db()
    assert (file.state, file.rows_accepted) == (FileState.PREVIEW, 1)


def test_a_correction_that_reads_nothing_is_refused_on_the_page(clerk, call, office):
    file = previewed(call, GOOD, by=office)
    nothing = {f"m-0-{number}": "-" for number in range(9)}
    response = clerk.post(columns_of(file), {"seen": "", **nothing})
    assert response.status_code == 400
    assert "không đọc được dòng nào" in text_of(response)


def test_of_two_clerks_who_correct_one_file_the_second_is_told(clerk, call, office):
    file = previewed(call, GOOD, by=office)
    mapping.correct(file, meanings={("DS", "E"): "workplace"}, by=office)
    response = clerk.post(columns_of(file), {"seen": "", "m-0-4": "note"})
    assert response.status_code == 409
    assert "vừa được người khác sửa" in text_of(response)


def test_a_saved_file_is_only_looked_at(clerk, call, office):
    file = previewed(call, GOOD, by=office)
    clerk.post(reverse("web:nominations_save", args=[2027, file.pk]))
    text = text_of(clerk.get(columns_of(file)))
    assert "chỉ xem, không sửa" in text
    assert "<select" not in text.split("<main")[1]
    assert clerk.post(columns_of(file), {"seen": ""}).status_code == 409


def test_a_file_that_was_not_opened_has_no_columns(clerk, call, office):
    file = nominations.receive(call, name="a.xlsx", content=b"PK\x03\x04 broken", by=office)
    assert clerk.get(columns_of(file)).status_code == 404


def test_the_mapping_page_asks_the_same_for_one_row_and_for_three(clerk, call, office):
    counts = []
    for name, rows in (("a", [GOOD]), ("b", [GOOD, OTHER, BAD])):
        file = previewed(call, *rows, by=office, name=f"Cao Bang {name}.xlsx")
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(columns_of(file)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


@pytest.mark.parametrize("who", ["inspector", "stranger"])
def test_only_the_office_corrects(client, call, office, who, request):
    file = previewed(call, GOOD, by=office)
    client.force_login(request.getfixturevalue(who))
    assert client.get(columns_of(file)).status_code == 403
    assert client.post(columns_of(file), {}).status_code == 403
    assert client.post(reverse("web:nominations_forget", args=[2027, file.pk])).status_code == 403


# Hand-ins and their history


def test_many_files_are_read_in_the_background(clerk, call, office, monkeypatch):
    begun = []
    monkeypatch.setattr(attempts, "in_background", lambda hand_in, files: begun.append((hand_in, files)))
    content = workbook(GOOD)
    files = [upload(f"Cao Bang {number}.xlsx", content) for number in range(_FEW + 1)]
    response = clerk.post(reverse("web:nominations_upload", args=[2027]), {"lists": files})
    ((hand_in, contents),) = begun
    assert response.url == reverse("web:nominations_hand_in", args=[2027, hand_in.pk])
    text = text_of(clerk.get(response.url))
    assert "Đang đọc 9 tệp" in text
    assert "Tệp 1 trên 9" in text
    HandIn.objects.update(sheet="DS", row_at=500, row_of=2000)
    text = text_of(clerk.get(response.url))
    assert "Đang ở dòng (trang “DS”)" in text
    assert "500 trên 2.000" in text
    attempts.work(hand_in, files=contents)
    progress = page(clerk, "nominations_hand_in_progress", 2027, hand_in.pk)
    assert progress.headers["HX-Refresh"] == "true"
    text = text_of(clerk.get(response.url))
    assert "Đã đọc 9 tệp" in text
    assert "9 dòng = 9 nhận + 0 trả lại + 0 không đổi" in text
    assert text.count("Cùng nội dung") == 8


def test_a_hand_in_can_be_stopped_from_its_page(clerk, call, office):
    files = [("a.xlsx", workbook(GOOD))]
    hand_in = attempts.start(call, files=files, by=office)
    address = reverse("web:nominations_hand_in", args=[2027, hand_in.pk])
    assert "Dừng đọc" in text_of(clerk.get(address))
    text = text_of(clerk.post(reverse("web:nominations_hand_in_cancel", args=[2027, hand_in.pk]), follow=True))
    assert "Đang dừng" in text
    attempts.work(hand_in, files=files)
    assert HandIn.objects.get().state in {HandInState.CANCELLED, HandInState.DONE}
    HandIn.objects.update(state=HandInState.CANCELLED)
    assert "Đã dừng giữa chừng" in text_of(clerk.get(address))


def test_the_history_tells_every_attempt_and_who_sent_the_same_before(clerk, call, office):
    content = workbook(GOOD)
    nominations.receive(call, name="Cao Bang.xlsx", content=content, by=office)
    nominations.receive(call, name="Cao Bang nop lai.xlsx", content=content, by=None)
    nominations.receive(call, name="mat.xlsx", content=workbook(GOOD, title="MẬT"), by=office)
    text = text_of(page(clerk, "nominations_attempts", 2027))
    assert "3 lần" in text
    assert text.count("Cùng nội dung: đã đưa lên cho năm 2027 lúc") == 1
    assert "bởi An" in text
    assert "bí mật nhà nước" in text
    assert Attempt.objects.get(name="mat.xlsx").sha256[:8] in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"q": "son"}, {"Son La.xlsx"}),
        ({"result": "refused"}, {"rong.xlsx"}),
        ({"result": "preview"}, {"Cao Bang.xlsx", "Son La.xlsx"}),
        ({"unit": "p-cao-bang"}, {"Cao Bang.xlsx"}),
        ({"by": "0"}, {"rong.xlsx"}),
        ({"result": "cancelled"}, {"dung.xlsx"}),
        ({"q": "không có"}, set()),
    ],
)
def test_the_history_is_narrowed(clerk, call, office, query, shown):
    previewed(call, GOOD, by=office)
    previewed(call, OTHER, by=office, name="Son La.xlsx", title="TỈNH UỶ SƠN LA")
    nominations.receive(call, name="rong.xlsx", content=b"", by=None)
    hand_in = attempts.start(call, files=[("dung.xlsx", b"x")], by=office)
    hand_in.attempts.update(outcome=AttemptOutcome.CANCELLED)
    text = text_of(page(clerk, "nominations_attempts", 2027, **query)).split("<main")[1]
    assert {name for name in ("Cao Bang.xlsx", "Son La.xlsx", "rong.xlsx", "dung.xlsx") if name in text} == shown


def test_the_history_asks_the_same_for_one_and_for_three(clerk, call, office):
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            previewed(call, GOOD, by=office, name=f"Cao Bang {name}.xlsx")
        with CaptureQueriesContext(connection) as queries:
            assert page(clerk, "nominations_attempts", 2027).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_a_unit_sees_nothing_of_the_history_and_the_inspector_all(client, call, office, inspector, stranger):
    file = previewed(call, GOOD, by=office)
    for who, status in ((stranger, 403), (inspector, 200)):
        client.force_login(who)
        assert page(client, "nominations_attempts", 2027).status_code == status
        assert page(client, "nominations_hand_in", 2027, file.attempt.hand_in_id).status_code == status
    cancel = reverse("web:nominations_hand_in_cancel", args=[2027, file.attempt.hand_in_id])
    client.force_login(inspector)
    assert client.post(cancel).status_code == 403


def test_the_original_is_given_only_to_those_with_the_right(client, call, office, inspector, stranger):
    file = previewed(call, GOOD, by=office)
    for who in (inspector, stranger):
        client.force_login(who)
        assert page(client, "nominations_original", 2027, file.pk).status_code == 403


# Too heavy


class Unread:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("a byte was read")

    readline = read


def heavy(client, address, weight=300 * 1024 * 1024, **headers):
    return client.generic(
        "POST", address, b"", content_type="multipart/form-data; boundary=x", headers=headers,
        CONTENT_LENGTH=str(weight), **{"wsgi.input": Unread()},
    )  # fmt: skip


def test_a_heavy_upload_is_turned_away_unread_and_remembered(clerk, call, office):
    response = heavy(clerk, reverse("web:nominations_upload", args=[2027]))
    assert response.status_code == 413
    assert "300 MB, quá mức 200 MB" in text_of(response)
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.size, attempt.name) == (AttemptOutcome.NOT_TAKEN, 300 * 1024 * 1024, "")
    assert attempt.hand_in.by == office
    assert "(chưa đọc tên)" in text_of(page(clerk, "nominations_attempts", 2027))
    assert not SourceFile.objects.exists()


def test_a_heavy_upload_is_answered_to_a_script_in_a_fragment(clerk, call):
    response = heavy(clerk, reverse("web:nominations_upload", args=[2027]), **{"HX-Request": "true"})
    assert response.status_code == 413
    assert "<html" not in text_of(response)


def test_a_heavy_upload_to_a_year_that_is_none_is_turned_away_as_well(clerk, call):
    assert heavy(clerk, reverse("web:nominations_upload", args=[2099])).status_code == 413
    assert not Attempt.objects.exists()


def test_nobody_needs_to_be_known_to_be_turned_away(client, call):
    assert heavy(client, reverse("web:nominations_upload", args=[2027])).status_code == 413
    assert heavy(client, reverse("web:login")).status_code == 413
    assert not Attempt.objects.exists()


def test_a_stream_that_is_heavier_than_it_said_is_cut_off(settings):
    settings.UPLOAD_LIMIT = 1000
    handler = CountingHandler()
    assert handler.receive_data_chunk(b"x" * 1000, 0) == b"x" * 1000
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"x" * (FORM + 1), 1000)


def test_an_uploaded_file_touches_no_disk(clerk, call, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.INTAKE_AT_ONCE = 10_000_000
    large = SimpleUploadedFile("mat.csv", ("MẬT\n" + "x" * 6_000_000).encode())
    clerk.post(reverse("web:nominations_upload", args=[2027]), {"lists": large})
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size] == []
    handlers = settings.FILE_UPLOAD_HANDLERS
    assert not any("Temporary" in handler for handler in handlers)


# The table of heads


def test_the_table_shows_own_words_shipped_words_and_suggestions(clerk, call, office):
    mapping.correct(previewed(call, GOOD, by=office), meanings={("DS", "A"): "note"}, by=office)
    synonyms.add(header="Nhiệm sở", meaning="position", by=office)
    text = text_of(page(clerk, "synonyms"))
    assert "“Nhiệm sở”" in text
    assert "họ và tên khai sinh" in text
    narrowed = text_of(page(clerk, "synonyms", q="can cuoc"))
    assert "căn cước" in narrowed
    assert "họ và tên khai sinh" not in narrowed


def test_a_suggestion_is_taken_for_every_unit_by_one_button(clerk, call, office):
    file = nominations.receive(call, name="Cao Bang.xlsx", content=written(line(), head=ODD), by=office)
    mapping.correct(file, meanings={("DS", "B"): "full_name", ("DS", "C"): "birth_date"}, headers={"DS": 5}, by=office)
    text = text_of(page(clerk, "synonyms"))
    assert "Dùng cho mọi đơn vị?" in text
    response = clerk.post(reverse("web:synonyms"), {"header": "Nhân vật", "meaning": "full_name"}, follow=True)
    assert "Từ nay cột “Nhân vật” của mọi đơn vị được hiểu là: Họ và tên." in text_of(response)
    assert HeaderWord.objects.get().added_by == office


def test_a_conflict_is_refused_on_the_page_in_words(clerk, call):
    response = clerk.post(reverse("web:synonyms"), {"header": "Chức vụ", "meaning": "workplace"})
    assert response.status_code == 400
    assert "có sẵn nghĩa là “Chức vụ”" in text_of(response)
    assert not HeaderWord.objects.exists()
    assert clerk.post(reverse("web:synonyms"), {"header": "", "meaning": ""}).status_code == 400


def test_an_own_word_is_taken_back(clerk, call, office):
    word = synonyms.add(header="Nhiệm sở", meaning="position", by=office)
    text = text_of(clerk.post(reverse("web:synonyms_remove", args=[word.pk]), follow=True))
    assert "Đã bỏ “Nhiệm sở”" in text
    assert not HeaderWord.objects.exists()


def test_the_inspector_reads_the_table_and_changes_nothing(client, call, office, inspector, stranger):
    word = synonyms.add(header="Nhiệm sở", meaning="position", by=office)
    client.force_login(inspector)
    assert page(client, "synonyms").status_code == 200
    assert client.post(reverse("web:synonyms"), {"header": "x", "meaning": "note"}).status_code == 403
    assert client.post(reverse("web:synonyms_remove", args=[word.pk])).status_code == 403
    client.force_login(stranger)
    assert page(client, "synonyms").status_code == 403


# Totals


def numbers(text):
    return [int(number.replace(".", "")) for number in re.findall(r"[\d.]*\d", text)]


@pytest.mark.once
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the public corpus is not beside this checkout")
def test_read_is_accepted_and_refused_and_unchanged_wherever_it_is_told(clerk, office):
    call = factories.call(2023)
    files = [(path.name, path.read_bytes()) for path in sorted(CORPUS.iterdir()) if path.name not in NOT_SENT]
    received = nominations.receive_many(call, files=files, by=office)
    for file in received:
        outcomes = list(file.rows.values_list("outcome", flat=True))
        parts = [outcomes.count(one.value) for one in (RowOutcome.ACCEPTED, RowOutcome.REFUSED, RowOutcome.UNCHANGED)]
        assert [file.rows_accepted, file.rows_refused, file.rows_unchanged] == parts
        assert file.rows_read == sum(parts) == len(outcomes)
    said = text_of(page(clerk, "nominations_hand_in", 2023, HandIn.objects.get().pk))
    read, accepted, refused, unchanged = numbers(re.search(r"[\d.]+ dòng = [^.]+ không đổi", said)[0])
    assert read == accepted + refused + unchanged == sum(file.rows_read for file in received)
    for file in [one for one in received if one.state == FileState.PREVIEW][::15]:
        summed = text_of(page(clerk, "nominations_file", 2023, file.pk)).split('class="sum"')[1].split("</section>")[0]
        read, *parts = (numbers(figure)[0] for figure in re.findall(r'class="figure[^"]*">([^<]*)<', summed))
        assert read == sum(parts) == file.rows_read
    history = text_of(page(clerk, "nominations_attempts", 2023))
    for row in re.findall(r"<tr>.*?</tr>", history, re.DOTALL)[1:]:
        told = [int(cell) for cell in re.findall(r'class="num r[^"]*">(\d+)</td>', row)[:4]]
        assert not told or told[0] == sum(told[1:])
