"""Database triggers that refuse to change the audit trail, for whatever program asks.

A later migration that alters these tables on SQLite makes them anew, without triggers, and must install
them again; ``verify_audit`` reports a guard that is missing.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = frozenset({"audit_event_update", "audit_event_delete", "audit_head_back", "audit_head_delete"})
# What the other database needs besides: SQLite for REPLACE, PostgreSQL for TRUNCATE.
OWN_NAMES = {
    "sqlite": frozenset({"audit_event_replace"}),
    "postgresql": frozenset({"audit_event_truncate", "audit_head_truncate"}),
}
_TABLES = {"event": "audit_event", "head": "audit_chainhead"}

_SQLITE = [
    "CREATE TRIGGER audit_event_update BEFORE UPDATE ON audit_event BEGIN {refuse}; END",
    "CREATE TRIGGER audit_event_delete BEFORE DELETE ON audit_event BEGIN {refuse}; END",
    # INSERT OR REPLACE deletes the old row without asking the trigger above.
    "CREATE TRIGGER audit_event_replace BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event"
    " WHERE id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq)) BEGIN {refuse}; END",
    "CREATE TRIGGER audit_head_back BEFORE UPDATE ON audit_chainhead"
    " WHEN NEW.chain <> OLD.chain OR NEW.seq < OLD.seq BEGIN {refuse}; END",
    "CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_chainhead BEGIN {refuse}; END",
]
_REFUSE_SQLITE = "SELECT RAISE(ABORT, 'audit trail is append-only')"

_POSTGRESQL = [
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
    " 'audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audit_event_update BEFORE UPDATE ON audit_event"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_event_delete BEFORE DELETE ON audit_event"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_event_truncate BEFORE TRUNCATE ON audit_event"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_back BEFORE UPDATE ON audit_chainhead FOR EACH ROW"
    " WHEN (NEW.chain <> OLD.chain OR NEW.seq < OLD.seq) EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_chainhead"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_truncate BEFORE TRUNCATE ON audit_chainhead"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
]


def expected(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Names of the triggers that protect the trail on this database."""
    return NAMES | OWN_NAMES[connection.vendor]


def installed(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """Names of the trail's triggers that are in force now."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return frozenset(name for (name,) in cursor.fetchall()) & expected(connection)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in force; those in force are left."""
    remove(connection)
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace("{refuse}", _REFUSE_SQLITE))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away, for emptying a database on purpose."""
    with connection.cursor() as cursor:
        for name in expected(connection):
            table = _TABLES["event" if "event" in name else "head"]
            where = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse()")
