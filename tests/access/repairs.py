"""The part of the table about repairs, and the things that its rows name (see ``table``)."""

from collections.abc import Mapping
from typing import Any

from casework.cases.models import Case
from casework.organisations.models import Person
from casework.repairs.pages import key_of
from casework.repairs.services import propose
from processes.engine import Way
from processes.services import legal_moves_of
from tests.access.cells import On
from tests.casework.cases.conftest import NOW

# The head of the office whose case it is, and the process manager, who is no other reader of cases.
REPAIRS: dict[str, list[On]] = {
    "repairs:index": [On("nothing", GET="200 head other_head process | 403 rest")],
    "repairs:case": [On("a case to repair", GET="200 head process | 404 other_head | 403 rest")],
    "repairs:move": [
        On(
            "a move",
            GET="200 head process | 404 other_head | 403 rest",
            POST="422 head process | 404 other_head | 403 rest",
        )
    ],
    "repairs:repair": [On("a repair", GET="200 head process | 404 other_head | 403 rest")],
    # Who proposed it does not confirm it.
    "repairs:confirm": [On("a repair", POST="302 head | 404 other_head | 403 rest")],
    "repairs:drop": [On("a repair", POST="302 head process | 404 other_head | 403 rest")],
    "repairs:xml": [On("a repair", GET="200 head process | 404 other_head | 403 rest")],
    "repairs:state": [On("a state of a repair", GET="200 head process | 404 other_head | 403 rest")],
}


def repair_things(case: Case, *, by: Person) -> dict[str, Mapping[str, Any]]:
    """A repair of ``case`` that ``by`` proposed."""
    case.refresh_from_db()
    assert case.instance is not None
    option = next(o for o in legal_moves_of(instance=case.instance, at=NOW) if o.move.way == Way.BACK)
    repair = propose(case=case, move=option.move, reason="走错了路，要送回", by=by, at=NOW)
    return {
        "a case to repair": {"case_id": case.pk},
        "a move": {"case_id": case.pk, "key": key_of(option.move)},
        "a repair": {"repair_id": repair.pk},
        "a state of a repair": {"repair_id": repair.pk, "when": "before"},
    }
