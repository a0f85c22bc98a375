"""What the expressions of a form may name of the form itself: its fields, its buttons, and in a table the columns."""

import json

from casework.changes.authoring.field_rows import Raw, objects, texts_of
from casework.changes.authoring.outline import fields_of


def own_names(raw: Raw, at: str) -> str:
    """As fields for FEEL take them (``processes/frontend/feel.js``); ``at`` is the field that is edited."""
    table, _dot, _column = at.partition(".")
    fields = fields_of(raw)
    within = [
        column for field in fields if field.get("name") == table for column in objects(field.get("columns"))
    ]
    decision = raw.get("decision")
    buttons = [{"name": decision.get("name"), "label": ""}] if isinstance(decision, dict) else []
    found = {str(one.get("name", "")): texts_of(one.get("label"))[0] for one in (*buttons, *fields, *within)}
    return json.dumps(
        [{"text": name, "label": label, "kind": "name"} for name, label in found.items() if name],
        ensure_ascii=False,
    )
