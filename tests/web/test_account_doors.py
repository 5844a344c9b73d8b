"""The doors: password, second factor, end of the post, idle sessions, guessing, invitations."""

import time
from datetime import timedelta

import factories
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from doanra.records.models import Event
from doanra.stages import accounts_entry, accounts_office
from doanra.web.frame import today

pytestmark = pytest.mark.django_db
SECRET = "mot cau dai de nho 2027"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(name="an", role="office", **more):
    made = factories.account(name, role=role, **more)
    made.set_password(SECRET)
    made.save()
    return made


def with_app(account):
    totp.TOTP.activate(account, KEY)
    return account


def code(shift=0):
    return totp.format_hotp_value(totp.hotp_value(KEY, int(time.time()) // 30 + shift))


def log_in(client, name="an", password=SECRET, **more):
    return client.post("/login/", {"username": name, "password": password, **more})


def verbs():
    return list(Event.objects.filter(verb__startswith="accounts.").order_by("id").values_list("verb", flat=True))


def inside(client):
    return client.get("/").status_code == 200


def test_a_password_opens_and_leaving_closes_and_both_are_in_the_trail(client):
    own = with_password()
    answer = log_in(client, next="/units/")
    assert (answer.status_code, answer.url) == (302, "/units/")
    assert inside(client)
    assert client.post("/logout/").url == "/login/"
    assert client.get("/").status_code == 302
    entered, left = Event.objects.filter(verb__startswith="accounts.").order_by("id")
    assert (entered.verb, entered.by) == ("accounts.enter", own)
    assert entered.detail == {"entry": "password", "address": "127.0.0.1"}
    assert (left.verb, left.by) == ("accounts.leave", own)


def test_the_login_leads_to_no_other_host(client):
    with_password()
    assert log_in(client, next="https://example.org/").url == "/"


def test_a_wrong_password_says_the_same_as_a_wrong_name_and_is_in_the_trail(client):
    own = with_password()
    wrong = log_in(client, password="sai sai sai sai sai").content.decode()
    nobody = log_in(client, name="khong-co").content.decode()
    said = "Tên đăng nhập hoặc mật khẩu không đúng"
    assert said in wrong and said in nobody
    event = Event.objects.get(verb="accounts.fail")
    assert (event.by, event.by_name, event.subject_id) == (None, "người chưa đăng nhập", own.pk)
    assert "sai sai" not in str(event.detail)


def test_guessing_is_locked_by_name_and_address_and_can_be_unlocked(client, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 3
    own = with_password("chi", role="unit", unit="p-cao-bang")
    answers = [log_in(client, "chi", "sai sai sai sai sai") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Tạm khoá" in answers[-1].content.decode()
    assert log_in(client, "chi").status_code == 429
    assert verbs().count("accounts.fail") <= 3
    keeper = factories.account("ha", role="office")
    accounts_office.unlock(own, by=keeper)
    assert log_in(client, "chi").status_code == 302


def test_nobody_signs_up(client):
    for address in ("/signup/", "/account/signup/", "/accounts/signup/"):
        assert client.get(address).status_code in (302, 404)
    with pytest.raises(Exception, match="account_signup"):
        reverse("account_signup")


def test_the_second_factor_follows_the_password(client):
    own = with_app(with_password())
    assert log_in(client, next="/units/").url == "/account/factors/authenticate/"
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    page = client.get("/account/factors/authenticate/").content.decode()
    assert "Mã xác nhận" in page
    assert "Mã không đúng" in client.post("/account/factors/authenticate/", {"code": "000000"}).content.decode()
    assert client.post("/account/factors/authenticate/", {"code": code()}).url == "/units/"
    assert inside(client)
    assert verbs() == ["accounts.wrong_code", "accounts.enter"]
    assert own.pk == Event.objects.get(verb="accounts.wrong_code").subject_id


def test_a_code_opens_once(client, client_again):
    with_app(with_password())
    once = code()
    for one, expected in ((client, 302), (client_again, 200)):
        log_in(one)
        assert one.post("/account/factors/authenticate/", {"code": once}).status_code == expected


@pytest.fixture
def client_again():
    return Client()


def test_a_recovery_code_opens_once(client, client_again):
    own = with_app(with_password())
    once = RecoveryCodes.activate(own).get_unused_codes()[0]
    for one, expected in ((client, 302), (client_again, 200)):
        log_in(one)
        assert one.post("/account/factors/authenticate/", {"code": once}).status_code == expected


def test_the_seed_of_codes_is_hidden_in_the_table():
    own = with_app(factories.account("an", role="office"))
    stored = Authenticator.objects.get(user=own).data["secret"]
    assert KEY not in stored
    assert Authenticator.objects.get(user=own).wrap().validate_code(code())


@pytest.mark.parametrize("role", ["office", "chief", "appraiser", "administrator"])
def test_a_guarded_duty_reaches_only_the_enrolment_until_it_has_a_second_factor(client, settings, role):
    settings.SECOND_FACTOR = "required"
    own = with_password("an", role=role)
    log_in(client)
    for address in ("/", "/units/", "/trail/", "/account/", "/account/sessions/"):
        assert client.get(address).url == "/account/factors/", address
    assert client.get("/units/", headers={"hx-request": "true"}).headers["HX-Redirect"] == "/account/factors/"
    page = client.get("/account/factors/").content.decode()
    assert "bắt buộc có yếu tố thứ hai" in page
    assert client.get("/account/factors/totp/activate/").status_code == 200
    with_app(own)
    assert inside(client)


@pytest.mark.parametrize("role", ["unit", "finance", "inspector", "committee", "leader", "approver"])
def test_other_duties_may_do_without(client, settings, role):
    settings.SECOND_FACTOR = "required"
    client.force_login(factories.account("an", role=role, unit="p-cao-bang" if role in ("unit", "approver") else None))
    assert inside(client)


def test_enrolling_an_app_shows_ten_codes_once_and_the_trail_tells(
    client, settings, django_capture_on_commit_callbacks
):
    settings.SECOND_FACTOR = "required"
    own = with_password()
    log_in(client)
    page = client.get("/account/factors/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert '<svg class="qr-code"' in page.content.decode()
    assert secret in page.content.decode()
    typed = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/factors/totp/activate/", {"code": typed})
    assert answer.url == "/account/factors/recovery-codes/"
    codes = RecoveryCodes(Authenticator.objects.get(user=own, type="recovery_codes")).get_unused_codes()
    first, second = (client.get(answer.url).content.decode() for _ in range(2))
    assert len(codes) == 10
    assert all(one in first for one in codes)
    assert not any(one in second for one in codes)
    assert verbs().count("accounts.factor_added") == 2
    assert inside(client)


def test_the_last_second_factor_of_a_guarded_duty_stays(client, settings):
    settings.SECOND_FACTOR = "required"
    own = with_app(with_password())
    log_in(client)
    client.post("/account/factors/authenticate/", {"code": code()})
    page = client.get("/account/factors/totp/deactivate/").content.decode()
    assert "bắt buộc có yếu tố thứ hai" in page
    client.post("/account/factors/totp/deactivate/")
    assert Authenticator.objects.filter(user=own, type="totp").exists()


def test_another_duty_may_take_its_factor_away_and_codes_go_with_it(client, django_capture_on_commit_callbacks):
    own = with_app(with_password(role="finance"))
    RecoveryCodes.activate(own)
    log_in(client)
    client.post("/account/factors/authenticate/", {"code": code()})
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/factors/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=own).exists()
    assert verbs().count("accounts.factor_removed") == 2


def test_a_lost_factor_is_taken_away_by_who_keeps_the_account_and_its_sessions_end(client):
    own = with_app(with_password("chi", role="unit", unit="p-cao-bang"))
    log_in(client, "chi")
    client.post("/account/factors/authenticate/", {"code": code()})
    keeper = factories.account("ha", role="office")
    accounts_office.reset_factors(own, reason="gặp trực tiếp, đối chiếu thẻ", by=keeper)
    assert not inside(client)
    assert log_in(client, "chi").url == "/"


def test_the_end_of_the_post_ends_sessions_and_the_login_says_why(client):
    own = with_password()
    log_in(client)
    own.ends_on = today()
    own.save()
    assert inside(client), "the last day is still a day of the post"
    own.ends_on = today() - timedelta(days=1)
    own.save()
    assert not inside(client)
    answer = log_in(client)
    assert answer.status_code == 403
    assert "Nhiệm vụ của tài khoản này đã kết thúc" in answer.content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in log_in(client, password="sai sai sai sai").content.decode()


def test_an_idle_session_ends_and_a_used_one_goes_on_till_its_age(client, settings):
    with_password()
    for since, used, expected in (
        (0, settings.IDLE_MINUTES * 60 + 5, False),
        (settings.IDLE_MINUTES * 60 * 2, 60, True),
        (settings.SESSION_COOKIE_AGE + 5, 60, False),
    ):
        log_in(client)
        session, now = client.session, int(time.time())
        session["times"] = [now - max(since, used), now - used]
        session.save()
        assert inside(client) is expected
        client.cookies.clear()


def test_the_session_gets_a_new_key_at_the_login(client):
    with_password()
    client.get("/login/")
    client.cookies["sessionid"] = "a" * 32
    log_in(client)
    assert client.session.session_key != "a" * 32


def invited(**more):
    keeper = factories.account("ha", role="office")
    own = factories.account("chi", role="unit", unit="p-cao-bang")
    own.set_unusable_password()
    own.save()
    return own, accounts_office.invite(own, **{"at": timezone.now(), "hours": 72, "by": keeper, **more})


def chosen(client, token, password=SECRET, again=None):
    return client.post(f"/invitations/{token}/", {"password1": password, "password2": again or password})


def test_an_invitation_lets_choose_a_password_once(client):
    own, token = invited()
    assert own.username in client.get(f"/invitations/{token}/").content.decode()
    assert token not in str(list(own.invitations.values()))
    assert chosen(client, token).url == "/login/"
    assert log_in(client, "chi").status_code == 302
    client.post("/logout/")
    assert client.get(f"/invitations/{token}/").status_code == 404
    assert chosen(client, token, "mot cau khac han 2028").status_code == 404
    assert verbs()[:2] == ["accounts.invite", "accounts.accept"]


@pytest.mark.parametrize(("password", "again", "said"), [
    ("ngan", "ngan", "password1"), (SECRET, "khac khac khac khac", "Hai lần ghi khác nhau"),
])  # fmt: skip
def test_a_weak_or_mistyped_password_is_not_taken(client, password, again, said):
    own, token = invited()
    answer = chosen(client, token, password, again)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not own.invitations.exclude(used_at=None).exists()


def test_an_old_withdrawn_or_made_up_link_opens_nothing(client):
    own, first = invited()
    keeper = factories.account("hai", role="office")
    second = accounts_office.invite(own, at=timezone.now(), hours=72, by=keeper)
    assert client.get(f"/invitations/{first}/").status_code == 404
    assert client.get(f"/invitations/{second}/").status_code == 200
    own.invitations.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/invitations/{second}/").status_code == 404
    assert client.get("/invitations/made-up/").status_code == 404


def test_a_link_opens_nothing_once_the_post_has_ended(client):
    own, token = invited()
    own.ends_on = today() - timedelta(days=1)
    own.save()
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_the_trail_of_failures_names_nobody_who_is_not_there():
    accounts_entry.failed("khong-co", address="127.0.0.1")
    assert not Event.objects.filter(verb="accounts.fail").exists()
