"""Reads what the browser posted: declared names only, one value or a list as the field's type says."""

from typing import Any

from django.http import QueryDict

from processes.forms import Field, FormSchema

BLANK = "__row__"


def read_posted(schema: FormSchema, data: QueryDict) -> dict[str, Any]:
    """The raw answers of ``schema``, for ``processes.forms.clean``, a draft, or the same form again."""
    raw = {field.name: posted(field, data, field.name) for field in schema.fields}
    if schema.decision is not None:
        raw[schema.decision.name] = data.get(schema.decision.name)
    return raw


def posted(field: Field, data: QueryDict, name: str) -> Any:
    if field.type == "table":
        return _rows(field, data, name)
    if field.type == "checklist":
        return _answers(field, data, name)
    if field.holds_list:
        return [value for value in data.getlist(name) if value]
    return data.get(name)


def _answers(field: Field, data: QueryDict, name: str) -> list[dict[str, Any]]:
    """Every item of which something was said, in the order of the form."""
    lines = [
        {
            "code": item.code,
            "result": data.get(f"{name}-{item.code}-result") or "",
            "fact": data.get(f"{name}-{item.code}-fact") or "",
            "photos": [key for key in data.getlist(f"{name}-{item.code}-photos") if key],
        }
        for item in field.items
    ]
    return [line for line in lines if line["result"] or line["fact"] or line["photos"]]


def _rows(field: Field, data: QueryDict, name: str) -> list[dict[str, Any]]:
    """Rows in the order of the page; an empty one that somebody added is no row."""
    indices = [index for index in dict.fromkeys(data.getlist(f"{name}-rows")) if index != BLANK]
    rows = [
        {column.name: posted(column, data, f"{name}-{index}-{column.name}") for column in field.columns}
        for index in indices
    ]
    return [row for row in rows if any(value not in (None, "", []) for value in row.values())]
