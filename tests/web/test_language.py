"""Vietnamese unless somebody chose English here."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_browser_s_own_language_does_not_decide(client):
    answer = client.get("/login/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "vi"
    assert 'lang="vi"' in answer.content.decode()


def test_the_switch_decides_and_an_unknown_language_changes_nothing(client):
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert 'lang="en"' in client.get("/login/").content.decode()
    client.post("/language/", {"language": "xx", "next": "/login/"})
    assert 'lang="en"' in client.get("/login/").content.decode()


def test_the_way_back_stays_on_this_site(client):
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
