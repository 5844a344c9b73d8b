"""Pages of notices: one's own, following one, what comes by mail, what was said to whom."""

from datetime import date

import factories
import pytest

from doanra.records.models import Notice
from doanra.stages import notices

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


@pytest.fixture
def clerk(client, stranger):
    factories.call(2027)
    notices.make(on=DAY, by=None)
    client.force_login(stranger)
    return client


def text(response):
    return response.content.decode()


def test_mine_and_how_many_are_unread(clerk, stranger):
    shown = text(clerk.get("/notices/"))
    assert "1 thông báo chưa đọc" in shown
    assert "Gửi danh sách đề cử năm 2027 của Cao Bằng" in shown
    assert "đang tắt gửi thư" in shown
    assert "Đã báo gì cho ai" not in shown


def test_the_most_pressing_of_a_day_comes_first_and_what_is_settled_last(clerk, office):
    notices.make(on=date(2027, 1, 3), by=None)
    clerk.force_login(office)
    says = [one.until for one in clerk.get("/notices/").context["page_obj"]]
    assert says[0] == date(2026, 12, 31)
    assert None in says[1:]
    office.notices.filter(until=date(2026, 12, 31)).update(settled_on=date(2027, 1, 3))
    assert clerk.get("/notices/").context["page_obj"][-1].settled_on


def test_following_one_leads_to_the_duty_and_reads_it(clerk, stranger):
    notice = stranger.notices.get()
    assert clerk.get(f"/notices/{notice.pk}/").headers["Location"] == notice.address
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "Không có thông báo nào chưa đọc" in text(clerk.get("/notices/"))


def test_anothers_notice_is_not_there(clerk):
    other = factories.account("khac", role="unit", unit="p-son-la")
    notices.make(on=DAY, by=None)
    assert clerk.get(f"/notices/{other.notices.get().pk}/").status_code == 404


def test_all_are_read_by_one_button(clerk, stranger):
    assert clerk.post("/notices/read/").status_code == 302
    assert stranger.notices.get().read_at is not None


def test_what_comes_by_mail_is_chosen(clerk, stranger):
    clerk.post("/notices/mail/", {"daily": "on"})
    assert (stranger.notice_choice.each, stranger.notice_choice.daily) == (False, True)


def test_the_office_sees_what_was_said_to_whom(clerk, office):
    clerk.force_login(office)
    shown = text(clerk.get("/notices/sent/"))
    assert "Chi" in shown
    assert "Cao Bằng" in shown
    assert "Không thông báo nào khớp" in text(clerk.get("/notices/sent/", {"q": "khong ai ca"}))
    assert "Gửi danh sách" in text(clerk.get("/notices/sent/", {"kind": "assigned", "since": "2026-10-01"}))
    assert "Không thông báo nào khớp" in text(clerk.get("/notices/sent/", {"until": "2026-09-30"}))


def test_what_was_said_to_others_leads_nowhere_for_whom_the_page_is_not(clerk, office):
    clerk.force_login(factories.account("kha", role="administrator"))
    assert clerk.get("/notices/sent/").status_code == 200
    addresses = set(Notice.objects.values_list("address", flat=True))
    refused = {one for one in addresses if clerk.get(one).status_code == 403}
    shown = text(clerk.get("/notices/sent/"))
    assert refused
    assert not [one for one in refused if f'href="{one}"' in shown]
    clerk.force_login(office)
    assert any(f'href="{one}"' in text(clerk.get("/notices/sent/")) for one in addresses)


def test_a_unit_does_not_see_what_was_said_to_others(clerk):
    assert clerk.get("/notices/sent/").status_code == 403


def test_the_pages_ask_a_fixed_number_of_times(clerk, office, django_assert_max_num_queries):
    clerk.force_login(office)
    for page in ("/notices/sent/", "/notices/"):
        with django_assert_max_num_queries(9):
            clerk.get(page)
