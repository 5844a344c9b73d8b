"""The main job in a real browser: from the units' letters to a published plan, its Word file opened."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe

from doanra.documents.course_catalogue import render_catalogue
from doanra.records import seeds
from doanra.stages.demonstration.year_2027 import course_values

pytestmark = pytest.mark.browser

CORPUS = Path(__file__).resolve().parents[2] / "../shared/samples/intake"
NOT_SENT = {"README.md", "truth.jsonl", "files.jsonl", "score.py"}
MINUTES = 60_000


def accessible(page: Any) -> None:
    """No violation of WCAG 2.2 A or AA that a tool can see, at desktop and phone width."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{page.url} at {width}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} is wider than {width}"
    page.set_viewport_size({"width": 1440, "height": 900})


def letters() -> list[str]:
    if not CORPUS.is_dir():
        pytest.skip("the public corpus is not beside this checkout")
    return sorted(str(path) for path in CORPUS.iterdir() if path.name not in NOT_SENT)


def test_from_letters_to_a_plan_that_can_be_signed(page: Any, installation: Any, tmp_path: Path) -> None:
    """One journey, so that each step stands on what the one before really left."""
    open_the_year(page)
    receive_the_letters(page)
    read_the_verdicts(page)
    enter_the_courses(page, tmp_path)
    compute(page)
    move_one_person_by_keyboard(page)
    publish(page)
    words, printed = open_the_word_file(page, tmp_path)
    assert "KẾ HOẠCH" in words
    assert printed.startswith(b"%PDF")


def open_the_year(page: Any) -> None:
    page.goto("/calls/new/")
    accessible(page)
    page.fill("input[name=year]", "2023")
    page.fill("input[name=on]", "2022-10-10")
    page.fill("input[name=closes_on]", "2022-12-31")
    page.click("main button.btn-primary")
    page.goto("/2023/")
    accessible(page)
    page.goto("/2023/calls/")
    assert "63" in page.inner_text("main")
    accessible(page)


def receive_the_letters(page: Any) -> None:
    page.goto("/2023/nominations/")
    accessible(page)  # the empty page says what to do
    page.goto("/2023/nominations/files/")
    page.set_input_files("input[type=file]", letters())
    with page.expect_navigation(timeout=2 * MINUTES):
        page.click("form[enctype] button.btn-primary")
    page.wait_for_selector("a:has-text('dong-nai.xlsx')", timeout=2 * MINUTES)  # read in the background, watched
    accessible(page)
    page.click("a:has-text('dong-nai.xlsx')")
    summed = page.inner_text(".sum")
    read, *parts = (int(number) for number in re.findall(r"^\s*(\d+)\s*$", summed, re.MULTILINE))
    assert read == sum(parts) > 0, summed
    accessible(page)
    page.goto("/2023/nominations/files/save/")
    accessible(page)
    if page.locator("#with_refused").count():
        page.check("#with_refused")
    page.click("main form button.btn-primary", timeout=3 * MINUTES)
    page.wait_for_load_state()
    page.goto("/2023/nominations/")
    assert page.locator("table tbody tr").count() >= 50
    accessible(page)


def read_the_verdicts(page: Any) -> None:
    page.goto("/2023/appraisals/")
    accessible(page)
    page.locator("table tbody th a").first.click()
    body = page.inner_text("main")
    assert "Quyết định số 02-QĐ/BCĐ" in body
    assert "KL 39-KL/TW" in body or "Kết luận số 39-KL/TW" in body
    accessible(page)


def a_catalogue() -> bytes:
    """The shipped catalogue of 2027 moved to 2023, as the office would send it: the product's own workbook."""
    rows = []
    for seed in seeds.load_courses(2027):
        values = course_values(seed)
        first, end = values.pop("abroad_from"), values.pop("abroad_to")
        starts = [day.replace(year=2023) for day in seed.starts]
        rows.append({**values, "starts": starts, "abroad_first": first + 1, "abroad_last": end})
    return render_catalogue(rows, year=2023, on=date(2022, 12, 1))


def enter_the_courses(page: Any, tmp_path: Path) -> None:
    page.goto("/2023/courses/")
    accessible(page)
    workbook = tmp_path / "courses.xlsx"
    workbook.write_bytes(a_catalogue())
    page.goto("/2023/courses/upload/")
    accessible(page)
    page.set_input_files("input[type=file]", str(workbook))
    page.click("form[enctype] button.btn-primary")
    page.wait_for_selector(".actbar button.btn-primary")
    accessible(page)
    page.click(".actbar button.btn-primary")
    page.wait_for_url("**/2023/courses/")
    assert page.locator("text=NN-08").count()
    accessible(page)


def compute(page: Any) -> None:
    page.goto("/2023/plans/")
    accessible(page)
    page.fill("input[name=time_limit]", "15")
    page.click("button:has-text('Tính phương án')")
    page.wait_for_url("**/runs/*/")
    accessible(page)
    page.wait_for_selector("[data-card]", timeout=2 * MINUTES)  # the page of the run leads on to the board
    accessible(page)


def move_one_person_by_keyboard(page: Any) -> None:
    card = page.locator(".board [data-card]").first
    person = card.get_attribute("data-card")
    name = card.locator(".nm span").first.inner_text()
    card.focus()
    page.keyboard.press("m")
    menu = page.locator(".moveto")
    menu.wait_for(state="visible")
    assert name in menu.inner_text()
    accessible_menu = Axe().run(page)
    assert accessible_menu.violations_count == 0, accessible_menu.generate_report()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.card") == person
    page.keyboard.press("m")
    menu.wait_for(state="visible")
    page.keyboard.press("0")
    page.wait_for_selector("text=sửa lần 1")
    page.keyboard.press("Control+z")
    page.wait_for_selector("text=sửa lần 2")


def publish(page: Any) -> None:
    page.click("a:has-text('Công bố')")
    accessible(page)
    page.click("main form button:has-text('Công bố')")
    page.wait_for_selector("h1:has-text('bản số 1')")
    accessible(page)


def open_the_word_file(page: Any, tmp_path: Path) -> tuple[str, bytes]:
    """The words of the paper, and what LibreOffice makes of it."""
    with page.expect_download() as got:
        page.click("a[href$='year-plan.docx']")
    paper = tmp_path / "year-plan.docx"
    got.value.save_as(paper)
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(paper.read_bytes())).paragraphs)
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: apt-get install libreoffice-writer-nogui"
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(paper)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return words, (tmp_path / "year-plan.pdf").read_bytes()
