"""Making and adding very many records: by COPY on PostgreSQL, by statements of many rows elsewhere, to one effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState

_BATCH = 1_000
_AS_IT_IS: frozenset[type] = frozenset({
    models.BigAutoField, models.BigIntegerField, models.BooleanField, models.CharField, models.DateField,
    models.DateTimeField, models.ForeignKey, models.PositiveBigIntegerField, models.PositiveIntegerField,
    models.PositiveSmallIntegerField, models.TextField,
})  # fmt: skip
"""Kinds of column whose values the driver writes as Django itself would hand them over."""

M = TypeVar("M", bound=models.Model)
Put = Callable[[Any], Any]


def new(model: type[M], **values: Any) -> M:
    """The object that ``model(**values)`` makes, in a quarter of the time; no signals are sent.

    Of related objects either the object or its key may be given, by their own names.
    """
    plain, called = _defaults(model)
    made = model.__new__(model)
    made._state = ModelState()
    made.__dict__.update(plain)
    for name, default in called:
        made.__dict__[name] = default()
    for name, value in values.items():
        setattr(made, name, value)
    return made


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """What the attributes of a new object are, and what must be made for each object of its own."""
    fields = model._meta.concrete_fields
    called = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    own = {name for name, _ in called}
    return {field.attname: field.get_default() for field in fields if field.attname not in own}, called


def insert(records: Sequence[models.Model]) -> None:
    """Adds new records of one kind, all or none; they have their keys afterwards, and no signals are sent.

    Whatever they point to must be stored by then. Breaks of constraints raise what ``bulk_create`` raises.
    """
    if not records:
        return
    model = type(records[0])
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "postgresql":
        model._default_manager.using(connection.alias).bulk_create(records)
        return
    _take_keys(records, model)
    fields = model._meta.concrete_fields
    told = attrgetter(*(field.attname for field in fields))
    with transaction.atomic(using=connection.alias, savepoint=False):
        for record, key in zip(records, _new_keys(connection, model, len(records)), strict=True):
            record.pk = key
        _stamp(records, fields)
        _copy(connection, model, fields, map(told, records))
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Adds records of which nobody needs the object: each row has the values of these attributes, keys as ids.

    ``names`` must hold every column but the key. Rows are taken as they come, so that a generator costs no memory.
    """
    connection = connections[router.db_for_write(model)]
    with transaction.atomic(using=connection.alias, savepoint=False):
        if connection.vendor == "postgresql":
            by_name = {field.attname: field for field in model._meta.concrete_fields}
            _copy(connection, model, [by_name[name] for name in names], rows)
            return
        rest = iter(rows)
        while some := list(islice(rest, _BATCH)):
            made = [model(**dict(zip(names, row, strict=True))) for row in some]
            model._default_manager.using(connection.alias).bulk_create(made)


def _take_keys(records: Iterable[models.Model], model: type[models.Model]) -> None:
    """Puts down the keys of what the records point to, where it was stored only after they were made."""
    relations = [(field.attname, field.name) for field in model._meta.concrete_fields if field.is_relation]
    for record in records:
        for attname, name in relations:
            if record.__dict__.get(attname) is None and (other := record._state.fields_cache.get(name)) is not None:
                record.__dict__[attname] = other.pk


def _stamp(records: Iterable[models.Model], fields: Iterable[models.Field[Any, Any]]) -> None:
    """Sets the times that a column keeps by itself."""
    kept = [one for one in fields if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False)]
    for field in kept:
        for record in records:
            field.pre_save(record, add=True)


def _new_keys(connection: BaseDatabaseWrapper, model: type[models.Model], number: int) -> list[int]:
    key = model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s))::regclass) FROM generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), key.column, number],
        )
        return [row[0] for row in cursor.fetchall()]


def _copy(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    rows: Iterable[Sequence[Any]],
) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    puts = [_put(field, connection) for field in fields]
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in _prepared(rows, puts):
            copy.write_row(row)


def _put(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Put | None:
    """How the values of a column are handed over; None where they go as they are."""
    kind = type(field)
    if kind in _AS_IT_IS:
        return None
    by_itself = kind.get_db_prep_save, kind.get_db_prep_value
    if by_itself == (models.Field.get_db_prep_save, models.Field.get_db_prep_value):
        return field.get_prep_value
    return partial(field.get_db_prep_save, connection=connection)


def _prepared(rows: Iterable[Sequence[Any]], puts: Sequence[Put | None]) -> Iterator[Sequence[Any]]:
    """The rows with every value as the database takes it; only the columns that need it are touched."""
    special = [(place, put) for place, put in enumerate(puts) if put]
    for row in rows:
        values = list(row)
        for place, put in special:
            values[place] = put(values[place])
        yield values
