"""Limits that are met in the middle of a step, below the run that tells of them."""

from processes.engine.failures import LimitExceeded

MAXIMUM_TASKS = 2_000
MAXIMUM_CALLED = 1_000


def check_size(tasks: int, called: int) -> None:
    """One instance holds at most 2,000 tasks in a process and 1,000 called processes at a time. Raises LimitExceeded."""
    if tasks > MAXIMUM_TASKS:
        raise LimitExceeded(f"同时在办的步骤超过 {MAXIMUM_TASKS} 个，流程图里可能有越走越多的分支。")
    if called > MAXIMUM_CALLED:
        raise LimitExceeded(f"同时在办的子流程超过 {MAXIMUM_CALLED} 个。")
