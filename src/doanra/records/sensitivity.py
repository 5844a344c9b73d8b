"""Marks at the field how sensitive personal data is (Decree 356/2025/NĐ-CP, articles 3 and 4).

`basic` and `sensitive` wrap a model field and leave it as it is but for the mark, by which exports and tests know.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

Field = TypeVar("Field", bound="models.Field[Any, Any]")


def basic(field: Field) -> Field:
    """Basic personal data (article 3): name, birth, sex, post, numbers."""
    field.sensitivity = "basic"  # type: ignore[attr-defined]  # a mark of ours on Django's field
    return field


def sensitive(field: Field) -> Field:
    """Sensitive personal data (article 4): political and religious views, health, acts in the system."""
    field.sensitivity = "sensitive"  # type: ignore[attr-defined]  # a mark of ours on Django's field
    return field


def sensitivity(field: Any) -> str:
    """``basic``, ``sensitive`` or ``""`` for what is no personal data."""
    return str(getattr(field, "sensitivity", ""))
