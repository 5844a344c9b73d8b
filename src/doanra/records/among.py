"""``column__among=values``: one of thousands of values, handed over as one text; as ``__in`` finds, but quicker asked.

On SQLite it also knows no most number of values.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@models.CharField.register_lookup
@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class Among(models.Lookup[Any]):
    """Texts or keys; an empty list finds nobody, and None is found by nothing."""

    lookup_name = "among"

    def get_prep_lookup(self) -> str:
        """The values as the column stores them, as one JSON text."""
        put = self.lhs.output_field.get_prep_value
        return json.dumps([put(value) for value in self.rhs], ensure_ascii=False)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """For SQLite."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, self.rhs)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """For PostgreSQL: an array made first, so that an index is looked into for each value."""
        column, params = self.process_lhs(compiler, connection)
        kind = "text" if isinstance(self.lhs.output_field, models.CharField) else "bigint"
        values = f"SELECT jsonb_array_elements_text(%s::jsonb)::{kind}"
        return f"{column} = ANY(ARRAY({values}))", (*params, self.rhs)
