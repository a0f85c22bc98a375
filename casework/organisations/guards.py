"""Database triggers that keep delegations within domain.md §4.4 rule 10, for whatever program asks."""

from casework.audit.guarding import Guards

_DELEGATION, _SUBSTITUTION = "organisations_delegation", "organisations_substitution"
LONGEST_DAYS = 15

_LENGTH = {
    "sqlite": f"julianday(NEW.ends_on) - julianday(NEW.starts_on) >= {LONGEST_DAYS}",
    "postgresql": f"NEW.ends_on - NEW.starts_on >= {LONGEST_DAYS}",
}
_LONG = f"a delegation is for at most {LONGEST_DAYS} days"
# One substitute at a time; and neither does a substitute pass it on, nor is it given to who is away himself.
_MEANWHILE = (
    f"EXISTS (SELECT 1 FROM {_DELEGATION} o WHERE o.id <> NEW.id AND o.revoked_at IS NULL"
    " AND o.organisation_id = NEW.organisation_id AND o.starts_on <= NEW.ends_on AND NEW.starts_on <= o.ends_on"
    " AND (o.principal_id = NEW.principal_id AND o.role = NEW.role OR o.delegate_id = NEW.principal_id"
    " OR o.principal_id = NEW.delegate_id))"
)
_TWICE = "a delegation meets another one of the same days, or is passed on"
_KEPT = (
    "principal_id",
    "delegate_id",
    "organisation_id",
    "role",
    "processes",
    "starts_on",
    "ends_on",
    "given_at",
)
_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _KEPT) + " OR OLD.revoked_at IS NOT NULL"
_FIXED = "a delegation is withdrawn once and otherwise never changed"
_FOR_EVER = "what was done for somebody else is kept for ever"

# Name, table, when, the condition, what is said; a condition of ``TRUE`` refuses always.
_NEW, _CHANGE, _REMOVE = "BEFORE INSERT", "BEFORE UPDATE", "BEFORE DELETE"
_RULES = (
    ("organisations_delegation_length", _DELEGATION, _NEW, _LENGTH, _LONG),
    ("organisations_delegation_once", _DELEGATION, _NEW, _MEANWHILE, _TWICE),
    ("organisations_delegation_fixed", _DELEGATION, _CHANGE, _CHANGED, _FIXED),
    ("organisations_delegation_kept", _DELEGATION, _REMOVE, "1 = 1", _FIXED),
    ("organisations_substitution_fixed", _SUBSTITUTION, _CHANGE, "1 = 1", _FOR_EVER),
    ("organisations_substitution_kept", _SUBSTITUTION, _REMOVE, "1 = 1", _FOR_EVER),
)


def _condition(given: str | dict[str, str], vendor: str) -> str:
    return given if isinstance(given, str) else given[vendor]


def _sqlite() -> list[str]:
    # A new row has no id yet before it is inserted.
    return [
        f"CREATE TRIGGER {name} {when} ON {table}"
        f" WHEN {_condition(given, 'sqlite').replace('o.id <> NEW.id AND ', '')}"
        f" BEGIN SELECT RAISE(ABORT, '{said}'); END"
        for name, table, when, given, said in _RULES
    ]


def _postgresql() -> list[str]:
    made = []
    for name, table, when, given, said in _RULES:
        # Two at once at one organisation take turns, and then see each other.
        turns = (
            "PERFORM pg_advisory_xact_lock(hashtext('organisations.delegations'), hashtext(NEW.organisation_id::text)); "
            if given is _MEANWHILE
            else ""
        )
        refuse = (
            f"{turns}IF {_condition(given, 'postgresql')} THEN RAISE EXCEPTION '{said}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        )
        row = "OLD" if when == _REMOVE else "NEW"
        made.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} RETURN {row}; END $$"
        )
        made.append(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    return made


_NAMES = {name: table for name, table, *_rest in _RULES}
GUARDS = Guards(
    triggers={"sqlite": _NAMES, "postgresql": _NAMES},
    statements={"sqlite": _sqlite(), "postgresql": _postgresql()},
    functions=list(_NAMES),
)
