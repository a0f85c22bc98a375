"""Moves running instances from one version of their process to another, says beforehand which can, and takes it back."""

from processes.engine.moving import Finding, Renaming
from processes.migration.judging import verdict_on
from processes.migration.moving import CannotMigrate, CannotUndo, migrate, undo
from processes.migration.trail import FORMERLY
from processes.migration.verdict import Outcome, Verdict

__all__ = [
    "FORMERLY",
    "CannotMigrate",
    "CannotUndo",
    "Finding",
    "Outcome",
    "Renaming",
    "Verdict",
    "migrate",
    "undo",
    "verdict_on",
]
