"""Work that waits for its hour: due timers, jobs, and duties that recur."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from syncpoints import reach

logger = logging.getLogger(__name__)

# Seconds between two rounds of each duty while there is nothing to do.
DUTIES: dict[tuple[str, str], float] = {
    ("casework.cases.services", "run_due"): 1.0,
    ("casework.cases.services", "retry_due"): 10.0,
    ("casework.cases.services", "deliver_due"): 10.0,
    ("config.jobs", "enqueue_periodic"): 5.0,
    ("config.jobs", "run_jobs"): 1.0,
}
# A database that is away is asked again this often, so that it is missed for seconds after it came back.
LONGEST_WAIT = 8.0


@dataclass
class _Duty:
    """``due`` is on the monotonic clock; ``failures`` counts rounds that failed without one between that went well."""

    call: Callable[..., int]
    every: float
    due: float = 0.0
    failures: int = 0


def work(stop: threading.Event | None = None) -> int:
    """Do every duty when it is due until ``stop`` is set. Several workers may run: services lock rows."""
    import django

    django.setup()
    ended = stop or threading.Event()
    duties = [_Duty(getattr(import_module(module), name), every) for (module, name), every in DUTIES.items()]
    while not ended.wait(max(0.0, min(duty.due for duty in duties) - time.monotonic())):
        for duty in duties:
            if time.monotonic() >= duty.due and not ended.is_set():
                duty.due = time.monotonic() + _attempt(duty)
    return 0


def _attempt(duty: _Duty) -> float:
    """Do one round; returns the seconds to wait before the next, none while there is more to do."""
    from django.db import close_old_connections
    from django.utils import timezone

    try:
        done: Any = duty.call(at=timezone.now())
    except Exception as error:  # noqa: BLE001  it is logged; one duty that fails must not stop the others, nor the worker
        return _failed(duty, error)
    finally:
        close_old_connections()
    if duty.failures:
        logger.warning("duty %s goes on", duty.call.__name__)
    duty.failures = 0
    return 0.0 if done else duty.every


def _failed(duty: _Duty, error: Exception) -> float:
    """Told in full the first time only: an outage of an hour must not fill the log."""
    duty.failures += 1
    if duty.failures == 1:
        logger.error("duty %s failed", duty.call.__name__, exc_info=error)
    else:
        logger.warning("duty %s failed again: %s", duty.call.__name__, error)
    reach("work.failed")
    return min(duty.every * 2.0 ** (duty.failures - 1), LONGEST_WAIT)
