"""Looking at a file before it is kept: what it is by its own bytes, how big, whether it bears a mark of secrecy."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from doanra.intake.layout.secrecy import is_secret_anywhere, is_secret_name
from doanra.records.models import ScanState
from doanra.stages.filing import scanning
from doanra.stages.filing.scanning import Scanned
from doanra.stages.nominations.attempts import plain
from doanra.terms.refusal import Refused

MOST = 15 * 1024 * 1024
"""Bytes of one file: a scan of ten pages at 300 dots is a third of it."""
KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
"""What is taken, with how it is handed out."""

_SIGNS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_PDF_WITHIN = 1024
_BEGINS, _ENDS = re.compile(rb"stream\r?\n"), b"endstream"
_WORDS = re.compile(rb"\(((?:[^()\\]|\\.){1,120})\)\s*Tj")
_UNPACKED = 4_000_000
_BROKEN = _UNPACKED // 64
"""What a broken stream costs of that: what it unpacked to before it broke is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file that may be kept."""

    name: str
    kind: str
    content: bytes
    sha256: str
    scanned: Scanned


def look(name: str, content: bytes, *, kinds: Collection[str] = ("pdf", "jpg", "png")) -> Looked:
    """Refused for what is empty, too big, of another kind, marked secret or infected. Asks the scanner, no table."""
    name = plain(name)[:255]
    if not content:
        raise Refused("file_empty", f"Tệp “{name}” rỗng.", remedy="Quét hoặc xuất lại tệp rồi gửi.")
    if len(content) > MOST:
        raise Refused(
            "file_too_big",
            f"Tệp “{name}” nặng {len(content) / 1e6:.1f} MB, quá {MOST // (1024 * 1024)} MB.".replace(".", ",", 1),
            remedy="Quét lại ở 200–300 dpi, thang xám, hoặc tách tệp.",
        )
    kind = kind_of(content)
    if kind not in kinds:
        taken = ", ".join(one.upper() for one in kinds)
        raise Refused(
            "file_kind",
            f"Tệp “{name}” không phải {taken}; loại tệp xét theo nội dung, không theo đuôi.",
            remedy="Lưu thành PDF, hoặc chụp, quét thành ảnh JPG, PNG.",
        )
    if is_secret_name(name) or (kind == "pdf" and any(map(is_secret_anywhere, _texts(content)))):
        raise Refused(
            "state_secret",
            "Tệp mang dấu chỉ độ mật. Hệ thống không nhận và không lưu tài liệu bí mật nhà nước.",
            remedy="Gửi tài liệu mật theo đường văn thư bảo mật.",
        )
    scanned = scanning.scan(content)
    if scanned.state is ScanState.INFECTED:
        raise Refused(
            "file_infected",
            f"Tệp “{name}” có vi-rút ({scanned.note}); không được lưu.",
            remedy="Quét lại máy tính, rồi gửi tệp sạch.",
        )
    return Looked(name=name, kind=kind, content=content, sha256=hashlib.sha256(content).hexdigest(), scanned=scanned)


def kind_of(content: bytes) -> str:
    """``pdf``, ``jpg``, ``png`` by the first bytes; "" for anything else."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    return next((kind for sign, kind in _SIGNS if content.startswith(sign)), "")


def _texts(content: bytes) -> Iterator[str]:
    """Words of a PDF that stand in it as plain text: of a scanned page there are none, and none are guessed."""
    left = _UNPACKED
    for page in _streams(content):
        if left <= 0:
            return
        if page[:1] == b"x":
            try:
                page = zlib.decompressobj().decompress(page, left)
            except zlib.error:
                left -= _BROKEN
                continue
        left -= len(page)
        yield from (_text(words[1]) for words in _WORDS.finditer(page))


def _streams(content: bytes) -> Iterator[bytes]:
    """What stands between ``stream`` and ``endstream``. In one pass, however many begin and never end."""
    at = 0
    while begins := _BEGINS.search(content, at):
        ends = content.find(_ENDS, begins.end())
        if ends < 0:
            return
        yield content[begins.end() : ends]
        at = ends + len(_ENDS)


def _text(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("utf-8", "replace")
