"""Keys in tables, in Chromium: arrows, Home and End once one is in a table, j and k from anywhere, nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or ""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
ROW = """<tr><td><input type="checkbox" id="box{n}"></td><th><a href="#{n}" id="name{n}">Tên {n}</a></th>
<td id="cell{n}">x</td><td><a href="#unit{n}" id="unit{n}">Đơn vị {n}</a></td></tr>"""
PAGE = """<!doctype html><script type="module" src="/keys.js"></script>
<template data-help="/help" data-help-words="/words" data-help-close="Đóng"></template><main><input id="text">
<div class="scroll" tabindex="0" id="frame"><table><tbody><tr><th>Nhóm</th></tr>{rows}</tbody></table></div>
<div style="height:3000px"></div></main>""".format(rows="".join(ROW.format(n=n) for n in range(1, 6)))


def serve(route: Route) -> None:
    if not route.request.url.endswith("/keys.js"):
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        return
    found = finders.find("doanra/keys.js")
    assert isinstance(found, str)
    route.fulfill(path=found, content_type="text/javascript")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1024, "height": 600})
    opened = context.new_page()
    opened.route("**/*", serve)
    opened.goto("http://doanra.test/")
    opened.wait_for_load_state("networkidle")
    yield opened
    context.close()


def at(page: Page, *keys: str) -> str:
    """Where the focus is after these keys."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def test_the_frame_is_one_stop_and_arrows_walk_the_rows_from_it(page: Page) -> None:
    page.focus("#frame")
    assert at(page, "ArrowDown") == "name1"
    assert at(page, "ArrowDown", "ArrowDown") == "name3"
    assert at(page, "ArrowUp") == "name2"
    assert at(page, "End") == "name5"
    assert at(page, "Home") == "name1"


def test_arrows_keep_to_the_column(page: Page) -> None:
    page.focus("#unit2")
    assert at(page, "ArrowDown") == "unit3"
    page.focus("#box2")
    assert at(page, "ArrowUp") == "box1"


def test_a_row_that_was_clicked_is_where_arrows_begin(page: Page) -> None:
    page.click("#cell3")
    assert at(page) == "frame"
    assert at(page, "ArrowDown") == "name3"


def test_who_is_in_no_table_scrolls_the_page(page: Page) -> None:
    assert at(page, "ArrowDown") == "BODY"
    page.wait_for_function("scrollY > 0")
    assert at(page, "End") == "BODY"


def test_after_the_last_row_the_page_goes_on(page: Page) -> None:
    page.focus("#name5")
    assert at(page, "ArrowDown") == "name5"
    page.wait_for_function("scrollY > 0")


def test_j_and_k_work_from_anywhere_but_a_field(page: Page) -> None:
    assert at(page, "j", "j") == "name2"
    assert at(page, "k") == "name1"
    page.focus("#text")
    assert at(page, "j") == "text"


def test_single_letters_can_be_switched_off_arrows_stay(page: Page) -> None:
    page.context.add_cookies([{"name": "doanra_keys", "value": "off", "url": "http://doanra.test"}])
    page.reload()
    page.wait_for_load_state("networkidle")
    assert at(page, "j") == "BODY"
    page.focus("#frame")
    assert at(page, "ArrowDown") == "name1"
