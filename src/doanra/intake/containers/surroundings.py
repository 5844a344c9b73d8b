"""Texts of a workbook that stand in no cell: text boxes, the head and foot of the page, the file's properties."""

from __future__ import annotations

import re
from html import unescape

from doanra.intake.containers.package import Package
from doanra.intake.refusals import Unreadable

_PARAGRAPH = re.compile(rb"<(?:\w+:)?p\b[^>]*>(.*?)</(?:\w+:)?p>", re.S)
_BOX = re.compile(rb"<draw:text-box\b.*?</draw:text-box>", re.S)
_PROPERTY = re.compile(
    rb"<(?:\w+:)?(?:title|subject|keywords?|category|description|contentStatus|lpwstr|user-defined)\b[^>]*>"
    rb"([^<]{1,500})<"
)
_TAG = re.compile(r"<[^>]*>")
_DRAWN = re.compile(r"xl/drawings/(?:drawing\d*\.xml|vmldrawing\d*\.vml)|xl/charts/chart\d*\.xml")
_PROPERTIES = ("docprops/core.xml", "docprops/custom.xml", "docprops/app.xml", "meta.xml")
_MOST_BYTES, _MOST = 5_000_000, 500


def texts_around(package: Package) -> tuple[str, ...]:
    """These texts, a line each; parts that cannot be read or are too long for them say nothing."""
    found: list[str] = []
    for name, info in package.names.items():
        if info.file_size > _MOST_BYTES:
            continue
        if name in _PROPERTIES:
            found += map(_plain, _PROPERTY.findall(_read(package, name)))
        elif name == "styles.xml" or _DRAWN.fullmatch(name):
            found += map(_plain, _PARAGRAPH.findall(_read(package, name)))
        elif name == "content.xml":
            boxes = b"".join(_BOX.findall(_read(package, name)))
            found += map(_plain, _PARAGRAPH.findall(boxes))
        if len(found) > _MOST:
            break
    return tuple(line.strip() for text in found for line in text.splitlines() if line.strip())


def _read(package: Package, name: str) -> bytes:
    try:
        return package.read(name)
    except Unreadable:
        return b""


def _plain(data: bytes) -> str:
    return unescape(_TAG.sub("", data.decode("utf-8", "replace")))
