"""What the files of a draft offer: diagrams, forms with their fields, tables, processes, letters. Plain JSON data."""

from collections.abc import Iterator, Mapping
from typing import Any

from processes.bundle import Bundle
from processes.checks.draft import Draft, read_draft
from processes.checks.sizes import check_sizes
from processes.confinement import Undecided, confined
from processes.forms import FormSchema

Offer = Mapping[str, Any]
_NOTHING: Offer = {
    "names": {}, "forms": [], "tables": [], "processes": [], "letters": [], "steps": [], "variables": [],
}  # fmt: skip


def offered(bundle: Bundle) -> Offer:
    """Read in a limited child process; what cannot be read is not offered, and the check says why."""
    try:
        found: Offer = confined(lambda: _offer(bundle))
    except Undecided:
        return _NOTHING
    return found


def _offer(bundle: Bundle) -> Offer:
    if any(check_sizes(bundle)):
        return _NOTHING
    draft = read_draft(bundle)
    return {
        "names": {process.path: process.name for process in reversed(draft.processes)},
        "forms": [_form(form) for _, form in sorted(draft.forms.items())],
        "tables": [
            {
                "id": table.id,
                "name": table.name or table.id,
                "inputs": [column.label for column in table.inputs],
                "outputs": [column.label or column.name for column in table.outputs],
            }
            for _, table in sorted(draft.decisions.items())
        ],
        "processes": [{"id": process.id, "name": process.name} for process in draft.processes],
        "letters": [[key, _letter_title(letter)] for key, letter in sorted(draft.letters.items())],
        "steps": list(_steps(draft)),
        "variables": list(_variables(draft)),
    }


def _form(form: FormSchema) -> Mapping[str, Any]:
    kept = form.variables()
    fields = [{"name": f.name, "label": f.label.zh} for f in form.fields if f.name in kept]
    if form.decision is not None:
        fields.append(
            {"name": form.decision.name, "label": "、".join(o.label.zh for o in form.decision.options)}
        )
    return {"key": form.key, "title": form.title.zh, "fields": fields}


def _letter_title(letter: Mapping[str, Any]) -> str:
    title = letter.get("title", "")
    return str(title.get("zh", "") if isinstance(title, dict) else title)


def _steps(draft: Draft) -> Iterator[Mapping[str, str]]:
    """Steps of people in all diagrams: what they answer is known under their ids."""
    for element in draft.elements():
        if element.kind == "userTask":
            yield {"id": element.id, "name": element.name or element.id, "form": element.form or ""}


def _variables(draft: Draft) -> Iterator[Mapping[str, str]]:
    for element in draft.elements():
        results = [call.result for call in (element.operation, element.decision) if call and call.result]
        given = list(element.call.parameters) if element.call else []
        for name in (*results, *given, *([element.loop.element] if element.loop else [])):
            yield {"name": name, "label": element.name}
