"""Which kind of file is it? The content decides, never the extension."""

from __future__ import annotations

import re

from doanra.intake.containers.delimited import decoded, delimited_grid
from doanra.intake.containers.grid import Grid
from doanra.intake.containers.ods import ods_grids
from doanra.intake.containers.package import Package
from doanra.intake.containers.xls import ole_grids
from doanra.intake.containers.xlsx import xlsx_grids
from doanra.intake.reading import Limits
from doanra.intake.refusals import Unreadable

_OTHER_KINDS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"{\\rtf", b"\x7fELF", b"MZ",
    b"\x1aE\xdf\xa3", b"ID3", b"OggS",
)  # fmt: skip
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype|html|table|head|meta|workbook|\w+:workbook)",
    re.I | re.S,
)
_BIFF_BARE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")


def open_grids(content: bytes, *, limits: Limits) -> list[Grid]:
    """The sheets of a file of any kind that is read; Unreadable with a code of the contract otherwise."""
    if not content:
        raise Unreadable("empty_file")
    if len(content) > limits.file_bytes:
        raise Unreadable("too_large")
    if content.startswith(b"PK"):
        return _zip_grids(content, limits=limits)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ole_grids(content, limits=limits)
    _refuse_other_kinds(content)
    if len(content) > limits.text_bytes:
        raise Unreadable("too_large")
    text = decoded(content)
    if text is None:
        raise Unreadable("corrupt_file")
    return [delimited_grid(text, limits=limits)]


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(_ARCHIVES):
        raise Unreadable("corrupt_file")
    if content.startswith(_OTHER_KINDS) and (content[:2] not in (b"BM", b"MZ") or b"\x00" in content[:64]):
        raise Unreadable("not_spreadsheet")
    if _MARKUP.match(content[:2000].lstrip(b"\xef\xbb\xbf")):
        raise Unreadable("unsupported_format")
    if content.startswith(_BIFF_BARE):
        raise Unreadable("unsupported_format")


def _zip_grids(content: bytes, *, limits: Limits) -> list[Grid]:
    package = Package(content, limits=limits)
    if "content.xml" in package:
        return _open_document(package, content, limits=limits)
    if "xl/workbook.bin" in package:
        raise Unreadable("unsupported_format")
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in package.names):
        raise Unreadable("not_spreadsheet")
    if any(name.startswith("xl/") for name in package.names) or "_rels/.rels" in package:
        return xlsx_grids(content, limits=limits)
    raise Unreadable("corrupt_file")


def _open_document(package: Package, content: bytes, *, limits: Limits) -> list[Grid]:
    kind = package.read("mimetype") if "mimetype" in package else b""
    if kind and b"spreadsheet" not in kind:
        raise Unreadable("not_spreadsheet")
    return ods_grids(content, limits=limits)
