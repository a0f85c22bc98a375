"""Runs the jobs that wait in the database queue."""

from datetime import datetime
from uuid import uuid4

from django_tasks_db.management.commands.db_worker import Worker


def run_jobs(*, at: datetime) -> None:
    """Run every job that is due and return. Several workers may do so at once: the queue hands each job to one."""
    Worker(
        queue_names=["default"],
        interval=1,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    ).run()
