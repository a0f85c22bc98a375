"""What may be done with processes. Every function runs inside the caller's transaction."""

from processes.services.data import UnfitData
from processes.services.decisions import decide_each
from processes.services.deployment import (
    DeployRefused,
    definition_of,
    deploy,
    examine,
    latest_version,
    latest_versions,
)
from processes.services.failures import InstanceBlocked, StaleInstance, TriggerFailed
from processes.services.incidents import (
    AUTOMATIC_TRIES,
    claim_due,
    may_be_skipped,
    record_incident,
    resolve_incident,
    take_over,
)
from processes.services.states import Checked, check_states, resting_places
from processes.services.steps import (
    StartForm,
    StepResult,
    advance,
    complete,
    deliver,
    environment_of,
    lock_instance,
    start,
)
from processes.services.tasks import AlreadyClaimed, NotACandidate, claim, may_take, release

__all__ = [
    "AUTOMATIC_TRIES",
    "AlreadyClaimed",
    "Checked",
    "DeployRefused",
    "InstanceBlocked",
    "NotACandidate",
    "StaleInstance",
    "StartForm",
    "StepResult",
    "TriggerFailed",
    "UnfitData",
    "advance",
    "check_states",
    "claim",
    "claim_due",
    "complete",
    "decide_each",
    "definition_of",
    "deliver",
    "deploy",
    "environment_of",
    "examine",
    "latest_version",
    "latest_versions",
    "lock_instance",
    "may_be_skipped",
    "may_take",
    "record_incident",
    "release",
    "resolve_incident",
    "resting_places",
    "start",
    "take_over",
]
