"""People around a change, and a process to change."""

from datetime import datetime

import pytest

from casework.changes.models import ChangeSet
from casework.changes.services import open_change_set
from processes.models import ProcessVersion
from processes.services import deploy
from tests.casework.policy.conftest import AT, Bureau
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

SIMPLE = start() + user_task("u") + end() + chain("start", "u", "end")
__all__ = ["AT", "Bureau"]


@pytest.fixture
def bureau() -> Bureau:
    return Bureau()


@pytest.fixture
def version(db: None) -> ProcessVersion:
    return deploy(bundle=bundle(diagram(SIMPLE)), at=AT)


@pytest.fixture
def change(bureau: Bureau) -> ChangeSet:
    return opened(bureau, AT)


def opened(bureau: Bureau, at: datetime) -> ChangeSet:
    return open_change_set(title="缩短期限", reason="新规定", by=bureau.manager, at=at)
