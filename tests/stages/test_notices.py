"""Notices of a day: what is said once, to whom, and what a real mail server on loopback receives."""

import socketserver
import threading
from datetime import date, timedelta
from email import message_from_bytes, policy

import consulted
import factories
import pytest
from django.urls import resolve

from doanra.records.models import Account, AppraisingBody, Call, Event, MailState, Notice, NoticeKind
from doanra.stages import calls, duties, notices
from doanra.stages.notices import mailing
from doanra.stages.notices.deciding import next_notice

UNTIL = date(2026, 12, 31)
DAY = date(2026, 10, 1)
NEW, WEEK, TODAY, LATE, SUPERIOR, _ = NoticeKind


@pytest.mark.parametrize(
    ("on", "said", "expected"),
    [
        (date(2026, 10, 1), set(), NEW),
        (date(2026, 10, 2), {NEW}, None),
        (date(2026, 12, 23), {NEW}, None),
        (date(2026, 12, 24), {NEW}, WEEK),
        (date(2026, 12, 26), {NEW}, WEEK),  # a run was missed: it still holds
        (date(2026, 12, 27), {NEW, WEEK}, None),
        (date(2026, 12, 31), {NEW, WEEK}, TODAY),
        (date(2027, 1, 1), {NEW}, TODAY),
        (date(2027, 1, 2), {NEW, TODAY}, None),
        (date(2027, 1, 3), {NEW, TODAY}, LATE),
        (date(2027, 1, 3), set(), LATE),
        (date(2027, 1, 3), {NEW, LATE}, None),
        (date(2027, 1, 4), {NEW, LATE}, SUPERIOR),
        (date(2027, 2, 4), {NEW, LATE, SUPERIOR}, None),
        (date(2026, 12, 24), set(), NEW),  # the first word about it is that it is there
    ],
)
def test_what_is_said_on_a_day(on, said, expected):
    assert next_notice(UNTIL, said=said, on=on) is expected


def test_without_a_day_only_the_first_word():
    assert next_notice(None, said=set(), on=DAY) is NEW
    assert next_notice(None, said={NEW}, on=DAY + timedelta(days=900)) is None


@pytest.fixture
def call(db):
    return factories.call(2027, closes_on=UNTIL)


@pytest.fixture
def clerk(call):
    made = factories.account("donvi-thu", role="unit", unit="p-cao-bang")
    made.superior = factories.account("cap-tren", role="approver")
    made.email = "donvi@thu.test"
    made.save()
    return made


def said_to(account):
    return [NoticeKind(one) for one in account.notices.order_by("pk").values_list("kind", flat=True)]


def test_a_duty_is_told_at_each_of_its_days_and_then_to_the_superior(clerk):
    day = DAY
    while day <= UNTIL + timedelta(days=6):
        notices.make(on=day, by=None)
        day += timedelta(days=1)
    assert said_to(clerk) == [NEW, WEEK, TODAY, LATE]
    [told] = clerk.superior.notices.all()
    assert (told.kind, told.about) == (SUPERIOR, clerk)
    assert told.say == "Gửi danh sách đề cử năm 2027 của Cao Bằng"


def days_until_the_superior(clerk):
    for day in (DAY, UNTIL + timedelta(days=3), UNTIL + timedelta(days=4)):
        notices.make(on=day, by=None)
    return list(Notice.objects.filter(kind=SUPERIOR.value, about=clerk).values_list("to__username", flat=True))


def test_a_superior_whose_post_ended_is_passed_over_for_the_next(clerk):
    Account.objects.filter(pk=clerk.superior_id).update(
        ends_on=DAY, superior=factories.account("tren-nua", role="unit")
    )
    assert days_until_the_superior(clerk) == ["tren-nua"]


def test_where_nobody_above_holds_a_post_the_head_of_the_office_is_told(clerk):
    factories.account("van-phong", role="office")
    factories.account("truong-phong", role="chief")
    Account.objects.filter(pk=clerk.superior_id).update(is_active=False, superior=clerk)  # round in a circle
    assert days_until_the_superior(clerk) == ["truong-phong"]


def test_without_a_head_of_the_office_its_clerk_is_told_and_never_oneself(clerk):
    Account.objects.filter(pk=clerk.superior_id).update(is_active=False)
    assert days_until_the_superior(clerk) == []
    notices.make(on=UNTIL + timedelta(days=5), by=None)
    office = factories.account("van-phong", role="office")
    notices.make(on=UNTIL + timedelta(days=6), by=None)
    assert office.notices.get(kind=SUPERIOR.value).about == clerk


def test_who_has_no_superior_is_told_to_nobody(clerk):
    Account.objects.filter(pk=clerk.pk).update(superior=None)
    assert days_until_the_superior(clerk) == []


def test_a_renamed_body_is_not_told_of_anew(call, office):
    body = consulted.body("Cơ quan Mẫu")
    consulted.asked(consulted.frozen(call, 1), body)
    late = consulted.DUE + timedelta(days=1)
    notices.make(on=late, by=None)
    chased = office.notices.filter(key__contains=":chase:", kind=NEW.value)
    before = chased.get().pk
    AppraisingBody.objects.filter(pk=body.pk).update(short="Tên mới")
    notices.make(on=late + timedelta(days=1), by=None)
    assert (chased.get().pk, chased.get().settled_on) == (before, None)


def test_twice_on_a_day_says_nothing_twice(clerk):
    assert notices.make(on=DAY, by=None) == Notice.objects.count() > 0
    assert notices.make(on=DAY, by=None) == 0


def test_what_waits_no_more_is_settled(call, clerk):
    notices.make(on=DAY, by=None)
    calls.close(call, by=None)
    notices.make(on=DAY + timedelta(days=1), by=None)
    assert clerk.notices.get().settled_on == DAY + timedelta(days=1)


def test_what_waits_again_is_said_anew(call, clerk):
    for day in range(6):
        Call.objects.update(state=("open", "closed")[day % 2])
        notices.make(on=DAY + timedelta(days=day), by=None)
    Call.objects.update(state="open")
    notices.make(on=DAY + timedelta(days=6), by=None)
    assert said_to(clerk) == [NEW] * 4
    assert notices.make(on=DAY + timedelta(days=7), by=None) == 0


def test_every_address_of_every_notice_leads_to_a_page(client, call, clerk, office):
    factories.course(call)
    factories.plan(call, seats={"NH-01": factories.nominations(call, 2)})
    notices.make(on=DAY, by=None)
    assert Notice.objects.exists()
    for one in Notice.objects.select_related("to"):
        assert resolve(one.address.split("?")[0].split("#")[0])
        client.force_login(one.to)
        assert client.get(one.address).status_code == 200, one.address


def test_who_holds_no_post_is_told_nothing(clerk):
    clerk.ends_on = DAY - timedelta(days=1)
    clerk.save()
    notices.make(on=DAY, by=None)
    assert said_to(clerk) == []


def test_without_mail_nothing_is_sent_and_nothing_waits(clerk):
    notices.make(on=DAY, by=None)
    assert notices.send(on=DAY, by=None).sent == 0
    assert clerk.notices.get().mail == MailState.OFF.value


class Talk(socketserver.StreamRequestHandler):
    """One sender's conversation."""

    def handle(self):
        self.wfile.write(b"220 inbox\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.server.mails.append(message_from_bytes(body, policy=policy.default))
            elif word == b"RCPT" and self.server.refuses:
                self.wfile.write(b"550 no such person\r\n")
                continue
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


class Inbox(socketserver.ThreadingTCPServer):
    """A mail server as far as a sender needs one; it keeps what it was given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails = []
        self.refuses = False


@pytest.fixture
def inbox(settings):
    with Inbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.MAIL_ON = True
        settings.ADDRESS = "https://doanra.test"
        yield server
        server.shutdown()


def test_a_mail_says_what_until_when_and_where(inbox, clerk):
    notices.make(on=DAY, by=None)
    assert notices.send(on=DAY, by=None).sent == 1
    [mail] = inbox.mails
    assert mail["To"] == "donvi@thu.test"
    assert mail["Subject"].strip() == "Việc mới: Gửi danh sách đề cử năm 2027 của Cao Bằng"
    text = mail.get_content()
    assert "Hạn 31/12/2026, còn 91 ngày" in text
    assert "https://doanra.test/2027/nominations/" in text
    assert clerk.notices.get().mail == MailState.SENT.value
    assert notices.send(on=DAY, by=None).sent == 0


def test_without_an_address_the_mail_is_said_to_be_impossible(inbox, clerk):
    clerk.email = ""
    clerk.save()
    notices.make(on=DAY, by=None)
    assert clerk.notices.get().mail == MailState.NO_ADDRESS.value


def test_the_mail_of_the_day_holds_everything_that_waits_once(inbox, clerk):
    assert notices.digest(on=DAY, by=None) == 1
    assert notices.digest(on=DAY, by=None) == 0
    notices.send(on=DAY, by=None)
    [mail] = inbox.mails
    assert mail["Subject"].strip() == "1 việc đang chờ bạn, ngày 1/10/2026"
    assert "Gửi danh sách đề cử năm 2027 của Cao Bằng" in mail.get_content()


def test_who_wants_no_mail_gets_none(inbox, clerk):
    notices.choose(by=clerk, each=False, daily=False)
    notices.make(on=DAY, by=None)
    notices.digest(on=DAY, by=None)
    notices.send(on=DAY, by=None)
    assert inbox.mails == []
    assert said_to(clerk) == [NEW]


def test_a_mail_that_fails_is_said_and_tried_again(inbox, clerk):
    notices.make(on=DAY, by=None)
    inbox.refuses = True
    assert notices.send(on=DAY, by=None).failed == 1
    assert "no such person" in clerk.notices.get().mail_fault
    inbox.refuses = False
    assert notices.send(on=DAY, by=None).sent == 1
    assert clerk.notices.get().mail_fault == ""


def test_without_a_server_nobody_is_tried_and_all_wait_for_the_next_round(inbox, clerk, settings):
    notices.make(on=DAY, by=None)
    notices.digest(on=DAY, by=None)
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert (notices.send(on=DAY, by=None).failed, inbox.mails) == (2, [])
    assert "refused" in clerk.notices.get().mail_fault
    settings.EMAIL_PORT = there
    assert notices.send(on=DAY, by=None).sent == 2


def test_who_holds_no_post_any_more_and_what_is_done_gets_no_mail(inbox, call, clerk):
    notices.make(on=DAY, by=None)
    calls.close(call, by=None)
    notices.make(on=DAY + timedelta(days=1), by=None)
    assert clerk.notices.get().settled_on
    assert notices.send(on=DAY, by=None).sent == 0
    assert inbox.mails == []


def test_a_mail_of_an_earlier_day_is_not_sent_later(inbox, clerk, settings):
    notices.digest(on=DAY, by=None)
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert notices.send(on=DAY, by=None).failed == 1
    settings.EMAIL_PORT = there
    notices.digest(on=DAY + timedelta(days=1), by=None)
    assert notices.send(on=DAY + timedelta(days=1), by=None).sent == 1
    assert inbox.mails[0]["Subject"].strip().endswith("ngày 2/10/2026")


def test_what_went_out_is_noted_before_the_next_portion(inbox, call, monkeypatch):
    """A round that breaks off does not send again what was sent."""
    for number in range(3):
        account = factories.account(f"so-{number}", role="unit", unit="p-cao-bang")
        account.email = f"so{number}@thu.test"
        account.save()
    notices.make(on=DAY, by=None)
    monkeypatch.setattr(mailing, "_PORTION", 1)
    before = Event.objects.filter(verb="notices.send").count()
    assert notices.send(on=DAY, by=None).sent == 3
    assert Event.objects.filter(verb="notices.send").count() == before + 3
    assert notices.send(on=DAY, by=None).sent == 0


def test_one_reads_the_own_notices_only(clerk, office):
    notices.make(on=DAY, by=None)
    before = office.notices.filter(read_at=None).count()
    assert notices.mark_read(by=clerk) == 1
    assert notices.mark_read(by=clerk, keys=list(office.notices.values_list("pk", flat=True))) == 0
    assert office.notices.filter(read_at=None).count() == before


def test_the_years_are_read_once_for_all(clerk, office, django_assert_max_num_queries):
    several = [office, *(factories.account(f"an-{number}", role="office") for number in range(5))]
    with django_assert_max_num_queries(16):
        assert all(own for _, own in duties.of_everybody(several, on=DAY))
