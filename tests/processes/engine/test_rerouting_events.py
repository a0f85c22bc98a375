"""Moving by hand where events wait: at boundaries, beside the way, and at an event gateway."""

from collections.abc import Callable
from datetime import timedelta

from processes.engine.rerouting import legal_moves, reroute, round_trip
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    flow,
    gateway,
    message,
    message_definition,
    start,
    timer_duration,
    user_task,
)
from tests.processes.engine.conftest import NOW, Machine
from tests.processes.engine.reroutes import keys, leave_all, move, offered

Make = Callable[..., Machine]
NEWS = message_definition("news")
WATCHED = (
    start() + user_task("a") + user_task("b") + user_task("late") + end()
    + chain("start", "a", "b", "end")
)  # fmt: skip


def test_timers_at_the_boundary_begin_anew(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                WATCHED
                + boundary("t", "b", timer_duration("PT3H"))
                + chain("t", "late")
                + flow("late", "end")
            )
        )
    )
    made.complete("a")
    later = NOW + timedelta(hours=2)
    run = made.load(later)
    back = legal_moves(run, passed=keys("a"), may_leave_out=leave_all)[0]
    reroute(run, back.move)
    made.state = round_trip(run)
    assert made.load(later).waiting() == []
    made.complete("a", at=later)
    assert made.load(later).next_timer_at() == later + timedelta(hours=3)
    made.advance(later + timedelta(hours=3))
    assert made.ready() == ["late"]


def test_what_an_event_began_goes_on_when_its_activity_is_moved(machine: Make) -> None:
    made = machine(
        bundle(
            diagram(
                WATCHED
                + end("e2")
                + boundary("t", "b", message("news"), interrupting=False)
                + chain("t", "late", "e2"),
                extra=NEWS,
            )
        )
    )
    made.complete("a")
    made.deliver("news")
    assert made.ready() == ["b", "late"]
    found = offered(made, keys("a", "t"))
    # The branch beside may be closed; it is never mixed up with the way of the case.
    assert set(found) == {"back b>a", "close late>"}
    move(made, found["back b>a"])
    assert made.ready() == ["a", "late"]
    made.complete("a")
    made.deliver("news")
    assert made.ready() == ["b", "late", "late"]
    move(made, offered(made, keys("a", "t"))["close late>"])
    for element in ("late", "b"):
        made.complete(element)
    assert made.load().ended


def test_an_event_gateway_is_waited_at_again_as_a_whole(machine: Make) -> None:
    def caught(name: str, event: str) -> str:
        return f'<bpmn:intermediateCatchEvent id="{name}">{event}</bpmn:intermediateCatchEvent>'

    made = machine(
        bundle(
            diagram(
                start()
                + user_task("a")
                + gateway("eventBased", "g")
                + caught("heard", message("news"))
                + caught("due", timer_duration("PT4H"))
                + user_task("x")
                + user_task("y")
                + end()
                + chain("start", "a", "g", "heard", "x", "end")
                + chain("g", "due", "y", "end"),
                extra=NEWS,
            )
        )
    )
    made.complete("a")
    assert set(offered(made, keys("a"))) == {"back g>a", "again g>g"}
    made.deliver("news")
    found = offered(made, keys("a", "g", "heard"))
    assert set(found) == {"back x>a", "back x>g"}
    move(made, found["back x>g"])
    assert made.load().awaited() == {"news"}
    made.advance(NOW + timedelta(hours=4))
    assert made.ready() == ["y"]
