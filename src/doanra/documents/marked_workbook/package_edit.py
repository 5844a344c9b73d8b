"""Marks an .xlsx or .xlsm where it stands: sheet and styles parts are spliced, every other part keeps its bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from doanra.documents.marked_workbook.marks import Marks, written
from doanra.documents.marked_workbook.sheet_edit import columns_for, marked
from doanra.documents.marked_workbook.sheet_layout import CannotEdit, layout_of
from doanra.documents.marked_workbook.style_edit import Styles
from doanra.intake.containers.grid import index_of
from doanra.intake.containers.package import DAMAGE


def mark_package(content: bytes, marks: Marks) -> bytes:
    """The same workbook with its marks; CannotEdit if it is none, or one that is not edited in place."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            changed = _changed_parts(package, marks)
            return _copied(package, changed)
    except DAMAGE as error:
        raise CannotEdit(str(error)) from error


def _changed_parts(package: zipfile.ZipFile, marks: Marks) -> dict[str, bytes]:
    home = _target(package, "_rels/.rels", "/officeDocument", base="")
    folder = posixpath.dirname(home)
    links = f"{folder}/_rels/{posixpath.basename(home)}.rels".lstrip("/")
    styles_part = _target(package, links, "/styles", base=folder)
    styles = Styles(package.read(styles_part))
    parts = _sheets(package, home, links, folder)
    if missing := set(marks) - set(parts):
        raise CannotEdit(f"sheets {missing}")
    changed: dict[str, bytes] = {}
    for name, sheet in marks.items():
        lines = written(sheet)
        data = package.read(parts[name])
        layout = layout_of(data, wanted=frozenset(lines))
        old = sheet.columns
        columns = (index_of(old[0]), index_of(old[1])) if old else columns_for(layout)
        changed[parts[name]] = marked(data, layout, lines=lines, columns=columns, formats=styles)
    return changed | {styles_part: styles.content}


def _sheets(package: zipfile.ZipFile, home: str, links: str, folder: str) -> dict[str, str]:
    """Name of each worksheet → its part."""
    targets = {
        link.get("Id", ""): _path(link.get("Target", ""), folder)
        for link in _xml(package, links).iter()
        if link.get("Type", "").endswith("/worksheet")
    }
    found = {}
    for element in _xml(package, home).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
            if key in targets:
                found[element.get("name", "")] = targets[key]
    return found


def _target(package: zipfile.ZipFile, links: str, kind: str, *, base: str) -> str:
    for link in _xml(package, links).iter():
        if link.get("Type", "").endswith(kind):
            return _path(link.get("Target", ""), base)
    raise CannotEdit(f"no part {kind}")


def _path(target: str, base: str) -> str:
    return (target if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))).lstrip("/")


def _xml(package: zipfile.ZipFile, name: str) -> Element:
    try:
        root: Element = fromstring(package.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise CannotEdit(name) from error
    return root


def _copied(package: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        copy.comment = package.comment
        for info in package.infolist():
            body = changed[info.filename] if info.filename in changed else package.read(info)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.external_attr, entry.create_system, entry.comment = (
                info.external_attr, info.create_system, info.comment,
            )  # fmt: skip
            entry.compress_type = zipfile.ZIP_STORED if info.compress_type == 0 else zipfile.ZIP_DEFLATED
            copy.writestr(entry, body)
    return target.getvalue()
