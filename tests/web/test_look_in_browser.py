"""The parts in Chromium: nothing for axe to find, nothing beyond the edge, menus close. Files come from the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, sync_playwright

from doanra.terms.words import Verdict
from doanra.web import drawings

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or ""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'"

web = [path(f"{name}/", lambda request: None, name=name) for name in ("home", "search", "language", "theme", "logout")]
urlpatterns = [path("", include((web, "web")))]

SOURCE = """{% extends "base.html" %}{% load doanra %}{% block title %}Thử{% endblock %}
{% block heading %}Mọi phần{% endblock %}
{% block content %}<section class="panel"><div class="panel-body">{{ tiles }}{{ bars }}{{ curve }}
{% seats 14 15 20 %}</div>
{% include "parts/pagination.html" %}</section>
<ul class="col-people">{% include "parts/person.html" with movable=True %}</ul>
{% include "parts/moveto.html" with person="Lan" action="/x" %}
<form method="post">{% include "parts/fields.html" %}</form>{% include "parts/drop.html" with many=True help="Excel" %}
{% include "parts/progress.html" with say="Đang tính" best=1 bound=2 target=3 running=True share=None %}
<ol class="rules">{% include "parts/rule.html" %}</ol>
<p class="marks">{% mark "warn" "9 cảnh báo" %}{% mark "block" "1 chặn" %}</p>
{% endblock %}{% block foot %}<div class="actbar"><button class="btn btn-primary">Lưu</button></div>{% endblock %}"""


class Letter(forms.Form):
    number = forms.CharField(label="Số công văn", help_text="Ví dụ 2093-CV/TU.")
    kind = forms.ChoiceField(label="Loại", widget=forms.RadioSelect, choices=[("a", "Đề cử"), ("b", "Bổ sung")])


def markup() -> str:
    """One page with the parts that have the most in them."""
    stages = [{"label": f"Bước {n}", "url": f"/{n}/", "count": 10 * n, "current": n == 5} for n in range(7)]
    values = {
        "request": RequestFactory().get("/"),
        "user": SimpleNamespace(is_authenticated=True, full_name="Lê Thu Hà", role="office"),
        "stage_bar": stages,
        "year_menu": [{"year": 2023, "url": "/2023/", "current": True}],
        "tiles": drawings.tile_map([drawings.TileUnit(name=key, answered=1, url="/u/") for key in drawings.TILES_34]),
        "bars": drawings.bars_against_target([drawings.TargetBar(label="Ngắn hạn", target=250, planned=174, done=140)]),
        "curve": drawings.progress_curve([drawings.Moment(1, 300, 410), drawings.Moment(9, 334, 335)], target=410),
        "form": Letter({}),
        "page_obj": Paginator(range(741), 25).get_page(7),
        "card": {"id": 1, "name": "Lan", "post": "Phó Vụ trưởng", "unit": "Bộ Y tế", "band": "bậc 3", "level": "warn"},
        "choices": [{"key": 1, "label": "NH-02", "level": "pass", "text": "Không vướng gì", "value": "2"}],
        "rule": {
            "id": 1,
            "verdict": Verdict.UNKNOWN,
            "title": "Đủ sức khoẻ",
            "clause": "điều 4",
            "need": "Cần giấy khám",
        },
    }
    with translation.override("vi"):
        return str(engines["django"].from_string(SOURCE).template.render(Context(values)))


def serve(route: Route) -> None:
    """The page, or a static file from where Django finds it."""
    address = route.request.url.split("://", 1)[1].partition("/")[2]
    if not address.startswith("static/"):
        route.fulfill(
            body=markup(), content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
        )
        return
    found = finders.find(address.removeprefix("static/"))
    assert isinstance(found, str), address
    route.fulfill(path=found, content_type=TYPES[Path(found).suffix])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, settings: Any, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    settings.ROOT_URLCONF = __name__
    settings.STATIC_URL = "/static/"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    width, scheme = getattr(request, "param", (1440, "light"))
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="vi-VN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route("**/*", serve)
    page.goto("http://doanra.test/")
    yield page, said
    context.close()


SIZES = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"), (320, "light")]


@pytest.mark.parametrize("opened", SIZES, indirect=True, ids=str)
def test_nothing_for_axe_nothing_beyond_the_edge_nothing_blocked(opened: tuple[Page, list[str]]) -> None:
    page, said = opened
    answer = Axe().run(page, options={"runOnly": RULES}).response
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in answer["violations"]] == []
    assert len(answer["passes"]) > 20
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert said == []


def test_dark_is_what_the_system_wishes(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_menu_closes_on_escape_and_gives_focus_back(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.click("details.who > summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_move_to_gives_focus_back_to_the_card(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.focus("[data-move]")
    page.evaluate(
        "document.querySelector('#card-1').classList.add('sel'); document.getElementById('moveto').showPopover()"
    )
    menu, card = page.locator("#moveto").bounding_box(), page.locator("#card-1").bounding_box()
    assert menu and card and menu["y"] < card["y"] + card["height"] + 40
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.move") == "1"


def test_chosen_files_are_listed_and_can_be_taken_out(opened: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, _ = opened
    page.add_script_tag(url="/static/doanra/upload.js", type="module")
    for name in ("một.xlsx", "hai.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    page.set_input_files("#files", [str(tmp_path / "một.xlsx"), str(tmp_path / "hai.xlsx")])
    page.wait_for_selector("#files-chosen li")
    assert page.locator("#files-chosen li").count() == 2
    page.click("#files-chosen li:first-child button")
    assert page.evaluate("document.getElementById('files').files.length") == 1
    assert "hai.xlsx" in page.locator("#files-chosen").inner_text()
