"""Database triggers that refuse to change, delete or forge a filing (invariant I-5)."""

from casework.audit.guarding import Guards

_TABLE = "filings_filing"
_CHANGE, _FORGED = "a filing is never changed", "the hash is not that of the snapshot"
_RAISE = "SELECT RAISE(ABORT, '{}')"

_SQLITE = [
    f"CREATE TRIGGER filings_update BEFORE UPDATE ON {_TABLE} BEGIN {_RAISE.format(_CHANGE)}; END",
    f"CREATE TRIGGER filings_delete BEFORE DELETE ON {_TABLE} BEGIN {_RAISE.format(_CHANGE)}; END",
    # INSERT OR REPLACE deletes the old row without asking the trigger above.
    f"CREATE TRIGGER filings_replace BEFORE INSERT ON {_TABLE} WHEN EXISTS (SELECT 1 FROM {_TABLE}"
    f" WHERE id = NEW.id OR number = NEW.number OR token = NEW.token) BEGIN {_RAISE.format(_CHANGE)}; END",
    # Django gives its connections SHA256; a program without it cannot insert at all.
    f"CREATE TRIGGER filings_hash BEFORE INSERT ON {_TABLE} WHEN SHA256(NEW.snapshot) <> NEW.sha256"
    f" BEGIN {_RAISE.format(_FORGED)}; END",
]

_POSTGRESQL = [
    f"CREATE FUNCTION filings_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_CHANGE}'"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE FUNCTION filings_forged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_FORGED}'"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER filings_update BEFORE UPDATE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION filings_refuse()",
    f"CREATE TRIGGER filings_delete BEFORE DELETE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION filings_refuse()",
    f"CREATE TRIGGER filings_truncate BEFORE TRUNCATE ON {_TABLE}"
    " FOR EACH STATEMENT EXECUTE FUNCTION filings_refuse()",
    f"CREATE TRIGGER filings_hash BEFORE INSERT ON {_TABLE} FOR EACH ROW WHEN"
    " (encode(sha256(convert_to(NEW.snapshot, 'UTF8')), 'hex') <> NEW.sha256) EXECUTE FUNCTION filings_forged()",
]

_BOTH = dict.fromkeys(("filings_update", "filings_delete", "filings_hash"), _TABLE)
GUARDS = Guards(
    triggers={
        "sqlite": {**_BOTH, "filings_replace": _TABLE},
        "postgresql": {**_BOTH, "filings_truncate": _TABLE},
    },
    statements={"sqlite": _SQLITE, "postgresql": _POSTGRESQL},
    functions=["filings_refuse", "filings_forged"],
)
