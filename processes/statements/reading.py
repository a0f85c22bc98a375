"""What every step and every request reads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, Model, QuerySet
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


class Rows:
    """The rows of a ``values_list`` by several values, each of which may stand in the query more than once.

    ``query`` takes them by name and is called once, with the sample of each: a value that the query holds nowhere else.
    The field says how values of that name are stored.
    """

    def __init__(
        self, query: Callable[..., "QuerySet[Any, Any]"], **samples: tuple["Field[Any, Any]", Any]
    ) -> None:
        self._query, self._samples = query, samples
        self._compiled = lru_cache(maxsize=None)(self._compile)

    def get(self, **values: Any) -> list[tuple[Any, ...]]:
        """All rows, in the order of the query."""
        read = self._compiled(connection.vendor)
        stored = {name: self._stored(name, value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(read.sql, [stored[name] if name else given for name, given in read.parameters])
            rows = cursor.fetchall()
        return [tuple(row) for row in read.convert(rows)]

    def _compile(self, vendor: str) -> "_Written":
        query = self._query(**{name: sample for name, (_, sample) in self._samples.items()})
        compiler = query.query.get_compiler(connection=connection)
        sql, given = compiler.as_sql()
        names = {self._stored(name, sample): name for name, (_, sample) in self._samples.items()}
        parameters = [(names.get(value, ""), value) for value in given]
        if missing := set(names.values()) - {name for name, _ in parameters}:
            raise ValueError(f"the query does not ask for {missing}")
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        return _Written(sql, parameters, lambda rows: compiler.apply_converters(rows, converters))

    def _stored(self, name: str, value: Any) -> Any:
        field, _ = self._samples[name]
        return field.get_db_prep_value(value, connection)


@dataclass(frozen=True)
class _Written:
    """A compiled SELECT; a parameter is named where a caller gives it, and what the query says otherwise."""

    sql: str
    parameters: list[tuple[str, Any]]
    convert: Callable[[Sequence[Any]], Iterable[Sequence[Any]]]
