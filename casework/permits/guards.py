"""Database triggers that keep every planned lesson in order (I-1, I-2), for whatever program asks.

A lesson is planned only where permit, person, library entry, verification and interview stand on its day; and none of
these may change so that a planned lesson is left without it. Both databases ask one condition, written once below.
"""

from django.conf import settings

from casework.audit.guarding import Guards
from casework.policy.declared import declared

_PERMIT, _SESSION, _PEOPLE = "permits_permit", "permits_scheduledsession", "permits_permitinstructor"
_APPLICATION, _COURSE, _ENTRY = "permits_application", "permits_course", "library_libraryentry"

_DATED = "{row}.valid_from <= s.held_on AND s.held_on <= {row}.valid_to"
# In force on the day of lesson s.
_HOLDS = f"({_DATED} AND ({{row}}.state = 'ACTIVE' OR s.held_on < {{row}}.changed_on))"
# The same for a lesson that is planned now: not into a time when it was out of force, before it was resumed.
_FRESH = (
    f"({_DATED} AND ({{row}}.state = 'ACTIVE' AND s.held_on >= COALESCE({{row}}.changed_on, {{row}}.valid_from)"
    " OR {row}.state <> 'ACTIVE' AND s.held_on < {row}.changed_on))"
)
_TEACHES = (
    "{row}.instructor_id = s.instructor_id AND {row}.starts_on <= s.held_on"
    " AND ({row}.ends_on IS NULL OR s.held_on <= {row}.ends_on)"
)
_LOCAL_DAY = {
    # Django keeps UTC; the bureau's day is that of one zone without summer time.
    "sqlite": "date({}, '+8 hours')",
    "postgresql": f"({{}} AT TIME ZONE '{settings.TIME_ZONE}')::date",
}


_WHOLE = {"sqlite": "CAST({} AS INTEGER)", "postgresql": "({} #>> '{{}}')::integer"}


def _most_substituted(vendor: str) -> str:
    """PRM_SUBST_MAX on the day of lesson s, as `casework.policy.values.value_of` reads it."""
    value = _WHOLE[vendor].format("v.value")
    return (
        f"COALESCE((SELECT {value} FROM policy_parametervalue v WHERE v.code = 'PRM_SUBST_MAX'"
        " AND v.confirmed_at IS NOT NULL AND v.effective_from <= s.held_on"
        " AND (v.withdrawn_on IS NULL OR v.withdrawn_on > s.held_on)"
        f" ORDER BY v.effective_from DESC LIMIT 1), {declared('PRM_SUBST_MAX').default})"
    )


def _broken(vendor: str, scope: str, *, is_new: bool) -> str:
    """A query of planned lessons within ``scope`` that are not in order.

    How often somebody stands in is asked of lessons that are planned now: a lower number later undoes none.
    """
    day, holds = _LOCAL_DAY[vendor], _FRESH if is_new else _HOLDS
    substituted = (
        f"SELECT COUNT(*) FROM {_SESSION} o WHERE o.permit_id = s.permit_id AND o.instructor_id = s.instructor_id"
        " AND o.is_substitute AND o.state = 'PLANNED'"
    )
    within_limit = f" AND ({substituted}) <= {_most_substituted(vendor)}" if is_new else ""
    elsewhere = (
        f"EXISTS (SELECT 1 FROM {_PEOPLE} k JOIN {_PERMIT} q ON q.id = k.permit_id"
        f" WHERE q.id <> p.id AND {_TEACHES.format(row='k')} AND {holds.format(row='q')})"
    )
    in_order = (
        f"c.application_id = p.application_id AND {holds.format(row='p')}"
        f" AND {day.format('a.verified_at')} < s.held_on AND {day.format('a.interviewed_at')} < s.held_on"
        f" AND (a.path = 'D' OR EXISTS (SELECT 1 FROM {_ENTRY} e"
        f" WHERE e.organisation_id = p.subject_id AND {holds.format(row='e')}))"
        f" AND (EXISTS (SELECT 1 FROM {_PEOPLE} i WHERE i.permit_id = p.id AND {_TEACHES.format(row='i')})"
        f" OR (s.is_substitute AND {elsewhere}{within_limit}))"
    )
    # What is not known (no interview yet) is not in order either.
    return (
        f"SELECT 1 FROM {_SESSION} s JOIN {_PERMIT} p ON p.id = s.permit_id"
        f" JOIN {_APPLICATION} a ON a.case_id = p.application_id JOIN {_COURSE} c ON c.id = s.course_id"
        f" WHERE s.state = 'PLANNED' AND {scope} AND CASE WHEN {in_order} THEN 0 ELSE 1 END = 1"
    )


_SESSION_COLUMNS = "permit_id, course_id, instructor_id, held_on, is_substitute, state"
# Trigger, table, event, the lessons that it asks about, and whether they are planned only now.
_CHECKS = (
    ("permits_session_new", _SESSION, "INSERT", "s.id = NEW.id", True),
    ("permits_session_moved", _SESSION, f"UPDATE OF {_SESSION_COLUMNS}", "s.id = NEW.id", True),
    ("permits_permit_changed", _PERMIT, "UPDATE OF state, valid_from, valid_to, changed_on",
     f"(p.id = NEW.id OR s.is_substitute AND s.instructor_id IN (SELECT w.instructor_id FROM {_PEOPLE} w"
     " WHERE w.permit_id = NEW.id))", False),
    ("permits_people_changed", _PEOPLE, "UPDATE", "s.instructor_id = OLD.instructor_id", False),
    ("permits_people_removed", _PEOPLE, "DELETE", "s.instructor_id = OLD.instructor_id", False),
    ("permits_application_changed", _APPLICATION, "UPDATE OF path, verified_at, interviewed_at",
     "p.application_id = NEW.case_id", False),
    ("permits_course_changed", _COURSE, "UPDATE OF application_id", "s.course_id = NEW.id", False),
    ("permits_entry_changed", _ENTRY, "UPDATE", "p.subject_id = OLD.organisation_id", False),
    ("permits_entry_removed", _ENTRY, "DELETE", "p.subject_id = OLD.organisation_id", False),
)  # fmt: skip
# SQLite: REPLACE deletes a row without asking the triggers of deletion.
_NEVER_REPLACED = {_PERMIT: "id = NEW.id OR number = NEW.number", _PEOPLE: "id = NEW.id", _ENTRY: "id = NEW.id",
                   _APPLICATION: "case_id = NEW.case_id", _SESSION: "id = NEW.id"}  # fmt: skip
_BROKEN = "a planned lesson would be left without what it rests on"
_FIXED = "a permit keeps its number, application, filing, school and subject, and its days do not run back"
_STRANGE = "a permit is of the school, the subject and the case of its application"
_KEPT = ("number", "application_id", "filing_id", "school_id", "subject_id")
_MOVED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _KEPT)
_BACK = "OLD.changed_on IS NOT NULL AND (NEW.changed_on IS NULL OR NEW.changed_on < OLD.changed_on)"
_MATCH = (
    f"EXISTS (SELECT 1 FROM {_APPLICATION} a JOIN filings_filing f ON f.id = NEW.filing_id"
    " WHERE a.case_id = NEW.application_id AND a.school_id = NEW.school_id AND a.subject_id = NEW.subject_id"
    " AND f.case_id = a.case_id)"
)


def _sqlite() -> list[str]:
    def refuse(said: str) -> str:
        return f"BEGIN SELECT RAISE(ABORT, '{said}'); END"

    made = [
        f"CREATE TRIGGER {name} AFTER {event} ON {table}"
        f" WHEN EXISTS ({_broken('sqlite', scope, is_new=is_new)}) {refuse(_BROKEN)}"
        for name, table, event, scope, is_new in _CHECKS
    ]
    made += [
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse(_FIXED)}"
        for table, same in _NEVER_REPLACED.items()
    ]
    made.append(
        f"CREATE TRIGGER permits_permit_fixed BEFORE UPDATE ON {_PERMIT} WHEN {_MOVED} OR {_BACK} {refuse(_FIXED)}"
    )
    made.append(
        f"CREATE TRIGGER permits_permit_new BEFORE INSERT ON {_PERMIT} WHEN NOT {_MATCH} {refuse(_STRANGE)}"
    )
    return made


def _postgresql() -> list[str]:
    def function(name: str, body: str, result: str) -> str:
        return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {result}; END $$"

    def refuse_if(condition: str, said: str) -> str:
        error = "USING ERRCODE = 'integrity_constraint_violation'"
        return f"IF {condition} THEN RAISE EXCEPTION '{said}' {error}; END IF;"

    made = []
    for name, table, event, scope, is_new in _CHECKS:
        query = _broken("postgresql", scope, is_new=is_new)
        body = (_HOLD_STILL if is_new else "") + refuse_if(f"EXISTS ({query})", _BROKEN)
        made.append(function(name, body, "NULL"))
        made.append(f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    for name, event, condition, said in (
        ("permits_permit_fixed", "UPDATE", f"{_MOVED} OR {_BACK}", _FIXED),
        ("permits_permit_new", "INSERT", f"NOT {_MATCH}", _STRANGE),
    ):
        made.append(function(name, refuse_if(condition, said), "NEW"))
        made.append(
            f"CREATE TRIGGER {name} BEFORE {event} ON {_PERMIT} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    return made


# Whoever takes away what the lesson rests on waits for it, and then sees it; planners of one permit take turns, so that
# they see each other's substitutes.
_HOLD_STILL = (
    "IF NEW.state <> 'PLANNED' THEN RETURN NULL; END IF;"
    " PERFORM pg_advisory_xact_lock(hashtext('permits.sessions'), hashtext(NEW.permit_id::text));"
    f" PERFORM 1 FROM {_PERMIT} WHERE id = NEW.permit_id FOR SHARE;"
    f" PERFORM 1 FROM {_APPLICATION} a JOIN {_PERMIT} p ON p.application_id = a.case_id"
    " WHERE p.id = NEW.permit_id FOR SHARE OF a;"
    f" PERFORM 1 FROM {_COURSE} WHERE id = NEW.course_id FOR SHARE;"
    f" PERFORM 1 FROM {_ENTRY} e JOIN {_PERMIT} p ON p.subject_id = e.organisation_id"
    " WHERE p.id = NEW.permit_id FOR SHARE OF e;"
    f" PERFORM 1 FROM {_PEOPLE} k JOIN {_PERMIT} q ON q.id = k.permit_id"
    " WHERE k.instructor_id = NEW.instructor_id FOR SHARE OF k, q; "
)
_BOTH = {name: table for name, table, *_rest in _CHECKS} | {
    "permits_permit_fixed": _PERMIT, "permits_permit_new": _PERMIT,
}  # fmt: skip
GUARDS = Guards(
    triggers={
        "sqlite": _BOTH | {f"{table}_replace": table for table in _NEVER_REPLACED},
        "postgresql": _BOTH,
    },
    statements={"sqlite": _sqlite(), "postgresql": _postgresql()},
    functions=list(_BOTH),
)
