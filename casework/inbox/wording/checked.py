"""A checklist as it was handed in, to read: what it came to, what fell short, and the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework.inbox.forms import Attached
from casework.inbox.wording.results import result_name, result_names
from processes.forms import Field, Item
from processes.forms.checklists import SHORT
from processes.forms.scoring import checklist_score, red_failed


@dataclass(frozen=True)
class Line:
    """``result`` is its value, ``name`` what the screen calls it."""

    code: str
    text: str
    red: bool
    clause: str
    result: str
    name: str
    fact: str
    photos: list[Attached]


@dataclass(frozen=True)
class Checked:
    """``counts`` pairs results with how many items have them; ``short`` lines were met in part or not at all."""

    label: str
    score: Decimal | None
    red_failed: bool
    counts: list[tuple[str, int]]
    short: list[Line]
    rest: list[Line]


def checked(field: Field, items: Any, language: str, attached: Mapping[str, Attached]) -> Checked | None:
    """The value of a checklist field of a submission; None where nothing was checked."""
    if not isinstance(items, list) or not items:
        return None
    known = {item.code: item for item in field.items}
    lines = [_line(context, known.get(context["code"]), language, attached) for context in items]
    return Checked(
        label=field.label.in_language(language),
        score=checklist_score(items),
        red_failed=bool(red_failed(items)),
        counts=[
            (name, times)
            for value, name, _points in result_names()
            if (times := sum(line.result == value for line in lines))
        ],
        short=[line for line in lines if line.result in SHORT],
        rest=[line for line in lines if line.result not in SHORT],
    )


def photo_ids(values: Mapping[str, Any]) -> Iterator[str]:
    """Ids of the files that lines of a submission's values carry as photos."""
    for value in values.values():
        for line in value if isinstance(value, list) else []:
            yield from (line.get("photos") or []) if isinstance(line, Mapping) else []


def _line(
    context: Mapping[str, Any], item: Item | None, language: str, attached: Mapping[str, Attached]
) -> Line:
    return Line(
        code=context["code"],
        text=item.text.in_language(language) if item else context["text"],
        red=context["red"],
        clause=context["clause"],
        result=context["result"] or "",
        name=result_name(context["result"]),
        fact=context["fact"],
        photos=[attached[key] for key in context["photos"] if key in attached],
    )
