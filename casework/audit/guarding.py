"""Triggers that keep rows as they must be, for whatever program asks: declared by an app, installed by its migration.

A later migration that makes a table anew on SQLite (or one that a trigger reads) must remove them first and install them
again after: SQLite refuses to rename a table that a trigger names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Guards:
    """``triggers`` maps each vendor to its triggers' names and their tables; ``statements`` make them in order."""

    triggers: Mapping[str, Mapping[str, str]]
    statements: Mapping[str, Sequence[str]]
    functions: Sequence[str] = field(default=())

    def expected(self, connection: BaseDatabaseWrapper) -> frozenset[str]:
        """Names of the triggers that this database must have."""
        return frozenset(self.triggers[connection.vendor])

    def installed(self, connection: BaseDatabaseWrapper) -> frozenset[str]:
        """Names of those that are in force now."""
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        )
        with connection.cursor() as cursor:
            cursor.execute(query)
            return frozenset(name for (name,) in cursor.fetchall()) & self.expected(connection)

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Put every guard in force; those in force are made anew."""
        self.remove(connection)
        with connection.cursor() as cursor:
            for statement in self.statements[connection.vendor]:
                cursor.execute(statement)

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Take the guards away, for changing a table or emptying a database on purpose."""
        with connection.cursor() as cursor:
            for name, table in self.triggers[connection.vendor].items():
                where = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
            if connection.vendor == "postgresql":
                for function in self.functions:
                    cursor.execute(f"DROP FUNCTION IF EXISTS {function}()")


def all_guards() -> Iterator[Guards]:
    """Those of every app that has any."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "guards"):
            yield import_module(f"{config.name}.guards").GUARDS
