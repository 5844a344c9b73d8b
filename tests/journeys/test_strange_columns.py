"""A file with a head that nobody knows, in a real browser without scripts: shown, corrected, remembered, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PASSWORD
from unit_lists import invented, line, workbook

pytestmark = pytest.mark.browser

HEAD = ["TT", "Nhân vật", "Chào đời", "Phận", "Nhiệm sở", "Nguyện", "Nhận định", "Vi phạm"]
MEANT = ["index", "full_name", "birth_date", "gender", "position", "programme", "evaluation", "discipline"]
MINUTE = 60_000


@pytest.fixture
def plain(chromium: Any, installation: Any) -> Iterator[Any]:
    """A page of the office in a browser that runs no script."""
    context = chromium.new_context(java_script_enabled=False, base_url=installation.url)
    opened = context.new_page()
    opened.set_default_timeout(2 * MINUTE)
    opened.goto("/login/")
    opened.fill("input[name=username]", "an")
    opened.fill("input[name=password]", PASSWORD)
    opened.click("main button")
    yield opened
    context.close()


def hand_in(page: Any, *files: Path) -> None:
    page.goto("/2027/nominations/files/")
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.click("#upload-send")


def test_what_columns_mean_is_asked_and_remembered(plain: Any, installation: Any, tmp_path: Path) -> None:
    plain.goto("/calls/new/")
    plain.fill("input[name=year]", "2027")
    plain.fill("input[name=on]", "2026-09-15")
    plain.fill("input[name=closes_on]", "2026-12-31")
    plain.click("main button.btn-primary")
    first, second = tmp_path / "Cao Bang.xlsx", tmp_path / "Cao Bang bo sung.xlsx"
    first.write_bytes(workbook(line(), line("Trần Thử Bình", "01/02/1980"), head=HEAD))
    second.write_bytes(workbook(line("Lê Thử Chi", "05/06/1979"), head=HEAD))
    hand_in(plain, first)
    plain.click("text=Chỉ ra dòng tiêu đề và các cột")
    plain.select_option("#head-0", "5")
    plain.click("text=Xem các cột theo dòng này")
    for number, meaning in enumerate(MEANT):
        plain.select_option(f"select[name=m-0-{number}]", meaning)
    plain.click("text=Đọc lại theo cách hiểu này")
    assert "2 dòng, 2 nhận, 0 trả lại, 0 không đổi" in plain.inner_text("main")
    hand_in(plain, second)
    assert "Nhận tệp: 1 dòng" in plain.content()
    plain.click("#understood ~ a")
    assert plain.locator("text=Nhớ từ lần trước").count() == len(MEANT) - 1  # "TT" is known to all
    plain.click("button:has-text('Quên') >> nth=0")
    assert "Đã quên cột" in plain.inner_text("main")
    plain.goto("/synonyms/")
    assert "Nhiệm sở" in plain.inner_text("main")


def test_many_files_are_watched_while_they_are_read(page: Any, plain: Any, tmp_path: Path) -> None:
    files = []
    for number in range(12):
        files.append(tmp_path / f"danh sach {number}.xlsx")
        files[-1].write_bytes(workbook(*(line(invented(100 * number + row)) for row in range(20))))
    page.goto("/2027/nominations/files/")
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.click("#upload-send")
    page.wait_for_selector("table.attempts", timeout=3 * MINUTE)
    assert "240 dòng" in page.inner_text("main")
    plain.goto(page.url)
    assert "Đã đọc 12 tệp" in plain.inner_text("main")
