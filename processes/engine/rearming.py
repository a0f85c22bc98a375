"""A timer to which a loop returns does not make up for turns that were missed while nobody was there.

A reminder drawn as a loop may reckon its next moment from the last one. After three days without a server that moment
has passed, and so has the one after it: without more it would fire seventy times on the spot.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.engine.script import Script


def moment_of(task: Any, timer: str, due: datetime, notes: dict[str, Any], script: "Script") -> datetime:
    """When a timer that is meant for ``due`` fires: then, or later where this would be a turn that was missed.

    A missed turn is one that had passed already when the loop came back to the timer, in the very trigger in which the
    turn before it fired. It goes to the first moment after now on the rhythm of the two, and stays there as long as it
    is meant for the same ``due``: a deadline that moves still moves it. ``notes`` are what the timer keeps with its task.
    """
    held = notes.get("held")
    if held and held[0] == due.isoformat():
        return datetime.fromisoformat(held[1])
    if due > script.at or notes.get("due") is not None:
        return due
    before = _turn_before(task, timer, script)
    if before is None or due <= before:
        return due
    rhythm = due - before
    later = due + rhythm * ((script.at - due) // rhythm + 1)
    notes["held"] = [due.isoformat(), later.isoformat()]
    return later


def _turn_before(task: Any, timer: str, script: "Script") -> datetime | None:
    """What the timer was meant for when it fired earlier in this trigger, on the way that led here."""
    earlier = task.parent
    while earlier is not None:
        if earlier.task_spec is task.task_spec and (earlier.id, timer) in script.fired:
            return script.fired[earlier.id, timer]
        earlier = earlier.parent
    return None
