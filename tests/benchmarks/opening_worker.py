"""A worker of its own: ``python -m tests.benchmarks.opening_worker <moment>`` asks the calendar and works until nothing waits.

``… <moment> tell`` prints instead what came of it.
"""

import json
import sys
import time
from datetime import datetime

import django


def main(at: datetime) -> None:
    django.setup()
    from casework.cases.jobs import ask_calendars
    from casework.jobs.services import enqueue_once, run_jobs

    began = time.perf_counter()
    enqueue_once(ask_calendars, key=at.isoformat(), at=at.isoformat())
    while run_jobs(at=at):
        pass
    print(time.perf_counter() - began)


def tell() -> None:
    django.setup()
    from casework.cases.models import Case, Opening
    from casework.jobs.services import failed_jobs

    cases = Case.objects.filter(source="calendar")
    found = {
        "cases": cases.count(),
        "respondents": cases.values("respondent").distinct().count(),
        "not opened": Opening.objects.filter(case=None).count(),
        "failed": [job.cause for job in failed_jobs()],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    tell() if sys.argv[2:] else main(datetime.fromisoformat(sys.argv[1]))
