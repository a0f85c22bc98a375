"""Papers that end on one day are dealt with once, although two workers share the night."""

import json
import subprocess
import sys
from datetime import date, datetime

import pytest

from casework.cases.clock import LOCAL
from tests.casework.audit.test_concurrent_writers import environment
from tests.casework.expiry.many import plant

__all__ = ["environment"]
pytestmark = pytest.mark.persistence
NIGHT = datetime(2026, 6, 25, 1, tzinfo=LOCAL)
PAPERS = 60


@pytest.fixture
def planted(transactional_db: None) -> None:
    plant(PAPERS, ends_on=date(2026, 6, 24), at=NIGHT)


def test_two_workers_handle_each_paper_once(planted: None, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.casework.expiry.worker", NIGHT.isoformat()]
    workers = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0]
    told = subprocess.run([*command, "tell"], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == {
        "alerts": PAPERS, "expired": PAPERS, "suspended": PAPERS, "renewals": PAPERS, "asked": PAPERS,
        "told": PAPERS, "foretold": PAPERS, "failed": [],
    }  # fmt: skip
