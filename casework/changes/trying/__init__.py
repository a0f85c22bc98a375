"""Plays the scenarios of drafts before they are published; nothing of it stays but what came of it."""

from casework.changes.trying.listing import Line, all_pass, lines_of
from casework.changes.trying.running import run_scenario, run_some

__all__ = ["Line", "all_pass", "lines_of", "run_scenario", "run_some"]
