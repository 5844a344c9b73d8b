"""Saving from the preview: at once, or for a big file in the background with progress, stopping and starting again."""

import factories
import pytest
from django.urls import reverse
from django.utils import timezone
from unit_lists import line, workbook

from doanra.records.models import Nomination, SavingRun, SavingState
from doanra.stages import nominations, savings
from doanra.stages.savings import runs, signals

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(db):
    rows = [line("Nguyễn Thử An"), line("Trần Thử Bình")]
    return nominations.receive(factories.call(2027), name="a.xlsx", content=workbook(*rows), by=None)


@pytest.fixture
def big(file, monkeypatch):
    monkeypatch.setattr(runs, "BIG", 2)
    return file


def url(name, file):
    return reverse(f"web:nominations_{name}", args=[2027, file.pk])


def test_a_small_file_is_saved_before_the_page_answers(client, office, file):
    client.force_login(office)
    answer = client.post(url("save", file), follow=True)
    assert "2 đề cử đã lưu và thẩm định" in answer.content.decode()
    assert not SavingRun.objects.exists()


def test_a_big_file_is_queued_watched_and_done(client, office, big):
    client.force_login(office)
    answer = client.post(url("save", big))
    assert answer.url == url("saving", big)
    text = client.get(url("saving", big)).content.decode()
    assert "Đang chờ máy nhận việc" in text
    assert url("saving_progress", big) in text
    assert "Dừng, không lưu gì" in text
    run = SavingRun.objects.get()
    SavingRun.objects.update(state=SavingState.RUNNING.value, heartbeat_at=run.created_at)
    signals.tell(run.pk, saved=1, judged=0, elapsed=3)
    text = client.get(url("saving_progress", big)).content.decode()
    assert 'value="25"' in text
    signals.clear(run.pk)
    SavingRun.objects.update(state=SavingState.QUEUED.value)
    savings.save_later.func(run.pk)
    done = client.get(url("saving_progress", big), headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == url("file", big)
    assert Nomination.objects.count() == 2
    assert "Mọi dòng nhận được đã thành đề cử" in client.get(url("saving", big)).content.decode()


def test_once_all_rows_are_saved_only_the_appraisal_can_be_stopped(client, office, big):
    client.force_login(office)
    client.post(url("save", big))
    SavingRun.objects.update(state="running", rows_saved=2, heartbeat_at=timezone.now(), elapsed=142)
    text = client.get(url("saving", big)).content.decode()
    assert "Đã ghi hết các dòng, đang thẩm định" in text
    assert "Dừng thẩm định, giữ các dòng đã lưu" in text
    assert "Dừng, không lưu gì" not in text
    assert "2 phút 22 giây" in text


def test_stopping_leaves_the_file_in_preview(client, office, big):
    client.force_login(office)
    client.post(url("save", big))
    text = client.post(url("saving_cancel", big), follow=True).content.decode()
    assert "chưa dòng nào được lưu" in text
    assert not Nomination.objects.exists()
    sent_on = client.get(url("saving_progress", big), headers={"HX-Request": "true"})
    assert sent_on["HX-Redirect"] == url("saving", big)
    assert client.post(url("save", big)).url == url("saving", big)


def test_all_files_at_once_put_the_big_ones_into_the_queue(client, office, big):
    client.force_login(office)
    text = client.post(reverse("web:nominations_save_ready", args=[2027]), follow=True).content.decode()
    assert "1 tệp lớn đang được lưu trong nền" in text


def test_who_may_not_receive_neither_saves_nor_stops_nor_watches(client, inspector, big):
    savings.start(big, by=None, on=big.received_at.date())
    client.force_login(inspector)
    assert client.post(url("save", big)).status_code == 403
    assert client.post(url("saving_cancel", big)).status_code == 403
    assert client.get(url("saving", big)).status_code == 403


def test_a_file_that_was_never_saved_has_no_such_page(client, office, file):
    client.force_login(office)
    assert client.get(url("saving", file)).status_code == 404
