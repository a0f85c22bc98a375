"""What may be done with cases."""

from casework.cases.services.locking import Outcome
from casework.cases.services.opening import create_case, start_process
from casework.cases.services.repairs import AlreadyRepeated, give_back, retry_incident
from casework.cases.services.rights import NotAllowed
from casework.cases.services.steps import SomebodyWasFaster, advance, complete_task, run_due, send_message

__all__ = [
    "AlreadyRepeated",
    "NotAllowed",
    "Outcome",
    "SomebodyWasFaster",
    "advance",
    "complete_task",
    "create_case",
    "give_back",
    "retry_incident",
    "run_due",
    "send_message",
    "start_process",
]
