"""What every test may rely on."""

import os
from collections.abc import Callable, Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from config.bootstrap.catalogues import compile_catalogues

# On a busy machine an example takes as long as it takes: what must be fast has a benchmark.
settings.register_profile("banjie", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("banjie")
REQUIRE_ALL = bool(os.environ.get("BANJIE_REQUIRE_ALL"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="every bar at its full size: minutes to hours")


@pytest.fixture(scope="session")
def sized(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """``sized(small, full)``: how many, in an ordinary run and with ``--full``."""
    full = bool(pytestconfig.getoption("--full"))
    return lambda small, whole: whole if full else small


def pytest_configure(config: pytest.Config) -> None:
    # Workers of xdist find the catalogues that the main process compiled.
    if not hasattr(config, "workerinput"):
        compile_catalogues()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """A copy of a database that was migrated once, instead of one that every worker migrates."""
    from django.db import connection

    from tests import migrated

    with django_db_blocker.unblock():
        before = migrated.create()
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(before, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_nothing(django_test_environment: None) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["tests.hashing.QuickArgon2"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_migrations_planted_survives_a_flush() -> None:
    """A test that truncates the tables leaves the published days and the policy to the tests after it."""
    from django.apps import apps
    from django.db.models.signals import post_migrate

    for label, planting in (("calendar", _plant_official_days), ("policy", _plant_policy)):
        post_migrate.connect(planting, sender=apps.get_app_config(label), dispatch_uid=f"planting {label}")


def _plant_official_days(**_: object) -> None:
    from casework.calendar.services import seed_official

    seed_official()


def _plant_policy(**_: object) -> None:
    from casework.policy.services import seed_documents

    seed_documents()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, a test that could not run has failed."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although BANJIE_REQUIRE_ALL is set: {report.longrepr}"
    return report
