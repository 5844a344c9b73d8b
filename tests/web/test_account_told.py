"""What people are told of their own account, sessions that end with a changed factor, recovery codes at rest."""

import time
from datetime import timedelta

import factories
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.utils import timezone

from doanra.records.models import Event, MailState, Notice
from doanra.records.queries.accounts import sessions_of
from doanra.stages import accounts_entry, accounts_office, accounts_own, notices, recovery
from doanra.web.frame import today

pytestmark = pytest.mark.django_db
SECRET = "mot cau dai de nho 2027"
HERE, ELSEWHERE = "10.0.0.5", "203.0.113.9"


@pytest.fixture
def own():
    made = factories.account("chi", role="unit", unit="p-cao-bang")
    made.set_password(SECRET)
    made.save()
    return made


def log_in(client, password=SECRET, at=HERE):
    return client.post("/login/", {"username": "chi", "password": password}, REMOTE_ADDR=at)


def told(own):
    return list(Notice.objects.filter(to=own, kind="account").order_by("pk").values_list("say", flat=True))


def enrol(client, callbacks):
    client.get("/account/factors/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    typed = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    with callbacks(execute=True):
        return client.post("/account/factors/totp/activate/", {"code": typed})


def test_a_changed_password_is_told_in_the_application(client, own):
    client.force_login(own)
    accounts_own.choose_password(own, password="mot cau khac han 2028")
    assert told(own) == ["Mật khẩu của bạn vừa được đổi."]
    client.force_login(own)
    page = client.get("/notices/").content.decode()
    assert "Mật khẩu của bạn vừa được đổi." in page and "Tài khoản của bạn" in page
    (one,) = own.notices.all()
    assert client.get(f"/notices/{one.pk}/").url == "/account/"


def test_what_is_told_of_an_account_is_no_duty_that_the_round_of_the_day_settles(own):
    accounts_own.choose_password(own, password="mot cau khac han 2028")
    notices.make(on=today(), by=None)
    assert own.notices.get(kind="account").settled_on is None


def test_it_goes_by_mail_at_once_where_mail_is_on(own, settings, django_capture_on_commit_callbacks):
    settings.MAIL_ON = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    own.email = "chi@example.vn"
    own.save()
    notices.choose(by=own, each=False, daily=False)
    with django_capture_on_commit_callbacks(execute=True):
        accounts_own.choose_password(own, password="mot cau khac han 2028")
    (sent,) = mail.outbox
    assert sent.to == ["chi@example.vn"]
    assert sent.subject == "Tài khoản của bạn: Mật khẩu của bạn vừa được đổi."
    assert "Nếu không phải bạn làm" in sent.body
    assert own.notices.get().mail == MailState.SENT.value


def test_what_others_do_to_an_account_is_told_to_its_owner_with_who_did_it(own):
    keeper = factories.account("ha", role="office")
    accounts_office.reset_factors(own, reason="gặp trực tiếp", by=keeper)
    accounts_office.invite(own, at=timezone.now(), hours=72, by=keeper)
    assert told(own) == [
        "Yếu tố thứ hai của tài khoản bạn vừa được gỡ.", "Vừa có đường dẫn đặt lại mật khẩu cho tài khoản của bạn.",
    ]  # fmt: skip
    assert all(str(keeper) in one.note for one in own.notices.all())


def test_a_changed_mail_address_is_told(own):
    accounts_own.rename(own, full_name="Chi", email="chi@example.vn")
    accounts_own.rename(own, full_name="Chi Lê", email="chi@example.vn")
    assert told(own) == ["Địa chỉ thư điện tử của tài khoản bạn vừa được đổi."]


@pytest.mark.parametrize(("failures", "where", "says"), [(2, ELSEWHERE, True), (2, HERE, False), (0, ELSEWHERE, False)])
def test_a_login_from_an_unknown_place_after_failures_is_told(client, own, failures, where, says):
    log_in(client)
    client.post("/logout/")
    for _ in range(failures):
        log_in(client, "sai sai sai sai sai", at=where)
    log_in(client, at=where)
    expected = [f"Có lần đăng nhập từ nơi chưa từng thấy ({where}), sau 2 lần sai."] if says else []
    assert told(own) == expected


def test_a_lock_is_told_once_a_day_for_each_place_and_stands_in_the_trail(client, own, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 3
    for _ in range(6):
        log_in(client, "sai sai sai sai sai", at=ELSEWHERE)
    assert told(own) == [f"Sai mật khẩu nhiều lần từ {ELSEWHERE}: nơi đó bị khoá 1 giờ."]
    event = Event.objects.get(verb="accounts.locked")
    assert (event.by, event.subject_id, event.detail) == (None, own.pk, {"address": ELSEWHERE})


def test_a_lock_of_a_name_that_nobody_has_tells_nobody():
    accounts_entry.locked("khong-co", address=HERE, hours=1, day=today())
    assert not Notice.objects.exists() and not Event.objects.filter(verb="accounts.locked").exists()


def test_a_new_factor_is_told_and_ends_the_other_sessions(client, own, django_capture_on_commit_callbacks):
    other = Client()
    for one in (client, other):
        log_in(one)
    enrol(client, django_capture_on_commit_callbacks)
    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert "Vừa thêm ứng dụng mã vào tài khoản của bạn." in told(own)
    added = [one.detail for one in Event.objects.filter(verb="accounts.factor_added", by=own).order_by("pk")]
    assert added == [{"factor": "totp", "sessions": 1}, {"factor": "recovery_codes"}]


def test_recovery_codes_that_were_shown_are_kept_as_digests_alone(client, own, django_capture_on_commit_callbacks):
    log_in(client)
    enrol(client, django_capture_on_commit_callbacks)
    stored = Authenticator.objects.get(user=own, type="recovery_codes")
    codes = stored.wrap().get_unused_codes()
    page = client.get("/account/factors/recovery-codes/")
    assert all(code in page.content.decode() for code in codes)
    assert "no-store" in page.headers["Cache-Control"]
    stored.refresh_from_db()
    assert set(stored.data) == {"migrated_codes", "viewed_at"}
    assert not any(code in str(stored.data) for code in codes)
    assert Event.objects.filter(verb="accounts.codes_seen", by=own).count() == 1
    again = client.get("/account/factors/recovery-codes/").content.decode()
    assert "Còn 10 trên 10" in again and not any(code in again for code in codes)
    assert client.get("/account/factors/recovery-codes/download/").status_code == 403


def test_a_sealed_code_opens_once_and_no_other_does(own):
    codes = RecoveryCodes.activate(own).get_unused_codes()
    accounts_entry.seal_codes(own, codes=codes)
    wrapped = Authenticator.objects.get(user=own).wrap()
    assert not wrapped.validate_code("00000000" if "00000000" not in codes else "11111111")
    assert not wrapped.validate_code(codes[0][:6])
    assert wrapped.validate_code(codes[3])
    assert not wrapped.validate_code(codes[3])
    assert wrapped.validate_code(codes[9])
    assert len(wrapped.get_unused_codes()) == 8


def test_two_sets_of_codes_have_two_salts():
    first, second = (recovery.sealed(["12345678", "12345678"]) for _ in range(2))
    assert not set(first) & set(second)
    assert recovery.Sealed(first[0]) == "1234 5678" and recovery.Sealed(first[0]) != "12345679"


@pytest.mark.parametrize(("days", "left"), [(-1, 0), (0, 1)])
def test_a_post_that_is_over_ends_its_sessions_and_one_of_today_does_not(client, own, days, left):
    log_in(client)
    keeper = factories.account("ha", role="office")
    day = today() + timedelta(days=days)
    accounts_office.end(own, ends_on=day, reason="nghỉ hưu theo QĐ 12-QĐ/TU", on=today(), by=keeper)
    assert sessions_of(own).count() == left
