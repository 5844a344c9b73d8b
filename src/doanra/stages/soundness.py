"""What no column of the tables could hold is refused before it is stored, field by field, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models


def faults(row: models.Model, *, labels: Mapping[str, str]) -> list[str]:
    """What is wrong with the plain values of a row that is to be stored; ``labels`` name its fields for people.

    Values are brought to their columns' types. What other rows say (doubles, who it belongs to) is not looked at.
    """
    beside = {field.name for field in row._meta.fields if field.is_relation or isinstance(field, models.JSONField)}
    try:
        row.clean_fields(exclude=beside)
    except ValidationError as unsound:
        return [
            f"{labels.get(name, name)}: {' '.join(messages).rstrip('.')}"
            for name, messages in unsound.message_dict.items()
        ]
    return []
