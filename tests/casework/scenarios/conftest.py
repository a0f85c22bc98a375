"""Every process that has scenarios, deployed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DefinitionFile, ProcessVersion
from processes.services import deploy
from tests.casework.scenarios.plays import FOLDERS

BEFORE_ANY_STORY = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def deployed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once for all tests of a file, and taken away after them."""
    with django_db_blocker.unblock():
        made = [deploy(bundle=read_bundle(DEFINITIONS / folder), at=BEFORE_ANY_STORY) for folder in FOLDERS]
    yield
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version__in=made).delete()
        ProcessVersion.objects.filter(pk__in=[version.pk for version in made]).delete()
