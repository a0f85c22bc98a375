"""The scenarios of all processes."""

from pathlib import Path

from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS

FOLDERS = sorted(path.parent.name for path in DEFINITIONS.glob("*/scenarios"))
PLAYS = [(folder, path, scenario) for folder in FOLDERS for path, scenario in scenarios_of(folder)]


def plays_of(*folders: str) -> dict[str, Scenario]:
    """``folder/file`` → scenario."""
    return {f"{folder}/{Path(path).stem}": scenario for folder, path, scenario in PLAYS if folder in folders}
