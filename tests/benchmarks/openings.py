"""A case opened by the calendar for every school of a district, shared by two workers (PostgreSQL)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from casework.cases.clock import LOCAL
from casework.organisations.models import Organisation
from processes.services import deploy
from tests.casework.cases.monthly import monthly

MORNING = datetime(2026, 4, 1, 1, 5, tzinfo=LOCAL)
WORKERS = 2
KIND = Organisation.Kind


def measure_openings(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Seconds until nothing waits, from the start of the two processes and once they are up, and what came of it."""
    tell(f"对 {count} 所学校按日程发起")
    bureau = Organisation.objects.create(code="O-QSH", name="O-QSH", short_name="O-QSH", kind=KIND.BUREAU)
    Organisation.objects.create(
        code="O-JJK", name="O-JJK", short_name="O-JJK", kind=KIND.OFFICE, parent=bureau
    )
    Organisation.objects.bulk_create(
        Organisation(code=f"O-S{n}", name=f"O-S{n}", short_name=f"O-S{n}", kind=KIND.SCHOOL, parent=bureau)
        for n in range(count)
    )
    deploy(bundle=monthly(office="O-JJK"), at=MORNING)
    command = [sys.executable, "-m", "tests.benchmarks.opening_worker", MORNING.isoformat()]
    started = time.perf_counter()
    workers = [
        subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    busy = [float(worker.communicate()[0]) for worker in workers]
    taken = time.perf_counter() - started
    if any(worker.returncode for worker in workers):
        raise RuntimeError("a worker failed")
    told = subprocess.run([*command, "tell"], capture_output=True, text=True, check=True)
    return {
        "schools": count,
        "workers": WORKERS,
        "seconds": round(taken, 1),
        "seconds at work": round(max(busy), 2),
        **json.loads(told.stdout),
    }
