"""Reads a rendered paper back: words in the order of the page, tables as rows with bars between cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.table import Table


def opened(word: bytes) -> Any:
    """The file as python-docx sees it."""
    return Document(io.BytesIO(word))


def text(word: bytes) -> str:
    """All words of the body, one paragraph or table row a line, empty ones left out."""
    return "\n".join(line for line in _lines(opened(word)) if line.strip(" |")) + "\n"


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (_row(row) for row in block.rows)
        else:
            yield block.text.replace("\n", " / ")


def _row(row: Any) -> str:
    cells = [cell for place, cell in enumerate(row.cells) if place == 0 or cell._tc is not row.cells[place - 1]._tc]
    return " | ".join(" / ".join(line.text for line in cell.paragraphs if line.text) for cell in cells)
