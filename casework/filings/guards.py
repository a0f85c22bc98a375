"""Database triggers that refuse to change, delete or forge a filing or what was handed in for one (invariant I-5)."""

from casework.audit.guarding import Guards

_RAISE = "SELECT RAISE(ABORT, '{}')"


def _guards(name: str, table: str, keys: tuple[str, ...], called: str) -> Guards:
    """``name`` begins the names of the triggers; ``keys`` are the unique columns besides the id."""
    change, forged = f"{called} is never changed", "the hash is not that of the snapshot"
    same = " OR ".join(f"{key} = NEW.{key}" for key in ("id", *keys))
    both = dict.fromkeys((f"{name}_update", f"{name}_delete", f"{name}_hash"), table)
    refuse = _RAISE.format(change)
    sqlite = [
        f"CREATE TRIGGER {name}_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
        # INSERT OR REPLACE deletes the old row without asking the trigger above.
        f"CREATE TRIGGER {name}_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table}"
        f" WHERE {same}) BEGIN {refuse}; END",
        # Django gives its connections SHA256; a program without it cannot insert at all.
        f"CREATE TRIGGER {name}_hash BEFORE INSERT ON {table} WHEN SHA256(NEW.snapshot) <> NEW.sha256"
        f" BEGIN {_RAISE.format(forged)}; END",
    ]
    postgresql = [
        f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{change}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE FUNCTION {name}_forged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{forged}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {name}_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refuse()",
        f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refuse()",
        f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()",
        f"CREATE TRIGGER {name}_hash BEFORE INSERT ON {table} FOR EACH ROW WHEN"
        f" (encode(sha256(convert_to(NEW.snapshot, 'UTF8')), 'hex') <> NEW.sha256)"
        f" EXECUTE FUNCTION {name}_forged()",
    ]
    return Guards(
        triggers={
            "sqlite": {**both, f"{name}_replace": table},
            "postgresql": {**both, f"{name}_truncate": table},
        },
        statements={"sqlite": sqlite, "postgresql": postgresql},
        functions=[f"{name}_refuse", f"{name}_forged"],
    )


def _together(*parts: Guards) -> Guards:
    vendors = ("sqlite", "postgresql")
    return Guards(
        triggers={v: {n: table for part in parts for n, table in part.triggers[v].items()} for v in vendors},
        statements={v: [s for part in parts for s in part.statements[v]] for v in vendors},
        functions=[function for part in parts for function in part.functions],
    )


FILINGS = _guards("filings", "filings_filing", ("number", "token"), "a filing")
DEPOSITS = _guards("deposits", "filings_deposit", (), "what was handed in")
GUARDS = _together(FILINGS, DEPOSITS)
