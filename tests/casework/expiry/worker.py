"""A worker of its own: ``python -m tests.casework.expiry.worker <moment>`` deals out the night and works until nothing waits.

``… <moment> tell`` prints instead what came of it.
"""

import json
import sys
from datetime import datetime

import django


def main(at: datetime) -> None:
    django.setup()
    from casework.expiry.jobs import watch_expiry
    from casework.jobs.services import enqueue_once, run_jobs

    enqueue_once(watch_expiry, key=at.isoformat(), at=at.isoformat())
    while run_jobs(at=at):
        pass


def tell() -> None:
    django.setup()
    from casework.cases.models import Case, Notice
    from casework.expiry.models import EndAlert
    from casework.jobs.services import failed_jobs
    from casework.papers.models import ExpiryAlert, Paper, Requirement
    from casework.permits.models import Permit

    found = {
        "alerts": ExpiryAlert.objects.filter(days=0).count(),
        "expired": Paper.objects.filter(state="EXPIRED").count(),
        "suspended": Permit.objects.filter(state="SUSPENDED").count(),
        "renewals": Case.objects.filter(kind="DQ").count(),
        "asked": Requirement.objects.filter(case__kind="DQ").count(),
        "told": Notice.objects.filter(roles__contains="RL-30", text__contains="暂停").count(),
        "foretold": EndAlert.objects.count(),
        "failed": [job.cause for job in failed_jobs()],
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    tell() if sys.argv[2:] else main(datetime.fromisoformat(sys.argv[1]))
