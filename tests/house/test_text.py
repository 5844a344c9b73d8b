"""Files of every kind: nothing unfinished, no place of one machine, nothing inline, nothing fetched from outside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
import text_faults as faults
from source import ROOT, SOURCE, files, place, text, tracked

ABSENT = {".woff2", ".png", ".ico", ".docx", ".xlsx", ".xls", ".mo", ".pdf", ".jpg", ".zip"}


def faults_in(paths: Iterable[Path], check: object) -> list[str]:
    """The faults of all paths, as lines that an editor can jump to."""
    assert callable(check)
    return [f"{place(path, line)} {fault}" for path in paths for line, fault in check(text(path))]


def readable(path: Path) -> bool:
    """Is it text of ours to read?"""
    return path.suffix not in ABSENT and b"\0" not in path.read_bytes()[:4096]


OUTSIDE = {kind: partial(faults.outside_loads, kind=kind) for kind in ("html", "css", "svg", "js")}


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (faults.unfinished, "x = 1  # TO" + "DO later"),
        (faults.machine_places, "path = '/wo" + "rk/main'"),
        (faults.machine_places, "open('/ro" + "ot/x')"),
        (faults.machine_places, "--index-url https://py" + "pi.org/simple"),
        (faults.inline_in_markup, '<p class="a"\n style="color: red">'),
        (faults.inline_in_markup, "<style>p { }</style>"),
        (faults.inline_in_markup, "<script>alert(1)</script>"),
        (faults.inline_in_markup, '<button onclick="x()">'),
        (faults.inline_in_markup, '<a href="javascript:x()">'),
        (faults.inline_in_markup, '<div hx-on:click="x()">'),
        (OUTSIDE["html"], '<script src="https://example.org/x.js"></script>'),
        (OUTSIDE["html"], '<link rel="stylesheet" href="//example.org/x.css">'),
        (OUTSIDE["css"], "@font-face { src: url(https://example.org/x.woff2) }"),
        (OUTSIDE["css"], '@import "https://example.org/x.css";'),
        (OUTSIDE["js"], 'fetch("https://example.org/x")'),
    ],
)
def test_a_bad_snippet_is_caught(check: object, bad: str) -> None:
    assert callable(check)
    assert len(list(check(bad))) == 1


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (faults.unfinished, "mastodons"),
        (faults.machine_places, "$HOME/x, homework/, paperwork/main, site/root/x"),
        (faults.inline_in_markup, '<script src="{% static "a.js" %}" nonce="x"></script><p data-on="a" class="style">'),
        (faults.inline_in_markup, '<p {% if a > b %}class="x"{% endif %}>{{ style }}</p>'),
        (faults.inline_in_markup, '<script type="application/json" id="x">{}</script>'),
        (OUTSIDE["html"], '<a href="https://example.org/law">'),
        (OUTSIDE["svg"], '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
        (OUTSIDE["css"], "p { background: url(\"data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg'/%3e\") }"),
        (OUTSIDE["js"], 'document.createElementNS("http://www.w3.org/2000/svg", "g")'),
    ],
)
def test_a_good_snippet_is_left_alone(check: object, good: str) -> None:
    assert callable(check)
    assert list(check(good)) == []


def test_source_is_finished() -> None:
    assert faults_in(files(SOURCE, ".py", ".html", ".js", ".css", ".toml", ".txt"), faults.unfinished) == []


def test_no_file_names_a_place_of_one_machine() -> None:
    assert faults_in(filter(readable, tracked()), faults.machine_places) == []


def test_locks_name_no_host() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in text(ROOT / lock)
        assert "--hash=sha256:" in text(ROOT / lock)


def pins(lock: str) -> set[str]:
    """The pinned `name==version` of a lock."""
    return {line.split()[0] for line in text(ROOT / lock).splitlines() if "==" in line and line[0].isalnum()}


def test_the_tests_lock_holds_the_servers() -> None:
    assert len(pins("requirements.lock")) > 20
    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_markup_holds_nothing_inline() -> None:
    assert faults_in(files(SOURCE, ".html"), faults.inline_in_markup) == []


@pytest.mark.parametrize("kind", ["html", "css", "svg"])
def test_nothing_is_loaded_from_outside(kind: str) -> None:
    assert faults_in(files(SOURCE, f".{kind}", vendored=True), OUTSIDE[kind]) == []


def test_our_scripts_know_no_address_outside() -> None:
    assert faults_in(files(SOURCE, ".js"), OUTSIDE["js"]) == []
