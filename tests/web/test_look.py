"""The look: vendored files, colours, classes, icons, fields, frame and error pages; no database."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation

from doanra.terms.refusal import Refused
from doanra.terms.words import Role
from doanra.web.templatetags import doanra as tags

WEB = Path(tags.__file__).parents[1]
VENDOR, OURS, TEMPLATES = WEB / "static" / "vendor", WEB / "static" / "doanra", WEB / "templates"
ERRORS = ("400", "403", "404", "409", "413", "500", "csrf", "403_csrf")
SHEETS = ("theme", "forms", "page", "board")


def nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


web = [path(f"{name}/", nowhere, name=name) for name in ("home", "search", "language", "theme", "logout", "login")]
urlpatterns = [path("", include((web, "web")))]


@pytest.fixture(autouse=True)
def own_addresses(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with translation.override("vi"):
        yield


def page(name: str, *, query: str = "", theme: str = "", **context: Any) -> str:
    """A whole template, without context processors."""
    request = RequestFactory().get(f"/search/{query}")
    if theme:
        request.COOKIES["doanra_theme"] = theme
    return str(engines["django"].get_template(name).template.render(Context({"request": request, **context})))


def officer() -> SimpleNamespace:
    return SimpleNamespace(is_authenticated=True, full_name="Lê Thu Hà (tổng hợp)", role="office")


def sheet(name: str) -> str:
    return (OURS / f"{name}.css").read_text(encoding="utf-8")


# --- files


def test_the_manifest_tells_every_vendored_file_as_it_stands() -> None:
    entries = tomllib.loads((VENDOR / "MANIFEST.toml").read_text(encoding="utf-8"))["file"]
    assert {entry["path"]: entry["sha256"] for entry in entries} == {
        str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "MANIFEST.toml"
    }
    assert {entry["licence"] for entry in entries} == {"MIT", "OFL-1.1"}


@pytest.mark.parametrize("file", sorted(OURS.glob("*.css")), ids=lambda file: file.name)
def test_what_a_style_sheet_fetches_is_there(file: Path) -> None:
    for target in re.findall(r"url\(([^)]+)\)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).is_file(), target


# --- colours


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--dr-[\w-]+):([^;]+);", block))


def themes() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    css = sheet("theme")
    light = css.split(":root,[data-bs-theme=light]{")[1].split("\n}")[0]
    dark = css.split("\n[data-bs-theme=dark]{")[1].split("\n}")[0]
    wished = css.split(":root:not([data-bs-theme]){")[1].split("\n}")[0]
    return tokens(light), tokens(dark), tokens(wished)


def test_dark_is_one_whether_chosen_or_wished() -> None:
    light, dark, wished = themes()
    assert dark == wished
    assert set(light) == set(dark)
    assert light["--dr-paper"] != dark["--dr-paper"]


def test_no_rule_names_a_colour_outside_the_tokens() -> None:
    rules = sheet("theme").split("/* 3 base */")[1].replace("#C2392F", "").replace("stroke:#fff", "")
    for css in (rules, sheet("forms"), sheet("page"), sheet("board")):
        assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(", css) == []


def test_every_variable_is_defined() -> None:
    text = "".join(sheet(name) for name in (*SHEETS, "print"))
    assert set(re.findall(r"var\((--dr-[\w-]+)\)", text)) <= set(re.findall(r"(--dr-[\w-]+):", text))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PAIRS = [
    *((ink, ground, 4.5) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "sunken")),
    *((tone, f"{tone}-tint", 4.5) for tone in ("lacquer", "amber", "note", "pass", "unknown", "teal")),
    *((tone, "surface", 4.5) for tone in ("lacquer", "amber", "note", "pass", "unknown", "teal")),
    *(("on-teal", fill, 4.5) for fill in ("teal-fill", "teal-fill-hover", "lacquer-fill", "lacquer-hover")),
    *(("line-strong", ground, 3.0) for ground in ("paper", "surface")),
    *(("bar-ink", "bar", 4.5), ("bar-2", "bar", 4.5), ("ink", "teal-tint", 4.5), ("bar-actual", "bar-target", 3.0)),
]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(ink: str, ground: str, least: float, dark: bool) -> None:
    colours = themes()[int(dark)]
    values = sorted(luminance(colours[f"--dr-{name}"]) for name in (ink, ground))
    assert (values[1] + 0.05) / (values[0] + 0.05) >= least


# --- icons and lists


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (TEMPLATES / "parts" / "sprite.html").read_text(encoding="utf-8")
    assert set(re.findall(r'<symbol id="i-(\w+)"', sprite)) == tags.ICONS


def test_pages_of_a_long_list_show_ends_and_neighbours() -> None:
    pages = Paginator(range(741), 25)
    assert tags.page_steps(pages.get_page(7)) == [1, 0, 6, 7, 8, 0, 30]
    assert tags.page_steps(pages.get_page(1)) == [1, 2, 0, 30]
    markup = page("parts/pagination.html", query="?q=lan&page=7", page_obj=pages.get_page(7))
    assert 'href="?q=lan&amp;page=8"' in markup
    assert page("parts/pagination.html", page_obj=Paginator([], 25).get_page(1)).strip() == ""


# --- fields


class Letter(forms.Form):
    number = forms.CharField(label="Số công văn", help_text="Ví dụ 2093-CV/TU.")
    kind = forms.ChoiceField(label="Loại", widget=forms.RadioSelect, choices=[("a", "Đề cử"), ("b", "Bổ sung")])
    note = forms.CharField(label="Ghi chú", required=False)
    sure = forms.BooleanField(label="Đã đối chiếu")


def test_a_field_has_label_help_and_fault_tied_to_it() -> None:
    markup = page("parts/fields.html", form=Letter({"note": "x"}))
    assert 'for="id_number"' in markup
    for tied in re.findall(r'aria-describedby="([^"]+)"', markup):
        for target in tied.split():
            assert f'id="{target}"' in markup
    assert markup.count('aria-invalid="true"') >= 3
    assert '<a href="#id_number">' in markup
    assert "<legend>Loại" in markup
    assert markup.count("(không bắt buộc)") == 1


# --- frame and doors


def test_the_frame_of_an_officer() -> None:
    stages = [{"label": "Việc của tôi", "url": "/a/", "count": 9, "current": False}]
    stages += [{"label": "Kế hoạch", "url": "/k/", "count": "334", "current": True}]
    years = [{"year": 2023, "url": "/2023/", "current": True}]
    markup = page("404.html", user=officer(), stage_bar=stages, year_menu=years, theme="dark")
    assert 'data-bs-theme="dark"' in markup
    assert re.search(r'<a href="/k/" aria-current="page">Kế hoạch<span class="num">334</span>', markup)
    assert "Lê Thu Hà (tổng hợp)" in markup and Role.OFFICE.label in markup
    assert 'action="/logout/"' in markup and 'action="/theme/"' in markup
    assert "Năm 2023" in markup


def test_the_frame_of_a_visitor_follows_the_system_and_shows_no_stages() -> None:
    markup = page("account/login.html", form=Letter(), stage_bar=[{"label": "x", "url": "/x/", "current": True}])
    assert "data-bs-theme" not in markup
    assert 'class="stages"' not in markup and "data-find" not in markup
    assert '<html lang="vi"' in markup


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_what_happened_what_to_do_and_the_way_back(name: str) -> None:
    markup = str(get_template(f"{name}.html").render())
    assert markup.count("<h1>") == 1
    assert len(re.findall(r"<li>", markup.split('class="apology"')[1])) >= 1
    assert 'href="/"' in markup
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*src=)", markup)


def test_the_page_of_a_failure_asks_nobody_who_is_there() -> None:
    class Broken:
        @property
        def is_authenticated(self) -> bool:
            raise AssertionError("the database was asked")

    assert "Hệ thống gặp lỗi" in page("500.html", user=Broken(), stage_bar=Broken())


def test_a_refusal_speaks_for_itself() -> None:
    refusal = Refused("plans.blocked", "Còn 3 điều chặn.", remedy="Gỡ ở bảng xếp.", citation="Quyết định 02-QĐ/BCĐ")
    for name in ("400.html", "403.html", "404.html", "409.html", "parts/refusal.html"):
        markup = page(name, refusal=refusal)
        assert "Còn 3 điều chặn." in markup and "Gỡ ở bảng xếp." in markup and "02-QĐ/BCĐ" in markup


# --- classes


def test_every_class_of_the_parts_is_styled() -> None:
    css = "".join(sheet(name) for name in (*SHEETS, "print")) + (VENDOR / "bootstrap.min.css").read_text("utf-8")
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", css))
    files = [TEMPLATES / "base.html", *TEMPLATES.glob("parts/*.html")]
    used = {
        word
        for file in files
        for value in re.findall(r'class="([^"]*)"', re.sub(r"\{[%{].*?[%}]\}", " ", file.read_text("utf-8")))
        for word in value.split()
        if not word.endswith("-")
    }
    assert used - known <= {"find-small"}
