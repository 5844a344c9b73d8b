"""Before what binds many one shows again who one is; what was typed is kept over it."""

import time

import factories
import pytest
from django.urls import reverse
from verb_cases.scene import Scene

from doanra.records.models import Account, Event, KeptForm, Plan, Unit

pytestmark = pytest.mark.django_db
SECRET = "mot cau dai de nho 2027"


@pytest.fixture
def chief(client):
    own = factories.account("ha", role="chief")
    own.set_password(SECRET)
    own.save()
    client.force_login(own)
    return own


@pytest.fixture
def long_ago(client, chief, settings):
    """The login was longer ago than the last proof may be."""
    session, now = client.session, int(time.time())
    session["times"] = [now - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT - 1, now]
    session.save()
    return chief


def new_account(client):
    unit = Unit.objects.get(slug="p-cao-bang").pk
    typed = {"username": "le.thu.ha", "full_name": "Lê Thu Hà", "email": "", "role": "unit", "unit": unit}
    return client.post(reverse("web:accounts_new"), typed, HTTP_REFERER="http://testserver/accounts/new/")


def test_a_fresh_login_is_not_asked_again(client, chief):
    new_account(client)
    assert Account.objects.filter(username="le.thu.ha").exists()
    assert not KeptForm.objects.exists()


def test_what_was_typed_is_kept_over_the_proof_and_sent_with_one_button(client, long_ago):
    answer = new_account(client)
    kept = KeptForm.objects.get(account=long_ago)
    assert answer.url == f"/account/again/?next=%2Faccount%2Fkept%2F{kept.pk}%2F%3Fagain"
    assert not Account.objects.filter(username="le.thu.ha").exists()
    assert "Điều bạn đã gõ được giữ" in client.get(answer.url).content.decode()
    wrong = client.post(answer.url, {"password": "sai sai sai sai sai"})
    assert wrong.status_code == 200 and "Mật khẩu không đúng" in wrong.content.decode()
    back = client.post(answer.url, {"password": SECRET}).url
    page = client.get(back).content.decode()
    assert "Bạn đã xác nhận lại" in page and "Lê Thu Hà" in page
    assert client.post(f"/accounts/new/?kept-form={kept.pk}", dict(kept.fields)).status_code == 302
    assert Account.objects.filter(username="le.thu.ha").exists()
    assert not KeptForm.objects.exists()


def test_a_page_with_a_button_alone_leads_back_to_it(client, long_ago):
    other = factories.account("chi", role="unit", unit="p-cao-bang")
    page = f"http://testserver/accounts/{other.pk}/"
    answer = client.post(reverse("web:accounts_invite", args=[other.pk]), HTTP_REFERER=page)
    assert answer.url == f"/account/again/?next=%2Faccounts%2F{other.pk}%2F"
    assert not other.invitations.exists()
    assert client.post(answer.url, {"password": SECRET}).url == f"/accounts/{other.pk}/"
    client.post(reverse("web:accounts_invite", args=[other.pk]), HTTP_REFERER=page)
    assert other.invitations.count() == 1


def test_publishing_a_plan_and_taking_the_trail_away_ask_again(client, long_ago):
    scene = Scene()
    plan = Plan.objects.filter(call=scene.call).first() or factories.plan(scene.call)
    publish = reverse("web:plans_publish", args=[scene.call.year, plan.pk])
    assert client.get(publish).status_code == 200, "looking is free"
    assert client.post(publish, {"revision": plan.revision}).url.startswith("/account/again/")
    taken = client.get(reverse("web:trail_export"))
    assert taken.url == "/account/again/?next=%2Ftrail%2Fexport%2F"
    client.post(taken.url, {"password": SECRET})
    assert client.get(reverse("web:trail_export")).status_code == 200
    assert Event.objects.filter(verb="trail.export").count() == 1


def test_who_may_not_do_it_at_all_is_refused_first(client, long_ago):
    Account.objects.filter(pk=long_ago.pk).update(role="committee")
    assert client.get(reverse("web:trail_export")).status_code == 403


def test_the_minutes_are_a_setting(client, long_ago, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60
    assert client.get(reverse("web:trail_export")).status_code == 200
