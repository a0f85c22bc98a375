"""Carries a saved state from one version of its process to another: the only writer of states besides a run itself."""

from processes.engine.moving.arriving import arrive
from processes.engine.moving.carrying import Carried, carry
from processes.engine.moving.findings import CannotCarry, Finding, Place, Weight, called
from processes.engine.moving.renaming import Renaming

__all__ = [
    "CannotCarry",
    "Carried",
    "Finding",
    "Place",
    "Renaming",
    "Weight",
    "arrive",
    "called",
    "carry",
]
