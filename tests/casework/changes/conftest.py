"""People around a change, and a process to change."""

from datetime import datetime

import pytest

from casework.changes.models import ChangeSet
from casework.changes.services import open_change_set, take_up
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Draft, ProcessVersion
from processes.services import deploy
from tests.casework.changes.authoring import SIMPLE, Author, trial
from tests.casework.changes.desk import Desk
from tests.casework.policy.conftest import AT, Bureau
from tests.processes.diagrams import bundle, diagram

__all__ = ["AT", "SIMPLE", "Bureau"]


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


@pytest.fixture
def draft(bureau: Bureau, change: ChangeSet) -> Draft:
    """Of a process with a form, a table and a letter."""
    made = deploy(bundle=trial(), at=AT)
    return take_up(change=change, version=made, by=bureau.manager, at=AT)


@pytest.fixture
def author(bureau: Bureau, draft: Draft) -> Author:
    return Author(bureau.manager, draft)


@pytest.fixture
def desk(bureau: Bureau, version: ProcessVersion, change: ChangeSet) -> Desk:
    for office in (bureau.office, bureau.school):
        office.parent = bureau.bureau
        office.save()
    deploy(bundle=read_bundle(DEFINITIONS / "policy_change"), at=AT)
    return Desk(bureau, change, version)
