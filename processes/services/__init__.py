"""What may be done with processes. Every function runs inside the caller's transaction."""

from processes.services.bundles import draft_bundle, version_bundle
from processes.services.data import UnfitData
from processes.services.decisions import decide_each
from processes.services.deployment import (
    Coming,
    DeployRefused,
    definition_of,
    deploy,
    examine,
)
from processes.services.drafts import (
    DraftMovedOn,
    DraftTooLarge,
    NotADraftFile,
    begin_draft,
    remove_draft_file,
    save_draft_file,
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
from processes.services.records import StartForm
from processes.services.rerouting import (
    MoveFailed,
    Preview,
    legal_moves_of,
    may_leave_out,
    perform_move,
    preview,
    require_legal,
    standing_of,
    tasks_taken,
)
from processes.services.sharing import catch_up, folder_of, spread
from processes.services.states import Checked, check_states, resting_places
from processes.services.steps import (
    StepResult,
    advance,
    complete,
    deliver,
    environment_of,
    lock_instance,
    start,
)
from processes.services.tasks import AlreadyClaimed, NotACandidate, claim, may_take, release
from processes.services.versions import (
    CannotWithdraw,
    Choice,
    choices_in_force,
    resume_version,
    stop_version,
    version_before,
    version_in_force,
    versions_in_force,
    withdraw_version,
)

__all__ = [
    "AUTOMATIC_TRIES",
    "AlreadyClaimed",
    "CannotWithdraw",
    "Checked",
    "Choice",
    "Coming",
    "DeployRefused",
    "DraftMovedOn",
    "DraftTooLarge",
    "InstanceBlocked",
    "MoveFailed",
    "NotACandidate",
    "NotADraftFile",
    "Preview",
    "StaleInstance",
    "StartForm",
    "StepResult",
    "TriggerFailed",
    "UnfitData",
    "advance",
    "begin_draft",
    "catch_up",
    "check_states",
    "choices_in_force",
    "claim",
    "claim_due",
    "complete",
    "decide_each",
    "definition_of",
    "deliver",
    "deploy",
    "draft_bundle",
    "environment_of",
    "examine",
    "folder_of",
    "legal_moves_of",
    "lock_instance",
    "may_be_skipped",
    "may_leave_out",
    "may_take",
    "perform_move",
    "preview",
    "record_incident",
    "release",
    "remove_draft_file",
    "require_legal",
    "resolve_incident",
    "resting_places",
    "resume_version",
    "save_draft_file",
    "spread",
    "standing_of",
    "start",
    "stop_version",
    "take_over",
    "tasks_taken",
    "version_before",
    "version_bundle",
    "version_in_force",
    "versions_in_force",
    "withdraw_version",
]
