"""What may be done with cases."""

from casework.cases.services.opening import create_case, start_process
from casework.cases.services.rights import NotAllowed
from casework.cases.services.steps import (
    Outcome,
    SomebodyWasFaster,
    advance,
    complete_task,
    retry_incident,
    run_due,
    send_message,
)

__all__ = [
    "NotAllowed",
    "Outcome",
    "SomebodyWasFaster",
    "advance",
    "complete_task",
    "create_case",
    "retry_incident",
    "run_due",
    "send_message",
    "start_process",
]
