"""Papers as LibreOffice lays them on the page: pages, page numbers, repeated heads, fonts, the line under the title."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from documents.papers_scene import long_year

from doanra.documents.layout import TITLE_WIDTH
from doanra.documents.papers import paper
from doanra.documents.render import papers, render_word

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice (soffice) or poppler (pdftotext) is not installed: pages are not looked at",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and a long year as PDF."""
    folder = tmp_path_factory.mktemp("pages")
    for name in papers():
        (folder / f"{name}.docx").write_bytes(render_word(name, context=paper(name).sample(), on=date(2027, 1, 5)))
    (folder / "long.docx").write_bytes(render_word("year_plan", context=long_year(), on=date(2027, 1, 5)))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=120)
    return folder


def shown(pdf: Path) -> list[str]:
    """The text of each page."""
    out = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return out.stdout.split("\f")[:-1]


def test_every_sample_opens_with_its_words(pages: Path) -> None:
    heads = {name: shown(pages / f"{name}.pdf")[0] for name in papers()}
    assert all("ĐẢNG CỘNG SẢN VIỆT NAM" in head for head in heads.values())
    assert "Kính gửi: Tỉnh uỷ Mẫu Sơn" in heads["chaser_letter"]
    assert len(shown(pages / "chaser_letter.pdf")) == 1


def test_pages_are_numbered_from_the_second(pages: Path) -> None:
    first, *others = shown(pages / "long.pdf")
    assert first.split()[0] == "BAN"
    assert [page.split()[0] for page in others] == [str(number) for number in range(2, len(others) + 2)]


def test_each_annex_begins_its_page_and_no_page_is_empty(pages: Path) -> None:
    text = shown(pages / "long.pdf")
    begins = [page for page in text if re.match(r"\s*\d+\s+Phụ lục \d+\s*\n", page)]
    assert len(begins) == 30
    assert 58 <= len(text) <= 80
    assert all(len(page.split()) > 20 for page in text)


def test_heads_of_lists_repeat(pages: Path) -> None:
    for page in shown(pages / "long.pdf")[3:]:
        assert re.search(r"TT\s+(Họ và tên|Mã)", page), page


def test_no_name_is_cut(pages: Path) -> None:
    words = " ".join(" ".join(shown(pages / "long.pdf")).split())
    names = {part for one in long_year().delegations for member in one.members for part in member.full_name.split()}
    assert all(re.search(rf"\b{name}\b", words) for name in names)


def test_the_line_is_as_long_as_the_title(pages: Path) -> None:
    command = ["pdftotext", "-bbox", "-l", "1", str(pages / "year_plan.pdf"), "-"]
    boxes = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    start = re.search(r'xMin="([\d.]+)"[^>]*>ĐẢNG<', boxes)
    end = re.search(r'xMax="([\d.]+)"[^>]*>NAM<', boxes)
    assert start is not None
    assert end is not None
    assert (float(end[1]) - float(start[1])) / 72 * 25.4 == pytest.approx(TITLE_WIDTH, abs=0.5)


def test_one_family_of_type_is_used(pages: Path) -> None:
    fonts = subprocess.run(["pdffonts", str(pages / "long.pdf")], check=True, capture_output=True, text=True).stdout
    families = {line.split()[0].split("+")[-1].split("-")[0] for line in fonts.splitlines()[2:]}
    assert families <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}
