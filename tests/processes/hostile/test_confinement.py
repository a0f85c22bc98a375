"""The child that judges a deployment: it can reach nothing, it ends in time, and its end is a refusal."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from processes.bundle import Bundle
from processes.confinement import Undecided, confined
from processes.models import ProcessVersion
from processes.services import DeployRefused, deploy, examine
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

AT = datetime(2026, 4, 24, tzinfo=UTC)
LINE = start() + user_task("u") + end() + chain("start", "u", "end")


def test_the_answer_of_the_child_is_plain_data() -> None:
    assert confined(lambda: {"a": [1, "字"], "pid": os.getpid()})["pid"] != os.getpid()


def endless() -> None:
    while True:
        pass


def hungry() -> int:
    return len([bytes(1_000_000) for _ in range(10_000)])


def failing() -> None:
    raise KeyError("x")


@pytest.mark.parametrize(
    "judge", [endless, hungry, failing, os.abort, lambda: os._exit(3), object, lambda: "x" * 2_000_000]
)  # fmt: skip
def test_whatever_ends_the_child_is_a_refusal(judge: Callable[[], Any]) -> None:
    with pytest.raises(Undecided, match="限度"):
        confined(judge, memory=200_000_000, cpu=1)


def test_a_child_that_sleeps_is_not_waited_for() -> None:
    begun = time.monotonic()
    with pytest.raises(Undecided):
        confined(lambda: time.sleep(60), patience=0.2)
    assert time.monotonic() - begun < 30


def attempt(act: Callable[[], Any]) -> str:
    try:
        act()
    except Exception as error:  # noqa: BLE001  whatever it is, it did not come through
        return type(error).__name__
    return "done"


def test_the_child_opens_no_file_no_connection_and_no_process(tmp_path: Path) -> None:
    target = tmp_path / "canary"
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        address = listener.getsockname()
        acts: list[Callable[[], Any]] = [
            lambda: Path(__file__).read_text(),
            lambda: target.write_text("x"),
            lambda: socket.create_connection(address, timeout=1),
            listener.accept,
            lambda: subprocess.run([sys.executable, "-c", f"open({str(target)!r}, 'w')"], check=True),
        ]
        answers = confined(lambda: [attempt(act) for act in acts])
    assert answers == ["OSError"] * len(acts)
    assert not target.exists()


def test_what_the_child_started_ends_with_it() -> None:
    def leave_one_behind() -> int:
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        return child

    left = confined(leave_one_behind)
    for _ in range(100):
        if not running(left):
            return
        time.sleep(0.05)
    pytest.fail("a grandchild lives on")


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_other_threads_go_on_while_children_come_and_go() -> None:
    verdicts: list[int] = []

    def judge_some() -> None:
        for number in range(10):
            made = Bundle("trial", {**bundle(diagram(LINE)).files, f"trial/n{number}.json": b"{}"})
            verdicts.append(len(examine(bundle=made, at=AT).problems))

    threads = [threading.Thread(target=judge_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == [0] * 40


@pytest.mark.persistence
@pytest.mark.django_db(transaction=True)
def test_the_connection_to_the_database_is_as_it_was() -> None:
    for number in range(5):
        made = bundle(diagram(LINE + f'<bpmn:textAnnotation id="a{number}"/>'))
        deploy(bundle=made, at=AT)
        with pytest.raises(DeployRefused):
            deploy(bundle=bundle(diagram(LINE + f'<bpmn:task id="x{number}"/>')), at=AT)
    # Even a child that would say goodbye to the server has no line left to do it on.
    confined(lambda: attempt(connection.close))
    assert ProcessVersion.objects.count() == 5
