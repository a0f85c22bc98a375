"""What may be done with cases."""

from casework.cases.jobs import try_again
from casework.cases.services.answers import deliver_due
from casework.cases.services.locking import Outcome
from casework.cases.services.opening import NotOpened, create_case, start_process
from casework.cases.services.repairs import (
    AlreadyRepeated,
    NotSkippable,
    ReasonRefused,
    give_back,
    retry_due,
    retry_incident,
    skip_incident,
)
from casework.cases.services.rights import NotAllowed
from casework.cases.services.starting import Beginning, begin, begin_many, beginnings, may_begin
from casework.cases.services.steps import (
    SomebodyWasFaster,
    advance,
    announce,
    complete_task,
    run_due,
    send_message,
)

__all__ = [
    "AlreadyRepeated",
    "Beginning",
    "NotAllowed",
    "NotOpened",
    "NotSkippable",
    "Outcome",
    "ReasonRefused",
    "SomebodyWasFaster",
    "advance",
    "announce",
    "begin",
    "begin_many",
    "beginnings",
    "complete_task",
    "create_case",
    "deliver_due",
    "give_back",
    "may_begin",
    "retry_due",
    "retry_incident",
    "run_due",
    "send_message",
    "skip_incident",
    "start_process",
    "try_again",
]
