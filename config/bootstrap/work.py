"""Work that waits for its hour: due timers, and uploads that were never finished."""

import logging
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

logger = logging.getLogger(__name__)

# Seconds between two rounds of each duty.
DUTIES: dict[tuple[str, str], float] = {
    ("casework.cases.services", "run_due"): 1.0,
    ("casework.cases.services", "retry_due"): 10.0,
    ("config.jobs", "run_jobs"): 1.0,
    ("documents.services", "sweep"): 300.0,
}


def work(stop: threading.Event | None = None) -> int:
    """Do every duty when it is due until ``stop`` is set. Several workers may run: services lock rows."""
    import django

    django.setup()
    ended = stop or threading.Event()
    duties = {_duty(*name): seconds for name, seconds in DUTIES.items()}
    due = dict.fromkeys(duties, 0.0)
    while not ended.wait(0.5):
        for duty, seconds in duties.items():
            if time.monotonic() >= due[duty]:
                _attempt(duty)
                due[duty] = time.monotonic() + seconds
    return 0


def _duty(module: str, name: str) -> Callable[..., Any]:
    return cast(Callable[..., Any], getattr(import_module(module), name))


def _attempt(duty: Callable[..., Any]) -> None:
    from django.db import close_old_connections
    from django.utils import timezone

    try:
        duty(at=timezone.now())
    except Exception:  # one duty that fails must not stop the others, nor the worker
        logger.exception("duty %s failed", duty.__name__)
    finally:
        close_old_connections()
