"""Pages of one's own account and of those that one keeps: who sees which, what each act does, how many questions."""

from datetime import timedelta

import factories
import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from doanra.records.models import Account, Unit
from doanra.terms.words import Role
from doanra.web.accounts.browsers import browser
from doanra.web.frame import today

pytestmark = pytest.mark.django_db
SECRET = "mot cau dai de nho 2027"


def text(answer):
    return answer.content.decode()


def clerk(name="chi", **more):
    return factories.account(name, role="unit", unit="p-cao-bang", **more)


@pytest.fixture
def keeper(client, office):
    client.force_login(office)
    return office


def typed(**more):
    unit = Unit.objects.get(slug="p-cao-bang").pk
    return {"full_name": "Mai Thử", "username": "mai.thu", "email": "", "role": "unit", "unit": unit, **more}


def test_the_office_sees_accounts_of_units_and_administrators_all(client, keeper):
    factories.account("quan-tri", role="administrator")
    clerk()
    shown = text(client.get("/accounts/"))
    assert "Chi" in shown and "Quan-Tri" not in shown
    client.force_login(Account.objects.get(username="quan-tri"))
    shown = text(client.get("/accounts/"))
    assert "Chi" in shown and "Quan-Tri" in shown and "An" in shown


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.OFFICE, Role.CHIEF, Role.ADMINISTRATOR)])
def test_nobody_else_keeps_accounts(client, role):
    account = clerk()
    client.force_login(factories.account("la", role=role.value))
    for address in ("", "new/", f"{account.pk}/", f"{account.pk}/change/", f"{account.pk}/end/"):
        assert client.get(f"/accounts/{address}").status_code == 403
    for act in ("invite", "sessions/end", "unlock", "factors/reset"):
        assert client.post(f"/accounts/{account.pk}/{act}/").status_code == 403


def test_an_account_that_the_office_does_not_keep_is_not_there(client, keeper):
    other = factories.account("quan-tri", role="administrator")
    for address in ("", "change/", "end/", "factors/reset/"):
        assert client.get(f"/accounts/{other.pk}/{address}").status_code == 404
    for act in ("invite", "sessions/end", "unlock"):
        assert client.post(f"/accounts/{other.pk}/{act}/").status_code == 404


@pytest.mark.parametrize(("query", "shown"), [
    ("", "chi binh"), ("?q=CHI", "chi"), ("?q=cao", "chi binh"), ("?state=ended", "binh"), ("?role=approver", "binh"),
    ("?q=khong-co", ""), ("?role=king", "chi binh"),
])  # fmt: skip
def test_the_list_is_narrowed_by_its_address(client, keeper, query, shown):
    clerk()
    ended = factories.account("binh", role="approver", unit="p-cao-bang")
    ended.ends_on = today() - timedelta(days=1)
    ended.save()
    rows = [row["account"].username for row in client.get(f"/accounts/{query}").context["rows"]]
    assert sorted(rows) == sorted(shown.split())


def test_pages_ask_as_often_for_three_as_for_one(client, keeper):
    def asked(address):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    first = clerk()
    client.get("/accounts/")
    before = [asked("/accounts/"), asked("/account/sessions/")]
    for number in range(2):
        clerk(f"chi{number}")
        elsewhere = Client()
        elsewhere.force_login(keeper)
        key = elsewhere.session.session_key
        UserSession.objects.create(user=keeper, ip="127.0.0.1", session_key=key, user_agent="x")
    assert [asked("/accounts/"), asked("/account/sessions/")] == before
    assert max([*before, asked(f"/accounts/{first.pk}/"), asked("/account/"), asked("/accounts/new/")]) <= 30


def test_a_new_account_gets_a_link_that_is_shown_once_and_opens(client, keeper):
    answer = client.post("/accounts/new/", typed())
    account = Account.objects.get(username="mai.thu")
    assert answer.url == f"/accounts/{account.pk}/"
    first, second = text(client.get(answer.url)), text(client.get(answer.url))
    assert "Chỉ hiện một lần ở đây" in first and "Chỉ hiện một lần ở đây" not in second
    link = first.split('id="letter-invitation-link">')[1].split("<")[0]
    invited = Client()
    assert invited.get(link).status_code == 200
    assert invited.post(link, {"password1": SECRET, "password2": SECRET}).url == "/login/"
    assert invited.post("/login/", {"username": "mai.thu", "password": SECRET}).status_code == 302
    assert "đang dùng" in text(client.get(answer.url))


@pytest.mark.parametrize(("more", "said"), [
    ({"unit": ""}, "cần một đơn vị"), ({"role": "office"}, "role"), ({"username": "a b"}, "tên đăng nhập"),
    ({"superior": "khong-co"}, "Không có tài khoản"), ({"email": "khong"}, "email"),
    ({"role": "head", "unit": "", "person": "Không Có Ai"}, "Không có ai tên"),
])  # fmt: skip
def test_what_is_wrong_is_said_in_the_form_and_nothing_is_lost(client, keeper, more, said):
    answer = client.post("/accounts/new/", typed(**more))
    assert answer.status_code == 200
    assert said in text(answer) and 'value="Mai Thử"' in text(answer)
    assert not Account.objects.filter(full_name="Mai Thử").exists()


def test_people_of_one_name_are_told_apart_by_number(client, keeper):
    unit = Unit.objects.get(slug="p-cao-bang")
    one, _ = factories.person(unit, full_name="Lê Thử Trùng"), factories.person(unit, full_name="Lê Thử Trùng")
    given = typed(role="participant", unit="", person="Lê Thử Trùng")
    assert f"#{one.pk} Lê Thử Trùng" in text(client.post("/accounts/new/", given))
    client.post("/accounts/new/", {**given, "person": f"#{one.pk}"})
    assert Account.objects.get(username="mai.thu").person == one


def test_an_account_is_changed_and_a_second_who_saw_the_old_is_told(client, keeper):
    account = clerk()
    seen = client.get(f"/accounts/{account.pk}/change/").context["form"].initial["seen"]
    given = {**typed(), "seen": seen}
    assert client.post(f"/accounts/{account.pk}/change/", given).status_code == 302
    assert Account.objects.get(pk=account.pk).full_name == "Mai Thử"
    answer = client.post(f"/accounts/{account.pk}/change/", {**given, "full_name": "Người Sau"})
    assert answer.status_code == 409 and "vừa được người khác sửa" in text(answer)


def test_a_post_is_ended_with_a_reason(client, keeper):
    account = clerk()
    end = f"/accounts/{account.pk}/end/"
    assert client.post(end, {"ends_on": "2026-01-31", "reason": ""}).status_code == 200
    assert client.post(end, {"ends_on": "2026-01-31", "reason": "nghỉ hưu"}).status_code == 302
    assert "đã thôi nhiệm vụ" in text(client.get(f"/accounts/{account.pk}/"))
    assert client.post(f"/accounts/{account.pk}/invite/").status_code == 400


def test_sessions_and_factors_of_others_are_ended_by_buttons(client, keeper):
    account = clerk()
    account.set_password(SECRET)
    account.save()
    theirs = Client()
    theirs.post("/login/", {"username": "chi", "password": SECRET})
    client.post(f"/accounts/{account.pk}/sessions/end/")
    assert theirs.get("/").status_code == 302
    reset = f"/accounts/{account.pk}/factors/reset/"
    assert client.post(reset, {"reason": "đối chiếu thẻ cán bộ"}).status_code == 302
    assert client.post(f"/accounts/{account.pk}/unlock/").status_code == 302


def logged_in(account, agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0"):
    account.set_password(SECRET)
    account.save()
    browsing = Client(headers={"user-agent": agent})
    browsing.post("/login/", {"username": account.username, "password": SECRET})
    return browsing


def test_one_sees_where_one_is_logged_in_and_ends_what_is_not_oneself(office):
    here, there, elsewhere = (
        logged_in(office, agent) for agent in ("Firefox/146.0 Linux", "Edg/140.0 Windows NT", "x")
    )
    for browsing in (there, elsewhere):  # a new password ended the sessions before it
        browsing.post("/login/", {"username": "an", "password": SECRET})
    here.post("/login/", {"username": "an", "password": SECRET})
    shown = here.get("/account/sessions/")
    assert shown.context["sessions"][0]["browser"] == "Firefox 146, Linux"
    assert len(shown.context["sessions"]) == 3 and "nơi này" in text(shown)
    edge = next(row["session"] for row in shown.context["sessions"] if row["browser"].startswith("Edge"))
    here.post("/account/sessions/end/", {"session": edge.pk})
    assert (there.get("/").status_code, elsewhere.get("/").status_code) == (302, 200)
    here.post("/account/sessions/end/")
    assert (elsewhere.get("/").status_code, here.get("/").status_code) == (302, 200)


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(office):
    here = logged_in(office)
    there = Client()
    there.post("/login/", {"username": "an", "password": SECRET})
    new = "mot cau khac han 2028"
    given = {"oldpassword": "sai sai sai sai sai", "password1": new, "password2": new}
    assert "Ghi mật khẩu hiện nay" in text(here.post("/account/password/", given))
    assert here.post("/account/password/", {**given, "oldpassword": SECRET}).url == "/account/"
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)
    office.refresh_from_db()
    assert office.check_password(new) and office.password.startswith("argon2")


def test_name_and_mail_need_the_password_again_once_the_login_is_a_while_ago(office):
    here = logged_in(office)
    session = here.session
    session["times"] = [session["times"][0] - 3600, session["times"][1]]
    session.save()
    answer = here.get("/account/name/")
    assert answer.url.startswith("/account/again/")
    assert here.post(answer.url, {"password": "sai sai sai sai"}).status_code == 200
    assert here.post("/account/again/", {"password": SECRET, "next": "/account/name/"}).url == "/account/name/"
    assert here.post("/account/name/", {"full_name": "An Thử", "email": "an@example.vn"}).url == "/account/"
    office.refresh_from_db()
    assert (office.full_name, office.email) == ("An Thử", "an@example.vn")


@pytest.mark.parametrize("password", ["a" * 12, "Ầ dài 😀 có dấu cách cuối "])
def test_a_password_is_taken_as_it_is_typed(client, password):
    own = clerk()
    own.set_password(password)
    own.save()
    assert client.post("/login/", {"username": "chi", "password": password.strip() + "x"}).status_code == 200
    assert client.post("/login/", {"username": "chi", "password": password}).status_code == 302


@pytest.mark.parametrize(("told", "said"), [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
     "Edge 140, Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605 Version/18.4 Mobile/15 Safari/604.1",
     "Safari 18, iPhone"),
    ("curl/8", "curl/8"), ("", ""),
])  # fmt: skip
def test_browsers_in_a_few_words(told, said):
    assert browser(told) == said
