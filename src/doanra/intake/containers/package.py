"""A zip file whose parts are unpacked one by one, never beyond the limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from doanra.intake.reading import Limits
from doanra.intake.refusals import Unreadable

DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    EOFError,
    RuntimeError,
    KeyError,
    ValueError,
)
"""What a damaged zip, or one without the part that is looked for, makes of those who read it."""
_PIECE = 1 << 20
_ROOT = re.compile(rb"<\w")
_TYPED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Package:
    """The parts of a zip, found whatever the case of their names."""

    def __init__(self, content: bytes, *, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except DAMAGE as error:
            raise Unreadable("corrupt_file") from error
        if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise Unreadable("too_large")
        self.names = {info.filename.lstrip("/").lower(): info for info in infos}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        ``corrupt_file`` if it is missing or damaged, ``too_large`` beyond the limits, ``unsafe_file`` if it declares a
        document type or entities, which no workbook needs.
        """
        info = self.names.get(name.lstrip("/").lower())
        if info is None:
            raise Unreadable("corrupt_file")
        if info.flag_bits & 1:
            raise Unreadable("password_protected")
        data = self._unpack(info)
        self._left -= len(data)
        root = _ROOT.search(data)
        if b"<!" in (prolog := data[: root.start() if root else None]) and _TYPED.search(prolog):
            raise Unreadable("unsafe_file")
        return data

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        limit = min(self._limits.part_bytes, self._left)
        if info.file_size > limit:
            raise Unreadable("too_large")
        try:
            with self._zip.open(info) as stream:
                return b"".join(iter(lambda: stream.read(_PIECE), b""))
        except DAMAGE as error:
            raise Unreadable("corrupt_file") from error
