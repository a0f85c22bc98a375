"""The memory that one piece of work needs at its highest, as the system counts it."""

import contextlib
import re
from pathlib import Path

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def reset_peak() -> None:
    """Begin to count afresh, where the system can."""
    with contextlib.suppress(OSError):
        _RESET.write_text("5")


def peak() -> int:
    """Kilobytes at the highest since the last reset; 0 where the system does not say."""
    found = re.search(r"VmHWM:\s+(\d+)", _STATUS.read_text()) if _STATUS.exists() else None
    return int(found[1]) if found else 0
