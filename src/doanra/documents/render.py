"""Fills a Word template with a context. The same context, template and day give the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from doanra.documents.figures import figure, long_day, roman, short_day
from doanra.documents.papers import Content, paper, papers
from doanra.documents.printable import printable
from doanra.terms.refusal import Refused

__all__ = ["papers", "render_word"]

_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_word(name: str, *, context: Content, on: date, template: Path | None = None) -> bytes:
    """The paper ``name`` as a .docx file.

    ``context`` is the frozen dataclass of that paper's folder; ``on`` is written as the day of creation into the
    file's properties; ``template`` is an office's own .docx in place of ours, with the same tags
    (``{{ paper.year }}``). It may read the context and nothing else. Refused if there is no such paper, or if the
    template is no Word file or has a tag that the context does not know.
    """
    known = paper(name)
    if not isinstance(context, known.kind):
        raise TypeError(f"{name} takes {known.kind.__name__}, not {type(context).__name__}")
    document = _opened(template or known.template)
    try:
        document.render({"paper": context}, jinja_env=_environment(), autoescape=True)
    except (TemplateError, ArithmeticError, SyntaxError, TypeError, ValueError) as fault:
        if template is None:
            raise
        raise Refused(
            "documents.template-tag",
            f"Tệp mẫu “{template.name}” có thẻ không dùng được: {fault}.",
            remedy="Sửa thẻ trong tệp mẫu, ví dụ {{ paper.year }}; mở tệp mẫu gốc để xem các thẻ dùng được.",
        ) from fault
    _describe(document, context=context, on=on)
    return _steady(document)


def _opened(source: Path) -> Any:
    try:
        document = DocxTemplate(io.BytesIO(source.read_bytes()))
        document.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as fault:
        raise Refused(
            "documents.template-unreadable",
            f"Không đọc được tệp mẫu “{source.name}”.",
            remedy="Mở tệp bằng Word hoặc LibreOffice, lưu lại dạng .docx rồi thử lại.",
        ) from fault
    return document


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_finished)
    lower_first = {"lower_first": lambda text: text[:1].lower() + text[1:]}
    environment.filters |= {"figure": figure, "day": short_day, "long_day": long_day, "roman": roman} | lower_first
    return environment


def _finished(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _describe(document: Any, *, context: Content, on: date) -> None:
    properties = document.docx.core_properties
    properties.title, properties.author = printable(context.title)[:255], printable(context.letterhead.name)[:255]
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = datetime.combine(on, time())
    properties.revision = 1


def _steady(document: Any) -> bytes:
    """The file without the times that zip would add."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(zipfile.ZipInfo(part.filename, _EPOCH), source.read(part), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
