"""A worker of its own: ``python -m tests.benchmarks.backtest_worker`` works until nothing waits."""

import django


def main() -> None:
    django.setup()
    from django.utils import timezone

    from casework.jobs.services import run_jobs

    while run_jobs(at=timezone.now()):
        pass


if __name__ == "__main__":
    main()
