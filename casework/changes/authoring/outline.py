"""A form definition as it is edited: its fields by name, moved, added and removed; the raw JSON object stays what it is.

A field is addressed by its name, a column of a table by ``table.column``.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Raw = dict[str, Any]


class NoSuchField(LookupError):
    """The form has no field of that name (any more)."""


def as_object(content: str) -> Raw:
    """The definition in ``content``; an empty one where it is no JSON object, which the check tells."""
    try:
        raw = json.loads(content)
    except ValueError:
        return {}
    return raw if isinstance(raw, dict) else {}


def as_text(raw: Mapping[str, Any]) -> str:
    """How definitions are written to files."""
    return json.dumps(raw, ensure_ascii=False, indent=2) + "\n"


def fields_of(raw: Mapping[str, Any], table: str = "") -> list[Raw]:
    """The fields of the form, or the columns of its ``table``, those that are objects."""
    found = find(raw, table).get("columns") if table else raw.get("fields")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def find(raw: Mapping[str, Any], at: str) -> Raw:
    """Raises NoSuchField."""
    table, _, name = at.rpartition(".")
    for item in fields_of(raw, table):
        if item.get("name") == name:
            return item
    raise NoSuchField(at)


def put(raw: Mapping[str, Any], at: str, made: Raw) -> Raw:
    """The form with ``made`` where ``at`` stood; steps follow a new name. Raises NoSuchField."""
    form, table = deepcopy(dict(raw)), at.rpartition(".")[0]
    found = find(form, at)
    before, after = found.get("name"), made.get("name")
    found.clear()
    found.update(deepcopy(made))
    if not table and before != after:
        for step in _holding(form, before):
            step["fields"] = [after if name == before else name for name in step["fields"]]
    return form


def add(raw: Mapping[str, Any], made: Raw, *, table: str = "") -> Raw:
    """The form with ``made`` as its last field, in its last step; or as the last column of ``table``."""
    form = deepcopy(dict(raw))
    holder, key = (find(form, table), "columns") if table else (form, "fields")
    holder[key] = [*fields_of(form, table), deepcopy(made)]
    if not table and (steps := _steps(form)):
        steps[-1]["fields"] = [*steps[-1].get("fields", []), made["name"]]
    return form


def remove(raw: Mapping[str, Any], at: str) -> Raw:
    """The form without that field, also in its steps. Raises NoSuchField."""
    form, (table, _, name) = deepcopy(dict(raw)), at.rpartition(".")
    find(form, at)
    holder, key = (find(form, table), "columns") if table else (form, "fields")
    holder[key] = [item for item in fields_of(form, table) if item.get("name") != name]
    if not table:
        for step in _holding(form, name):
            step["fields"] = [one for one in step["fields"] if one != name]
            if not step["fields"] and step.get("papers"):
                del step["fields"]
    return form


def move(raw: Mapping[str, Any], at: str, by: int) -> Raw:
    """The form with that field ``by`` places later (earlier below 0), as far as there are places. Raises NoSuchField.

    In a form with steps the field also moves among those of its step.
    """
    form, (table, _, name) = deepcopy(dict(raw)), at.rpartition(".")
    find(form, at)
    holder, key = (find(form, table), "columns") if table else (form, "fields")
    items = fields_of(form, table)
    holder[key] = _moved(items, [item.get("name") for item in items].index(name), by)
    if not table:
        for step in _holding(form, name):
            step["fields"] = _moved(step["fields"], step["fields"].index(name), by)
    return form


def new_name(raw: Mapping[str, Any], table: str = "") -> str:
    """A name that no field of the form or column of the table has."""
    taken = {item.get("name") for item in fields_of(raw, table)}
    decision = raw.get("decision")
    taken |= {decision.get("name")} if isinstance(decision, dict) else set()
    return next(name for n in range(1, 1000) if (name := f"field_{n}") not in taken)


def _moved(items: list[Any], place: int, by: int) -> list[Any]:
    rest = [*items[:place], *items[place + 1 :]]
    there = min(max(place + by, 0), len(rest))
    return [*rest[:there], items[place], *rest[there:]]


def _holding(form: Raw, name: Any) -> list[Raw]:
    """The steps in which that field stands."""
    return [s for s in _steps(form) if isinstance(s.get("fields"), list) and name in s["fields"]]


def _steps(form: Raw) -> list[Raw]:
    steps = form.get("steps")
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
