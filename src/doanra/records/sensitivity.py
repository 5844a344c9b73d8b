"""Marks at the field how sensitive personal data is (Decree 356/2025/NĐ-CP, articles 3 and 4).

`basic`, `sensitive` and `vetting` wrap a model field and leave it as it is but for the mark, by which lists, exports
and tests know (who reads which: `policy.access.reads`).
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from doanra.terms.words import Sensitivity

Field = TypeVar("Field", bound="models.Field[Any, Any]")


def basic(field: Field) -> Field:
    """Basic personal data (article 3): name, birth, sex, post, numbers."""
    return _marked(field, Sensitivity.PERSONAL)


def sensitive(field: Field) -> Field:
    """Sensitive personal data (article 4): political and religious views, health, acts in the system."""
    return _marked(field, Sensitivity.SENSITIVE)


def vetting(field: Field) -> Field:
    """Political vetting: outcome, date and document number, for the few."""
    return _marked(field, Sensitivity.VETTING)


def sensitivity(field: Any) -> Sensitivity:
    """How closely a field is kept; ordinary for what bears no mark."""
    mark: Sensitivity = getattr(field, "sensitivity", Sensitivity.ORDINARY)
    return mark


def _marked(field: Field, mark: Sensitivity) -> Field:
    field.sensitivity = mark  # type: ignore[attr-defined]  # a mark of ours on Django's field
    return field
