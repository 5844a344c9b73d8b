"""Writes the Word templates anew from the ``template.py`` of each paper: ``python -m doanra.documents.make_templates``.

The committed ``template.docx`` files are its output and a test holds them to it. An office that wants another look
copies a template.docx, changes it in Word and names it to ``render_word``; it does not edit ours.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any

from doanra.documents.layout import Layout
from doanra.documents.papers import papers

_MADE = datetime(2026, 11, 1)  # noqa: DTZ001 - a property of the file that must not change from run to run


def build(name: str, *, layout: Layout | None = None) -> Any:
    """The template of one paper as a python-docx document; ``layout`` for other margins or sizes."""
    document = import_module(f"doanra.documents.{name}.template").build(layout or Layout())
    properties = document.core_properties
    properties.created = properties.modified = _MADE
    properties.author, properties.comments, properties.title = "Đoàn Ra", "", name
    return document


def main() -> None:
    """Writes every template in its folder."""
    for name, paper in papers().items():
        build(name).save(paper.template)


if __name__ == "__main__":
    main()
