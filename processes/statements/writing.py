"""What every step writes."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model


class Insert:
    """Insert instances of a model, some at a time; with ``updating`` a row that is there takes these fields anew."""

    def __init__(self, model: type[Model], *, updating: Sequence[str] = ()) -> None:
        self._model, self._updating = model, tuple(updating)
        self._sql = lru_cache(maxsize=64)(self._write)

    def run(self, rows: Sequence[Model]) -> None:
        """Raises IntegrityError. As after a save, the instances have the key that the database gave them."""
        for first in range(0, len(rows), _AT_ONCE):
            self._run(rows[first : first + _AT_ONCE])

    def _run(self, rows: Sequence[Model]) -> None:
        values = [value for row in rows for value in self._columns.of(row)]
        with connection.cursor() as cursor:
            cursor.execute(self._sql(len(rows)), values)
            keys = cursor.fetchall() if self._model._meta.auto_field else [(row.pk,) for row in rows]
        for row, (key,) in zip(rows, keys, strict=True):
            row.pk, row._state.adding, row._state.db = key, False, connection.alias

    @cached_property
    def _columns(self) -> "_Columns":
        meta = self._model._meta
        return _Columns([field for field in meta.concrete_fields if field is not meta.auto_field])

    def _write(self, rows: int) -> str:
        quote, meta, columns = connection.ops.quote_name, self._model._meta, self._columns.names
        row = f"({', '.join(['%s'] * len(columns))})"
        sql = f"INSERT INTO {quote(meta.db_table)} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"  # noqa: S608
        if meta.auto_field:
            return f"{sql} RETURNING {quote(str(meta.auto_field.column))}"
        if not self._updating:
            return sql
        anew = ", ".join(f"{name} = EXCLUDED.{name}" for name in _columns(self._model, self._updating).names)
        return f"{sql} ON CONFLICT ({quote(str(meta.pk.column))}) DO UPDATE SET {anew}"


class Update:
    """Set fields of the rows of which other fields have given values."""

    def __init__(self, model: type[Model], *, sets: Sequence[str], where: Sequence[str]) -> None:
        self._columns, self._where = _columns(model, (*sets, *where)), len(sets)
        self._table = model._meta.db_table

    def run(self, *values: Any) -> int:
        """Values for ``sets`` and then for ``where``; the number of rows that were changed."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self._columns.stored(values))
            return int(cursor.rowcount)

    @cached_property
    def _sql(self) -> str:
        equal = [f"{name} = %s" for name in self._columns.names]
        sets, where = ", ".join(equal[: self._where]), " AND ".join(equal[self._where :])
        return f"UPDATE {connection.ops.quote_name(self._table)} SET {sets} WHERE {where}"  # noqa: S608


class _Columns:
    """Some fields of a model: their quoted names, and how values of theirs are stored."""

    def __init__(self, fields: Sequence["Field[Any, Any]"]) -> None:
        self._fields = fields
        self._values = attrgetter(*(field.attname for field in fields))
        self.names = [connection.ops.quote_name(str(field.column)) for field in fields]
        # Text and numbers go as they are, which saves a long way through the ORM.
        self._as_they_are = [not isinstance(field, JSONField) for field in fields]

    def of(self, row: Model) -> list[Any]:
        return self.stored(self._values(row))

    def stored(self, values: Sequence[Any]) -> list[Any]:
        return [
            value if as_it_is and type(value) in _PLAIN else field.get_db_prep_save(value, connection)
            for field, as_it_is, value in zip(self._fields, self._as_they_are, values, strict=True)
        ]


def _columns(model: type[Model], names: Sequence[str]) -> _Columns:
    return _Columns([model._meta.get_field(name) for name in names])  # type: ignore[misc]


_PLAIN = {str, int, bool, type(None)}
# SQLite takes 32,766 values in one statement; the widest row here has some 20.
_AT_ONCE = 500
