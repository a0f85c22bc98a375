"""What the tests of moves by hand do: look at what is offered, and make one."""

from collections.abc import Callable

from processes.engine.rerouting import Move, Option, legal_moves, reroute, round_trip
from processes.vocabulary import Element
from tests.processes.engine.conftest import Machine


def leave_all(element: Element) -> bool:
    return True


def offered(made: Machine, passed: set[str], may: Callable[[Element], bool] = leave_all) -> dict[str, Option]:
    """Legal moves as ``way tokens>target``."""
    found = legal_moves(made.load(), passed=passed, may_leave_out=may)
    return {
        f"{o.move.way} {'+'.join(sorted(e.id for e in o.moved))}>{o.target.id if o.target else ''}": o
        for o in found
    }


def keys(*ids: str, process: str = "main") -> set[str]:
    return {f"{process}/{key}" for key in ids}


def move(made: Machine, option: Option) -> None:
    """Perform, round-trip, keep."""
    run = made.load()
    reroute(run, Move.from_json(option.move.to_json()))
    made.state = round_trip(run)
