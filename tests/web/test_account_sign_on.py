"""The single sign-on against a true provider on loopback: it enters only accounts that the office opened."""

from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import factories
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from openid_provider import CLIENT, SECRET, running

from doanra.records.models import Account, Event, Unit
from doanra.stages import accounts_office, accounts_own
from doanra.terms.words import Role
from doanra.web.frame import today

pytestmark = pytest.mark.django_db
MAIL = "chi.thu@caobang.example"
PERSON = {"sub": "id-0042", "email": MAIL, "email_verified": True, "name": "Chi Thử"}


@pytest.fixture(scope="module")
def served():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(served, settings):
    """The provider, with one person at it, set as the way into a single sign-on."""
    served.person, served.wrong, served.claims_in_token = dict(PERSON), "", True
    served.redirects = {"http://testserver/sso/sso/callback/"}
    served.asked.clear()
    app = {
        "provider_id": "sso", "name": "Cổng chung", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": served.url},
    }  # fmt: skip
    settings.SIGN_ON_URL = served.url
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return served


@pytest.fixture
def opened():
    """Chi's account, opened by the office with the mail address of the service."""
    post = accounts_office.Post(role=Role.UNIT, unit=Unit.objects.get(slug="p-cao-bang"))
    keeper = factories.account("ha", role="office")
    return accounts_office.open_account("chi", full_name="Chi", email=MAIL, post=post, on=today(), by=keeper)


def at_the_provider(address):
    """What the provider answers the browser: where it sends it back to."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=5)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_on(client, **query):
    start = client.post("/sso/sso/login/", query_params=query)
    assert start.status_code == 302
    return client.get(at_the_provider(start.url))


def who(client):
    pk = client.session.get("_auth_user_id")
    return Account.objects.get(pk=pk).username if pk else None


def test_the_login_page_offers_it_only_where_it_is_set(client, provider, settings):
    assert "Cổng chung" in client.get("/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Cổng chung" not in client.get("/login/").content.decode()


def test_the_way_there_bears_state_and_a_challenge(client, provider):
    asked = parse_qs(urlsplit(client.post("/sso/sso/login/").url).query)
    assert asked["response_type"] == ["code"] and asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43 and len(asked["state"][0]) >= 16


def test_an_identity_enters_the_account_that_the_office_opened_for_its_mail_address(client, provider, opened):
    answer = sign_on(client, next="/units/")
    assert (answer.status_code, answer.url, who(client)) == (302, "/units/", "chi")
    linked = SocialAccount.objects.get(user=opened)
    assert (linked.uid, linked.extra_data) == ("id-0042", {"id_token": PERSON})
    told = Event.objects.filter(by=opened).order_by("id").values_list("verb", "detail")
    assert list(told) == [
        ("accounts.sign_on_linked", {"provider": "sso"}),
        ("accounts.enter", {"entry": "sign_on", "address": "127.0.0.1"}),
    ]
    assert {"/.well-known/openid-configuration", "/authorize", "/token", "/keys"} <= set(provider.asked)


def test_once_linked_the_subject_counts_and_not_the_mail_address(client, provider, opened):
    sign_on(client)
    client.post("/logout/")
    provider.person = {**PERSON, "email": "khac@caobang.example"}
    sign_on(client)
    assert who(client) == "chi"
    client.post("/logout/")
    provider.person = {**PERSON, "sub": "id-9999"}
    answer = sign_on(client)
    assert answer.status_code == 403 and "danh tính khác" in answer.content.decode()
    assert who(client) is None


def test_nobody_opens_an_account_by_signing_on(client, provider):
    answer = sign_on(client)
    assert answer.status_code == 403
    assert "Chưa có tài khoản nào" in answer.content.decode()
    assert not Account.objects.exists() and not SocialAccount.objects.exists()
    assert who(client) is None


def test_a_mail_address_that_the_provider_does_not_vouch_for_counts_for_nothing(client, provider, opened):
    for unverified in ({"email_verified": False}, {"email_verified": None}):
        provider.person = {**PERSON, **unverified}
        assert sign_on(client).status_code == 403
    del provider.person["email_verified"]
    assert sign_on(client).status_code == 403
    assert who(client) is None


def test_a_mail_address_that_somebody_wrote_into_his_own_account_counts_for_nothing(client, provider):
    own = factories.account("gian", role="inspector")
    accounts_own.rename(own, full_name="Gian", email=MAIL)
    assert sign_on(client).status_code == 403
    assert who(client) is None


def test_after_the_end_of_the_post_it_opens_nothing(client, provider, opened):
    sign_on(client)
    client.post("/logout/")
    opened.ends_on = today().replace(year=today().year - 1)
    opened.save()
    answer = sign_on(client)
    assert answer.status_code == 403 and "Nhiệm vụ của tài khoản này đã kết thúc" in answer.content.decode()
    assert who(client) is None


@pytest.mark.parametrize("wrong", ["signature", "unsigned", "shared", "audience", "issuer", "expired"])
def test_a_token_that_is_not_the_providers_for_us_now_opens_nothing(client, provider, opened, wrong):
    provider.wrong = wrong
    answer = sign_on(client)
    assert answer.status_code == 401 and "Đăng nhập một lần không thành" in answer.content.decode()
    assert who(client) is None and not SocialAccount.objects.exists()


def test_a_code_is_good_once_and_only_in_the_browser_that_asked(client, provider, opened, client_of_another):
    back = at_the_provider(client.post("/sso/sso/login/").url)
    assert client_of_another.get(back).status_code == 401
    assert who(client_of_another) is None
    client.get(back)
    assert who(client) == "chi"
    client.post("/logout/")
    client.get(back)
    assert who(client) is None


@pytest.fixture
def client_of_another(client):
    return type(client)()


def test_where_the_token_holds_no_address_the_userinfo_of_the_same_subject_is_asked(client, provider, opened):
    provider.claims_in_token = False
    sign_on(client)
    assert who(client) == "chi" and "/userinfo" in provider.asked
    client.post("/logout/")
    provider.wrong = "subject"
    assert sign_on(client).status_code == 401
    assert who(client) is None


def test_one_links_ones_own_account_while_logged_in(client, provider, opened):
    provider.person = {**PERSON, "email": "rieng@example.net", "email_verified": False}
    client.force_login(opened)
    answer = sign_on(client, process="connect")
    assert answer.url == "/account/"
    assert SocialAccount.objects.get(user=opened).uid == "id-0042"
    client.post("/logout/")
    sign_on(client)
    assert who(client) == "chi"


def test_who_stops_at_the_provider_comes_back_to_words(client, provider):
    start = client.post("/sso/sso/login/")
    state = parse_qs(urlsplit(start.url).query)["state"][0]
    answer = client.get("/sso/sso/callback/", {"error": "access_denied", "state": state}, follow=True)
    assert "Đã dừng đăng nhập" in answer.content.decode()


def test_the_second_factor_is_asked_after_it_too(client, provider, opened):
    TOTP.activate(opened, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert sign_on(client).url == "/account/factors/authenticate/"
    assert who(client) is None
