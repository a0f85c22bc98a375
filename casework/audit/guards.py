"""Database triggers that refuse to change the audit trail, for whatever program asks.

A later migration that alters these tables on SQLite makes them anew, without triggers, and must install
them again; ``verify_audit`` reports a guard that is missing.
"""

from casework.audit.guarding import Guards

_REFUSE = "SELECT RAISE(ABORT, 'audit trail is append-only')"
_EVENT, _HEAD = "audit_event", "audit_chainhead"
_NAMES = {
    "audit_event_update": _EVENT,
    "audit_event_delete": _EVENT,
    "audit_head_back": _HEAD,
    "audit_head_delete": _HEAD,
}

_SQLITE = [
    f"CREATE TRIGGER audit_event_update BEFORE UPDATE ON audit_event BEGIN {_REFUSE}; END",
    f"CREATE TRIGGER audit_event_delete BEFORE DELETE ON audit_event BEGIN {_REFUSE}; END",
    # INSERT OR REPLACE deletes the old row without asking the trigger above.
    "CREATE TRIGGER audit_event_replace BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event"
    f" WHERE id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq)) BEGIN {_REFUSE}; END",
    "CREATE TRIGGER audit_head_back BEFORE UPDATE ON audit_chainhead"
    f" WHEN NEW.chain <> OLD.chain OR NEW.seq < OLD.seq BEGIN {_REFUSE}; END",
    f"CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_chainhead BEGIN {_REFUSE}; END",
]

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

# What the other database needs besides: SQLite for REPLACE, PostgreSQL for TRUNCATE.
GUARDS = Guards(
    triggers={
        "sqlite": {**_NAMES, "audit_event_replace": _EVENT},
        "postgresql": {**_NAMES, "audit_event_truncate": _EVENT, "audit_head_truncate": _HEAD},
    },
    statements={"sqlite": _SQLITE, "postgresql": _POSTGRESQL},
    functions=["audit_refuse"],
)
expected, installed = GUARDS.expected, GUARDS.installed
install, remove = GUARDS.install, GUARDS.remove
