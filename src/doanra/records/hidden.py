"""Rows and originals hidden at rest: what a unit's list says of people lies readable on no disk."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models

_TEXT_MARK = "h1:"
_FILE_MARK = b"DoanRa-h1\x00"
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NONCE = 12  # bytes, as AES-GCM wants it


@lru_cache(maxsize=4)
def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"rows and originals" + key.encode()).digest())


def hide(content: bytes) -> bytes:
    """Encrypted with the key of personal data; the same content looks different each time."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(settings.PERSONAL_DATA_KEY).encrypt(nonce, content, None)


def reveal(hidden: bytes) -> bytes:
    """What was hidden; ``cryptography.exceptions.InvalidTag`` if it was changed or the key is another."""
    return _cipher(settings.PERSONAL_DATA_KEY).decrypt(hidden[:_NONCE], hidden[_NONCE:], None)


def read_json(stored: str | None) -> Any:
    """What a stored text says; InvalidTag or ValueError where it cannot be read. What was never hidden is read too."""
    if stored is None:
        return None
    if stored.startswith(_TEXT_MARK):
        return json.loads(reveal(base64.b64decode(stored[len(_TEXT_MARK) :])))
    return json.loads(stored)


class HiddenJSONField(models.TextField):  # type: ignore[type-arg]  # the value type is what JSON can say
    """JSON encrypted at rest. The database cannot look into it: rows are found by other columns.

    Text that was stored before it was hidden is still read.
    """

    # What the type checker takes as the types of the attribute.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return read_json(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        plain = _AS_JSON(value).encode("utf-8", "surrogatepass")
        return _TEXT_MARK + base64.b64encode(hide(plain)).decode("ascii")

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is hidden and differs each time: it cannot be searched")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise TypeError(f"{self.name} is hidden: the database cannot look for {lookup_name} in it")


class HiddenFileStorage(FileSystemStorage):
    """Files encrypted at rest; a file that was stored before it was hidden is still read."""

    def _save(self, name: str, content: Any) -> str:
        content.seek(0)
        return str(super()._save(name, ContentFile(_FILE_MARK + hide(content.read()))))  # type: ignore[misc]

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        with super()._open(name, "rb") as kept:  # type: ignore[misc]
            content: bytes = kept.read()
        if content.startswith(_FILE_MARK):
            content = reveal(content[len(_FILE_MARK) :])
        return File(io.BytesIO(content), name=name)

    def hide_old(self, name: str) -> None:
        """Hides in its place a file that was stored readable; a file that is gone stays gone."""
        if not self.exists(name):
            return
        with open(self.path(name), "rb") as kept:
            content = kept.read()
        if not content.startswith(_FILE_MARK):
            beside = f"{self.path(name)}.hidden"
            with open(beside, "wb") as fresh:
                fresh.write(_FILE_MARK + hide(content))
            os.replace(beside, self.path(name))


def originals() -> Storage:
    """Where the units' files lie."""
    return HiddenFileStorage()
