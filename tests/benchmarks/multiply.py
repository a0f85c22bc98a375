"""Many rows like one, made inside the database."""

from django.db import connection
from django.db.models import Model


def multiply(row: Model, *, first: int, last: int, **changed: str) -> None:
    """Insert copies of ``row`` numbered ``first`` to ``last``; ``changed`` gives SQL over ``series.n`` by attribute."""
    meta, quote = row._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if field is not meta.auto_field]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    copied = (changed.get(field.attname, f"model.{quote(str(field.column))}") for field in fields)
    values = ", ".join(copied).replace("%", "%%")
    key = quote(str(meta.pk.column))
    table = quote(meta.db_table)
    source = f"generate_series(%s::bigint, %s::bigint) AS series(n), {table} AS model"
    sql = f"INSERT INTO {table} ({columns}) SELECT {values} FROM {source} WHERE model.{key} = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [first, last, meta.pk.get_db_prep_value(row.pk, connection)])


def uuid_of(kind: str, number: str = "series.n") -> str:
    """SQL for a UUID that the same kind and number give again."""
    return f"md5('{kind}' || ({number}))::uuid"


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
