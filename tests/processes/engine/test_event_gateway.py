"""An event-based gateway takes the one event that came first, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from processes.bundle import Bundle
from processes.engine import MessageNotExpected
from tests.processes.diagrams import (
    bundle,
    chain,
    diagram,
    end,
    message,
    message_definition,
    start,
    timer_duration,
    user_task,
)
from tests.processes.engine.conftest import NOW, Machine

Make = Callable[..., Machine]


@pytest.fixture
def waits() -> Bundle:
    """For a message, for two days, for one day, whichever comes first."""
    events = (("heard", message("news")), ("later", timer_duration("P2D")), ("sooner", timer_duration("P1D")))
    body = start() + '<bpmn:eventBasedGateway id="wait" name="等"/>' + end() + chain("start", "wait")
    for name, event in events:
        body += (
            f'<bpmn:intermediateCatchEvent id="{name}" name="{name}">{event}</bpmn:intermediateCatchEvent>'
            + user_task(f"after_{name}")
            + chain("wait", name, f"after_{name}", "end")
        )
    return bundle(diagram(body, extra=message_definition("news")))


def test_the_next_timer_is_the_nearest_of_its_timers(machine: Make, waits: Bundle) -> None:
    run = machine(waits).load()
    run.proceed()
    assert run.next_timer_at() == NOW + timedelta(days=1)
    assert {waiting.message for waiting in run.waiting()} == {"news", None}


def test_a_message_that_comes_first_goes_its_way(machine: Make, waits: Bundle) -> None:
    made = machine(waits)
    made.deliver("news", at=NOW + timedelta(hours=1), text="来了")
    assert made.ready() == ["after_heard"]
    assert made.load().ready()[0].data["news"] == {"text": "来了"}
    made.advance(NOW + timedelta(days=3))
    assert made.ready() == ["after_heard"]


@pytest.mark.parametrize("days", [1, 2, 30])
def test_after_an_outage_the_timer_that_was_due_first_has_come_first(
    machine: Make, waits: Bundle, days: int
) -> None:
    made = machine(waits)
    made.advance(NOW + timedelta(hours=1))
    assert made.ready() == []
    made.advance(NOW + timedelta(days=days))
    assert made.ready() == ["after_sooner"]
    with pytest.raises(MessageNotExpected):
        made.deliver("news", at=NOW + timedelta(days=days))


def test_it_ends(machine: Make, waits: Bundle) -> None:
    made = machine(waits)
    made.advance(NOW + timedelta(days=1))
    made.complete("after_sooner", NOW + timedelta(days=1))
    assert made.run.ended
