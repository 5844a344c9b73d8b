"""Adds cell formats to a workbook's styles part: an old format with another fill. Nothing that is there is changed."""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from doanra.documents.marked_workbook.marks import AMBER, RED
from doanra.documents.marked_workbook.sheet_layout import CannotEdit

_MOST_FORMATS = 64_000
_TEXT_FORMAT = 49  # "@", one of the formats that every workbook knows


class Styles:
    """The styles part; ``restyle`` gives numbers of formats, ``content`` is the part with those that were added."""

    def __init__(self, data: bytes) -> None:
        text = data.decode("utf-8-sig", errors="strict") if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else ""
        formats = re.search(r"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</\1cellXfs>", text, re.S)
        fills = re.search(r"<((?:\w+:)?)fills\b[^>]*>(.*?)</\1fills>", text, re.S)
        if formats is None or fills is None:
            raise CannotEdit("styles")
        try:
            fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise CannotEdit("styles") from error
        self._text, self._formats_at, self._fills_at, self._prefix = text, formats, fills, formats[1]
        self._formats = _elements(formats[2], f"{self._prefix}xf")
        old_fills = _elements(fills[2], f"{self._prefix}fill")
        self._fill_count = len(old_fills)
        self._marks = {str(place) for place, fill in enumerate(old_fills) if RED in fill or AMBER in fill}
        self._new_fills: dict[str, int] = {}
        self._new: dict[tuple[int, str], int] = {}
        self._added: list[str] = []

    def restyle(self, style: int, kind: str) -> int:
        """The format ``style`` with the fill ``kind`` (ARGB); ``text:`` with or without a fill for added text."""
        if (style, kind) not in self._new:
            if len(self._formats) + len(self._added) >= _MOST_FORMATS:
                raise CannotEdit("formats")
            base = self._formats[style] if style < len(self._formats) else self._formats[0]
            self._new[style, kind] = len(self._formats) + len(self._added)
            self._added.append(self._changed(base, kind))
        return self._new[style, kind]

    def is_mark(self, style: int) -> bool:
        """Whether an earlier marking filled cells of this format."""
        found = re.search(r'\sfillId="(\d+)"', _head(self._formats[style])) if style < len(self._formats) else None
        return bool(found and found[1] in self._marks)

    def _changed(self, base: str, kind: str) -> str:
        is_text, fill = kind.startswith("text:"), kind.removeprefix("text:")
        said = {"fillId": str(self._fill(fill)) if fill else "0", "applyFill": "1"}
        if not is_text:
            return _with(base, said)
        p = self._prefix
        tag = _with(_head(base), said | {
            "numFmtId": str(_TEXT_FORMAT), "applyNumberFormat": "1", "applyAlignment": "1", "quotePrefix": "1",
        })  # fmt: skip
        return f'{tag.removesuffix("/>").rstrip()}><{p}alignment vertical="top" wrapText="1"/></{p}xf>'

    def _fill(self, argb: str) -> int:
        if argb not in self._new_fills:
            self._new_fills[argb] = self._fill_count + len(self._new_fills)
        return self._new_fills[argb]

    @property
    def content(self) -> bytes:
        """The part with everything that was added."""
        p = self._prefix
        fills = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{argb}"/><{p}bgColor indexed="64"/>'
            f"</{p}patternFill></{p}fill>"
            for argb in self._new_fills
        )
        edits = [(self._fills_at, fills, self._fill_count + len(self._new_fills))]
        edits.append((self._formats_at, "".join(self._added), len(self._formats) + len(self._added)))
        text = self._text
        for match, added, count in sorted(edits, key=lambda one: -one[0].start()):
            block = match[0]
            end = block.rindex("</")
            block = re.sub(r'\bcount="\d+"', f'count="{count}"', block[:end], count=1) + added + block[end:]
            text = text[: match.start()] + block + text[match.end() :]
        return text.encode()


def _elements(inside: str, name: str) -> list[str]:
    """The elements of that name directly within a block, as they are written."""
    return [match[0] for match in re.finditer(rf"<{name}\b[^>]*?(?:/>|>.*?</{name}>)", inside, re.S)]


def _head(element: str) -> str:
    """The start tag alone, closed at once."""
    return element[: element.index(">")].removesuffix("/").rstrip() + "/>"


def _with(element: str, said: dict[str, str]) -> str:
    end = element.index(">")
    head, tail = element[:end], element[end:]
    closing = "/" if head.endswith("/") else ""
    head = head.removesuffix("/").rstrip()
    for name, value in said.items():
        head, found = re.subn(rf'(\s{name}=)"[^"]*"', rf'\g<1>"{value}"', head)
        head += "" if found else f' {name}="{value}"'
    return head + closing + tail
