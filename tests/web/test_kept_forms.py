"""A session that ends in a form: what was typed is kept, for who typed it alone, and sent again by one button."""

from datetime import timedelta

import factories
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from doanra.records.models import Event, KeptForm
from doanra.stages import accounts_own

pytestmark = pytest.mark.django_db
SECRET = "mot cau dai de nho 2027"
TYPED = {"pattern": "phó trưởng ban thử việc", "field": "inspection"}


def person(name="an", role="office"):
    made = factories.account(name, role=role)
    made.set_password(SECRET)
    made.save()
    return made


def log_in(client, name="an", at="/login/"):
    return client.post(at, {"username": name, "password": SECRET})


def out_of_session(client):
    """The session ends on the server; the browser does not know it."""
    client.session.flush()


@pytest.fixture
def address():
    """A form of the office that stands by itself."""
    return "/posts/fields/"


def typed_too_late(client, address, data=None, **more):
    log_in(client)
    client.get("/")
    out_of_session(client)
    return client.post(address, data or TYPED, headers={"referer": "http://testserver/posts/"}, **more)


def test_what_was_typed_comes_back_after_the_login_and_is_sent_again_by_one_button(client, address):
    own = person()
    answer = typed_too_late(client, address)
    kept = KeptForm.objects.get(account=own)
    assert answer.status_code == 302
    assert answer.url == f"/login/?next=%2Faccount%2Fkept%2F{kept.pk}%2F&kept=1"
    assert "đã được giữ" in client.get(answer.url).content.decode()
    back = client.post("/login/", {"username": "an", "password": SECRET, "next": f"/account/kept/{kept.pk}/"})
    page = client.get(back.url).content.decode()
    assert TYPED["pattern"] in page
    assert "Chữ trong tên cơ quan" in page, "under the name that the form gives it"
    assert 'href="/posts/"' in page
    assert f'action="{address}?kept-form={kept.pk}"' in page
    again = client.post(f"{address}?kept-form={kept.pk}", TYPED)
    assert again.status_code == 302
    assert Event.objects.filter(verb="posts.add_field_word", by=own).exists()
    assert not KeptForm.objects.exists()


def test_a_form_that_is_wrong_stays_kept(client, address):
    own = person()
    typed_too_late(client, address)
    kept = KeptForm.objects.get(account=own)
    log_in(client)
    assert client.post(f"{address}?kept-form={kept.pk}", {"pattern": "", "field": ""}).status_code in (200, 400)
    assert KeptForm.objects.exists()


def test_nobody_else_gets_it(client, address):
    own = person()
    typed_too_late(client, address)
    kept = KeptForm.objects.get(account=own)
    other = Client()
    other.force_login(factories.account("binh", role="office"))
    assert other.get(f"/account/kept/{kept.pk}/").status_code == 404
    other.post(f"/account/kept/{kept.pk}/drop/")
    assert KeptForm.objects.filter(pk=kept.pk).exists()


def test_who_was_never_here_leaves_nothing(client, address):
    person()
    answer = client.post(address, TYPED)
    assert answer.status_code == 302 and answer.url.startswith("/login/")
    assert not KeptForm.objects.exists()


def test_a_forged_mark_of_the_browser_is_worth_nothing(client, address):
    own = person()
    client.cookies["doanra_who"] = f"{own.pk}:forged:signature"
    client.post(address, TYPED)
    assert not KeptForm.objects.exists()


def test_passwords_codes_and_tokens_are_never_kept(client, address):
    person()
    typed_too_late(client, address, {**TYPED, "password": "x" * 9, "csrfmiddlewaretoken": "t" * 9, "code": "123456"})
    assert {name for name, _ in KeptForm.objects.get().fields} == set(TYPED)
    typed_too_late(client, "/account/password/", {"oldpassword": SECRET, "password1": "moi"})
    assert KeptForm.objects.count() == 1


def test_files_are_named_and_not_kept(client, address):
    person()
    typed_too_late(client, address, {**TYPED, "scan": SimpleUploadedFile("công văn.pdf", b"%PDF-1.7")})
    kept = KeptForm.objects.get()
    assert kept.files == ["công văn.pdf"]
    log_in(client)
    assert "công văn.pdf" in client.get(f"/account/kept/{kept.pk}/").content.decode()


def test_a_form_too_large_is_not_kept_and_only_the_last_few_are(client, address):
    own = person()
    typed_too_late(client, address, {**TYPED, "note": "x" * (accounts_own.MOST_TYPED + 1)})
    assert not KeptForm.objects.exists()
    for number in range(accounts_own.MOST_KEPT + 2):
        typed_too_late(client, address, {**TYPED, "note": str(number)})
    assert KeptForm.objects.filter(account=own).count() == accounts_own.MOST_KEPT


def test_it_is_kept_for_a_day(client, address):
    own = person()
    typed_too_late(client, address)
    KeptForm.objects.update(kept_at=timezone.now() - accounts_own.KEPT_FOR - timedelta(minutes=1))
    log_in(client)
    assert client.get(f"/account/kept/{KeptForm.objects.get(account=own).pk}/").status_code == 404


def test_it_lies_hidden_in_the_table(client, address):
    person()
    typed_too_late(client, address)
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM records_keptform")
        assert TYPED["pattern"] not in cursor.fetchone()[0]


def test_a_part_of_a_page_that_asks_without_a_session_brings_the_whole_page_to_the_login(client):
    person()
    log_in(client)
    out_of_session(client)
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/posts/?q=a"}
    answer = client.get("/posts/", headers=headers)
    assert answer.headers["HX-Redirect"] == "/login/?next=%2Fposts%2F%3Fq%3Da"


def test_what_was_typed_can_be_dropped(client, address):
    own = person()
    typed_too_late(client, address)
    log_in(client)
    client.post(f"/account/kept/{KeptForm.objects.get(account=own).pk}/drop/")
    assert not KeptForm.objects.exists()
