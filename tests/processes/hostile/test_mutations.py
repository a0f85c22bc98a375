"""Spoiled files: a Chinese sentence that names file, element and line, or a diagram that can be deployed and started."""

import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from processes import feel
from processes.bundle import Bundle
from processes.engine import Environment, LimitExceeded, Run, StepFailed, compile_bundle
from processes.services import examine
from processes.services.deployment import judge
from tests.processes.engine.conftest import NOW
from tests.processes.hostile.memory import peak, reset_peak
from tests.processes.hostile.mutations import mutate
from tests.processes.hostile.seeds import gardens, shipped

pytestmark = pytest.mark.django_db  # a spoiled name may turn out to be a fact, which looks for its case
AT = datetime(2026, 4, 24, tzinfo=UTC)
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile("Error|Exception|Traceback|NoneType|object at 0x|引擎不能编译")
# What is wrong with a file as a whole, or with a number of things, has no line.
WHOLE = re.compile("超过|最多|缺少主流程图|写了两次|太长|不是数字|太深")
MEMORY = 256 * 1024  # KB
CPU = 0.5  # seconds of the processor


def spoiled(seeds: tuple[Bundle, ...], number: int) -> Bundle:
    dice = Random(number)  # noqa: S311
    seed = seeds[number % len(seeds)]
    path = dice.choice(sorted(path for path in seed.files if "/scenarios/" not in path))
    return Bundle(seed.main, {**seed.files, path: mutate(seed.files[path], path, dice)})


def judged(made: Bundle) -> bool:
    """Whether ``made`` may be deployed; if not, that it is said as people can use it."""
    problems = judge(made, AT).problems
    for problem in problems:
        said = str(problem)
        assert CHINESE.search(problem.message), said
        assert not ENGLISH.search(said), said
        assert problem.line or WHOLE.search(problem.message), said
        assert len(said) < 600, said
        assert problem.path in made.files or problem.path == made.main, said
    return not problems


def started(made: Bundle) -> None:
    """Start the diagram and save what came of it; what a service would turn into an incident is no fault here."""
    environment = Environment(definition=compile_bundle(made), instance_id=uuid4(), key=uuid4(), at=NOW)
    try:
        Run.start(environment, {}).save()
    except (StepFailed, LimitExceeded, feel.FeelFailure, ObjectDoesNotExist):
        return


def tried(seeds: tuple[Bundle, ...], numbers: Iterable[int], run: Callable[[Bundle], None]) -> int:
    """Judge spoiled bundles, ``run`` those that may be deployed, hold every cost to its bound; how many those were."""
    costs, sound = [], 0
    for number in numbers:
        made = spoiled(seeds, number)
        reset_peak()
        begun, before = time.process_time(), peak()
        if judged(made):
            run(made)
            sound += 1
        costs.append(time.process_time() - begun)
        assert peak() - before <= MEMORY, number
    assert sorted(costs)[int(len(costs) * 0.99)] <= CPU
    return sound


def test_what_is_spoiled_was_sound_before() -> None:
    for made in (*gardens(), *shipped()):
        assert judge(made, AT).problems == ()
    for made in gardens():
        started(made)


@pytest.mark.parametrize("batch", range(10))
def test_a_spoiled_file_is_refused_in_words_or_runs(batch: int, sized: Callable[[int, int], int]) -> None:
    count = sized(80, 1_850)
    assert 0 < tried(gardens(), range(batch * count, (batch + 1) * count), started) < count


def test_a_spoiled_file_of_what_is_shipped_is_refused_in_words_or_compiles(
    sized: Callable[[int, int], int],
) -> None:
    count = sized(30, 1_500)
    assert 0 < tried(shipped(), range(count), lambda made: None) < count


def test_the_child_survives_them_and_comes_to_the_same_verdict(sized: Callable[[int, int], int]) -> None:
    for number in range(0, sized(350, 20_000), 7):
        made = spoiled(gardens(), number)
        assert examine(bundle=made, at=AT) == judge(made, AT)
