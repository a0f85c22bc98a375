"""Moves running instances from one version of their process to another, says beforehand which can, and takes it back."""

from processes.engine.moving import Finding, Renaming
from processes.migration.judging import verdict_on
from processes.migration.moving import CannotMigrate, CannotUndo, migrate, undo
from processes.migration.trail import former_names
from processes.migration.verdict import Outcome, Verdict

__all__ = [
    "CannotMigrate",
    "CannotUndo",
    "Finding",
    "Outcome",
    "Renaming",
    "Verdict",
    "former_names",
    "migrate",
    "undo",
    "verdict_on",
]
