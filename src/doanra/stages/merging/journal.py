"""What a merge did to the tables, step by step, and the same steps backwards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from doanra.terms.dates import PartialDate

Step = dict[str, Any]


def named(model: type[Model]) -> str:
    """What a table is called in a journal and in the table of pointers: ``participation``."""
    return str(model._meta.model_name)


def model_of(name: str) -> type[Model]:
    """The table of that name."""
    return apps.get_model("records", name)


def plain(value: Any) -> Any:
    """A stored value as JSON."""
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def columns(row: Model) -> dict[str, Any]:
    """All stored values of a row by column, as JSON."""
    return {field.attname: plain(field.value_from_object(row)) for field in row._meta.concrete_fields}


class Journal:
    """Does the steps of a merge and writes each one down. The order is that of time."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.steps = list(steps)

    def move(self, rows: Iterable[Model], column: str, to: int) -> None:
        """Points rows of one table to another key."""
        rows = list(rows)
        if not rows:
            return
        model, keys = type(rows[0]), [row.pk for row in rows]
        before = getattr(rows[0], column)
        model._default_manager.filter(pk__in=keys).update(**{column: to})
        self.steps.append({"move": named(model), "column": column, "keys": keys, "before": before, "after": to})

    def put(self, row: Model, column: str, value: Any) -> None:
        """Gives one column of a row another value."""
        before = getattr(row, column)
        setattr(row, column, value)
        row.save(update_fields=[_field(type(row), column).name])
        step = {"put": named(type(row)), "key": row.pk, "column": column}
        self.steps.append({**step, "before": plain(before), "after": plain(value)})

    def fold(self, row: Model) -> None:
        """Takes a row out of its table and keeps it here whole. Nothing may point to it any more."""
        self.steps.append({"fold": named(type(row)), "row": columns(row)})
        held = pointing(row)
        assert not held, f"{held} still point to {named(type(row))} {row.pk}"
        type(row)._default_manager.filter(pk=row.pk).delete()

    def add(self, row: Model) -> None:
        """Adds a row that only the merge needs."""
        row.save(force_insert=True)
        self.steps.append({"added": named(type(row)), "key": row.pk})

    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows of each table were ``moved``, and how many were ``folded`` into the journal."""
        moved: Counter[str] = Counter()
        for step in self.steps:
            if "move" in step:
                moved[step["move"]] += len(step["keys"])
        return {"moved": dict(moved), "folded": dict(Counter(step["fold"] for step in self.steps if "fold" in step))}

    def as_text(self) -> str:
        """The steps as they are stored."""
        return json.dumps(self.steps, ensure_ascii=False)


def relations(target: type[Model]) -> list[tuple[type[Model], Field[Any, Any]]]:
    """Every column of every table that points to ``target``: foreign keys, one-to-ones and many-to-manies."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.is_relation and field.related_model is target and not field.auto_created
    ]


def pointing(row: Model) -> list[str]:
    """The columns that still point to a row."""
    return [
        f"{named(model)}.{field.name}"
        for model, field in relations(type(row))
        if model._default_manager.filter(**{field.name: row.pk}).exists()
    ]


def _field(model: type[Model], column: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def missing_targets(steps: Iterable[Step]) -> list[tuple[str, str]]:
    """Rows that can't come back because what they belong to is gone: the table, and the table that it points to."""
    steps = list(steps)
    returning = {(step["fold"], step["row"]["id"]) for step in steps if "fold" in step}
    lacking = []
    for step in steps:
        if "fold" not in step:
            continue
        for field in model_of(step["fold"])._meta.concrete_fields:
            value = step["row"].get(field.attname) if field.is_relation else None
            target: Any = field.related_model
            if value is None or (named(target), value) in returning:
                continue
            if not target._default_manager.filter(pk=value).exists():
                lacking.append((step["fold"], named(target)))
    return lacking


def take_back(step: Step) -> int:
    """Undoes one step; returns how many of its rows were left alone because they are otherwise or gone by now."""
    if "fold" in step:
        restore(model_of(step["fold"]), step["row"])
        return 0
    if "added" in step:
        model_of(step["added"])._default_manager.filter(pk=step["key"]).delete()
        return 0
    if "move" in step:
        held = model_of(step["move"])._default_manager.filter(pk__in=step["keys"], **{step["column"]: step["after"]})
        return len(step["keys"]) - held.update(**{step["column"]: step["before"]})
    row = model_of(step["put"])._default_manager.filter(pk=step["key"]).first()
    if row is None or plain(getattr(row, step["column"])) != step["after"]:
        return 1
    field = _field(type(row), step["column"])
    setattr(row, step["column"], field.to_python(step["before"]))
    row.save(update_fields=[field.name])
    return 0


def restore(model: type[Model], values: dict[str, Any]) -> Model:
    """Puts a row back as it was, key included."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    row = model(**{name: fields[name].to_python(value) for name, value in values.items() if name in fields})
    row.save_base(raw=True, force_insert=True)  # raw: times of recording stay as they were
    return row
