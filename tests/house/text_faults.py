"""What the house does not want in files of any kind. Each check takes text and yields (line, fault)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from python_faults import Fault

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Written in halves, so that this file does not name them itself.
PLACES = re.compile("|".join((
    r"(?<![\w.])/" + r"work/", r"(?<![\w.])/" + r"root/", r"(?<![\w.])/" + r"home/\w", r"/opt/" + r"(pypi|wheels)",
    r"(?<![\w.$}])/" + r"tmp/\w",
    r"pypi" + r"\.org", r"pythonhosted" + r"\.org", r"npmjs" + r"\.(org|com)", r"deb\.debian" + r"\.org",
)))  # fmt: skip

LOADS_IN_MARKUP = re.compile(
    r"<(?:script|link|img|iframe|source|video|audio|object|embed|use|image|form|input)\b[^>]*?"
    r"\b(?:src|srcset|href|data|action|poster|xlink:href)\s*=\s*[\"']?\s*(?:https?:)?//", re.I | re.S)  # fmt: skip
LOADS_IN_STYLE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", re.I)
LOADS_IN_SCRIPT = re.compile(r"[\"'`](?:https?|wss?)://(?!www\.w3\.org/)", re.I)
INLINE = {
    "an inline style": re.compile(r"<[a-z][^>]*?\sstyle\s*=", re.I | re.S),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/json)[^>]*>", re.I | re.S),
    "an inline handler": re.compile(r"<[a-z][^>]*?\son[a-z]+\s*=", re.I | re.S),
    "hx-on, which needs eval": re.compile(r"<[a-z][^>]*?\shx-on\b", re.I | re.S),
    "a javascript: address": re.compile(r"[\"']\s*javascript:", re.I),
}
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)


def _found(pattern: re.Pattern[str], text: str, fault: str) -> Iterator[Fault]:
    for match in pattern.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, f"{fault}: {match.group()[:60]!r}"


def _without_tags(text: str) -> str:
    """The markup without Django's tags (they may hold quotes and angle brackets), on the same lines."""
    return TAG.sub(lambda tag: "\n" * tag.group().count("\n"), text)


def unfinished(text: str) -> Iterator[Fault]:
    """A mark that something is left to do."""
    yield from _found(UNFINISHED, text, "unfinished")


def machine_places(text: str) -> Iterator[Fault]:
    """A path of one machine, or the host of a package registry."""
    yield from _found(PLACES, text, "a place of one machine")


def inline_in_markup(text: str) -> Iterator[Fault]:
    """What the strict content policy would block."""
    markup = _without_tags(text)
    for fault, pattern in INLINE.items():
        yield from _found(pattern, markup, fault)


def outside_loads(text: str, *, kind: str) -> Iterator[Fault]:
    """Something that a browser would fetch from outside; kind is html, css, svg or js."""
    if kind in ("html", "svg"):
        yield from _found(LOADS_IN_MARKUP, _without_tags(text), "loads from outside")
    if kind in ("html", "svg", "css"):
        yield from _found(LOADS_IN_STYLE, text, "loads from outside")
    if kind == "js":
        yield from _found(LOADS_IN_SCRIPT, text, "an address outside")
