"""Two kinds of column that Django lacks: a date as exact as its source, and a text hidden at rest."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models

from doanra.terms.dates import PartialDate


class PartialDateField(models.CharField):  # type: ignore[type-arg]  # the value type is PartialDate
    """Stores ``1975``, ``1975-08`` or ``1975-08-05``; reads as PartialDate, or None where nothing is known."""

    # What the type checker takes as the types of the attribute.
    _pyi_private_set_type: PartialDate | str | None  # type: ignore[assignment]  # a text column that holds a date
    _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]  # a text column that holds a date

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        return value if isinstance(value, PartialDate) or not value else PartialDate.parse(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        date = self.to_python(value)
        return date.iso() if date else None


@lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"cipher" + key.encode()).digest()))


def blind_index(text: str) -> str:
    """A keyed digest by which an equal text is found again without being stored readable."""
    return hmac.digest(settings.PERSONAL_DATA_KEY.encode(), text.encode(), "sha256").hex()


class HiddenTextField(models.TextField):  # type: ignore[type-arg]  # the value type is str
    """A text encrypted at rest with the key of personal data; empty stays empty. Search by a blind index beside it."""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return _fernet(settings.PERSONAL_DATA_KEY).decrypt(value.encode()).decode() if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is hidden and differs each time: search by {self.name.split('_')[0]}_index")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> str:
        return _fernet(settings.PERSONAL_DATA_KEY).encrypt(str(value).encode()).decode() if value else ""
