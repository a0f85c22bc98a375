"""The few statements that every step repeats: written once by the ORM, kept, and run again with other values.

Writing them anew costs more than running them does. They stay the ORM's: the fields say how values are stored, so that
one description serves every database. All of them run in the caller's transaction.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=Model)


class Fetch(Generic[M]):
    """One row, with all that its query joins, by one value.

    ``query`` builds the queryset for a value; it is called once with ``sample``, which must occur in it just once.
    """

    def __init__(self, query: Callable[[Any], "QuerySet[M]"], sample: Any) -> None:
        self._query, self._sample = query, sample
        self._compiled = lru_cache(maxsize=None)(self._compile)

    def get(self, value: Any) -> M:
        """The row as an instance of its model. Raises the model's DoesNotExist."""
        if not connection.in_atomic_block:
            raise TransactionManagementError("a step's statement outside its transaction")
        read = self._compiled(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(read.sql, read.parameters(value))
            row = cursor.fetchone()
        if row is None:
            raise read.model.DoesNotExist
        found: M = read.instance(row)
        return found

    def _compile(self, vendor: str) -> "_Read":
        return _Read(self._query(self._sample), self._sample)


class _Read:
    """A compiled SELECT and the way from its row to instances, as ``QuerySet`` goes it."""

    def __init__(self, query: "QuerySet[Any]", sample: Any) -> None:
        compiler = query.query.get_compiler(connection=connection)
        self.model = query.model
        self._key = query.model._meta.pk
        self.sql, parameters = compiler.as_sql()
        self._parameters = list(parameters)
        self._place = self._parameters.index(self._stored(sample))
        self._compiler, self._select, shape = compiler, compiler.select, compiler.klass_info
        self._converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self._first, self._last = shape["select_fields"][0], shape["select_fields"][-1] + 1
        self._names = [column.target.attname for column, _, _ in self._select[self._first : self._last]]
        self._annotated = dict(compiler.annotation_col_map)
        self._joined = get_related_populators(shape, self._select, connection.alias)  # type: ignore[call-arg]

    def parameters(self, value: Any) -> list[Any]:
        return [
            self._stored(value) if place == self._place else given
            for place, given in enumerate(self._parameters)
        ]

    def instance(self, row: Sequence[Any]) -> Any:
        if self._converters:
            (row,) = self._compiler.apply_converters([row], self._converters)
        found = self.model.from_db(connection.alias, self._names, row[self._first : self._last])
        for joined in self._joined:
            joined.populate(row, found)
        for name, column in self._annotated.items():
            setattr(found, name, row[column])
        return found

    def _stored(self, value: Any) -> Any:
        return self._key.get_db_prep_value(value, connection)


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
