"""Help at every page from the catalogue of states, the glossary, and the keys that open them."""

from pathlib import Path

import pytest
from django.urls import get_resolver
from rights_table import ROUTES

from doanra.policy.flows import FLOWS
from doanra.web.help import words
from doanra.web.help.topics import topic_of, topics

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text(response):
    return response.content.decode()


def test_every_address_has_help():
    assert get_resolver()
    without = {"login", "logout", "language", "theme"}
    assert [route for route in ROUTES if ROUTES[route].act and topic_of(route) is None and route not in without] == []


def test_help_tells_the_states_of_the_flow(client, office):
    client.force_login(office)
    shown = text(client.get("/help/", {"page": "plans_board"}))
    for state in FLOWS["plan"].states:
        assert state.label in shown
        assert state.says in shown
    assert "Công bố" in shown


def test_without_a_page_all_topics_and_the_keys(client, office):
    client.force_login(office)
    shown = text(client.get("/help/"))
    assert all(topic.title in shown for topic in topics().values())
    assert "<kbd>?</kbd>" in shown


def test_the_panel_is_a_fragment(client, office):
    client.force_login(office)
    assert "<html" not in text(client.get("/help/", {"page": "calls", "panel": 1}))
    assert "<html" not in text(client.get("/help/glossary/", {"panel": 1}))


@pytest.mark.parametrize("asked", ["chưa rõ", "chua ro", "CHƯA RÕ"])
def test_a_word_is_found_with_and_without_marks(client, office, asked):
    client.force_login(office)
    shown = text(client.get("/help/glossary/", {"q": asked}))
    assert "Thiếu giấy tờ để kết luận" in shown
    assert "Đề án 165" not in shown


def test_a_word_that_is_none_says_what_to_do(client, office):
    client.force_login(office)
    assert "Thử một từ ngắn hơn" in text(client.get("/help/glossary/", {"q": "zzz"}))


def test_the_words_are_those_of_the_glossary():
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    missing = [
        one.term for one in words.terms()
        if not any(line.startswith(f"| {one.term} |") and one.english in line for line in lines)
    ]  # fmt: skip
    assert missing == []


def test_single_letters_can_be_switched_off_and_on(client, office):
    client.force_login(office)
    answer = client.post("/help/keys/", {"keys": "off", "next": "/help/"})
    assert answer.headers["Location"] == "/help/"
    assert client.cookies["doanra_keys"].value == "off"
    assert "Bật phím một chữ" in text(client.get("/help/"))
    client.post("/help/keys/", {"keys": "nonsense", "next": "https://elsewhere.test/"})
    assert client.cookies["doanra_keys"].value == "off"


def test_every_page_offers_its_help(client, office):
    client.force_login(office)
    shown = text(client.get("/trail/"))
    assert "/help/?page=trail" in shown
    assert 'data-help="/help/?panel=1&amp;page=trail"' in shown


@pytest.mark.parametrize(
    ("route", "topic"),
    [
        ("calls", "calls"), ("calls_settings", "calls"), ("calls_quota_share", "quotas"), ("calls_top_up", "quotas"),
        ("calls_need_drop", "needs"), ("calls_papers", "requirements"), ("calls_deadlines", "deadlines"),
    ],
)  # fmt: skip
def test_a_part_of_the_call_has_help_of_its_own(route, topic):
    assert topic_of(route).name == topic
