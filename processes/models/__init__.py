from processes.models.draft import Draft, DraftFile
from processes.models.incident import Incident
from processes.models.instance import ProcessInstance
from processes.models.migration import Migration
from processes.models.record import DecisionRecord, Submission, TriggerRecord
from processes.models.task import UserTask, addressed_to
from processes.models.version import DefinitionFile, ProcessVersion

__all__ = [
    "DecisionRecord",
    "DefinitionFile",
    "Draft",
    "DraftFile",
    "Incident",
    "Migration",
    "ProcessInstance",
    "ProcessVersion",
    "Submission",
    "TriggerRecord",
    "UserTask",
    "addressed_to",
]
