"""A diagram that would run away is stopped at a limit that has a name; nothing of it stays, and the server goes on."""

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from processes.engine import Environment, InvalidDiagram, LimitExceeded, Run, StepFailed, compile_bundle
from processes.models import DefinitionFile, ProcessInstance, ProcessVersion, UserTask
from processes.services import DeployRefused, TriggerFailed, UnfitData, deploy, start
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    message,
    message_definition,
    user_task,
)
from tests.processes.diagrams import start as begin
from tests.processes.engine.conftest import NOW, Machine
from tests.processes.engine.runaways import RUNAWAYS, Runaway

LONGEST = 2.0
STOPPED = [name for name, runaway in RUNAWAYS.items() if runaway.limit]
RESTING = [name for name, runaway in RUNAWAYS.items() if not runaway.limit]


def _run(runaway: Runaway) -> Run:
    key = uuid4()
    environment = Environment(definition=compile_bundle(runaway.bundle), instance_id=key, key=key, at=NOW)
    run = Run.start(environment, dict(runaway.data))
    run.save()
    return run


@pytest.mark.parametrize("name", STOPPED)
def test_the_engine_stops_it_and_names_the_limit(name: str) -> None:
    started = time.process_time()
    with pytest.raises((LimitExceeded, StepFailed, InvalidDiagram), match=RUNAWAYS[name].limit):
        _run(RUNAWAYS[name])
    assert time.process_time() - started < LONGEST


@pytest.mark.parametrize("name", RESTING)
def test_it_comes_to_rest(name: str) -> None:
    started = time.process_time()
    assert _run(RUNAWAYS[name]).ready()
    assert time.process_time() - started < LONGEST


def _unchecked(runaway: Runaway) -> ProcessVersion:
    """A version that no check has seen, so that the run itself has to stop it."""
    files = runaway.bundle.files
    version = ProcessVersion.objects.create(
        process_id="main", name="试", folder="trial", number=1, digest=runaway.bundle.digest, deployed_at=NOW
    )
    DefinitionFile.objects.bulk_create(
        DefinitionFile(version=version, path=path, content=content.decode())
        for path, content in files.items()
    )
    return version


@pytest.mark.persistence
@pytest.mark.django_db
@pytest.mark.parametrize("name", STOPPED)
def test_nothing_of_it_stays_and_the_next_process_starts(name: str) -> None:
    version = _unchecked(RUNAWAYS[name])
    started = time.process_time()
    with (
        pytest.raises((TriggerFailed, InvalidDiagram, UnfitData), match=RUNAWAYS[name].limit),
        transaction.atomic(),
    ):
        start(version=version, key=uuid4(), data=dict(RUNAWAYS[name].data), at=NOW, by=None)
    assert time.process_time() - started < LONGEST
    assert not ProcessInstance.objects.exists()
    assert not UserTask.objects.exists()
    plain = deploy(
        bundle=bundle(diagram(begin() + user_task("u") + end() + chain("start", "u", "end"))), at=NOW
    )
    assert start(version=plain, key=uuid4(), data={}, at=NOW, by=None).opened


@pytest.mark.parametrize(
    "name",
    [n for n in STOPPED if "chain" in n or "itself" in n or "each other" in n or "timer of ninety" in n],
)
def test_what_can_be_seen_before_is_refused_at_deployment(name: str) -> None:
    with pytest.raises(DeployRefused, match=r"最多 300 个节点|调用了自己|最远 10 年"):
        deploy(bundle=RUNAWAYS[name].bundle, at=NOW)


def test_a_storm_of_messages_ends_at_the_size_of_a_state(machine: Callable[..., Machine]) -> None:
    body = (
        begin() + user_task("u") + boundary("m", "u", message("asked"), interrupting=False) + user_task("answer")
        + end("answered") + end() + chain("start", "u", "end") + chain("m", "answer", "answered")
    )  # fmt: skip
    made: Any = machine(bundle(diagram(body, extra=message_definition("asked"))))
    for _ in range(12):
        made.deliver("asked", why="问" * 6000)
    with pytest.raises(LimitExceeded, match="256 KB"):
        [made.deliver("asked", why="问" * 6000) for _ in range(6)]
    assert len(made.ready()) > 12
