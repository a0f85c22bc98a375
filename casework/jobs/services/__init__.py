"""Jobs that wait in the database: run, retried, taken back from dead workers, enqueued by the clock."""

from casework.jobs.services.failures import FailedJob, NotFailed, failed_jobs, run_again
from casework.jobs.services.running import run_jobs
from casework.jobs.services.scheduling import Periodic, enqueue_due, enqueue_once, forget_finished

__all__ = [
    "FailedJob",
    "NotFailed",
    "Periodic",
    "enqueue_due",
    "enqueue_once",
    "failed_jobs",
    "forget_finished",
    "run_again",
    "run_jobs",
]
