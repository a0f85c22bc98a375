"""Every bomb ends in a FeelFailure with a Chinese sentence, soon and in little memory."""

import re
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal

import pytest

from processes.feel import FeelError, FeelFailure, parse

from .bombs import EVALUATED, READ

BOUND = 0.15  # 50 ms on the machine of the published figures; a slow and busy one may take three times that
CHINESE = re.compile("[\u4e00-\u9fff]")


def _cheapest(action: Callable[[], object]) -> float:
    """The least CPU time of three tries: what the work costs, not what the machine is doing besides."""
    times = []
    for _ in range(3):
        began = time.process_time()
        with suppress(FeelFailure):
            action()
        times.append(time.process_time() - began)
    return min(times)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(EVALUATED) + len(READ) >= 60


@pytest.mark.parametrize("text", EVALUATED.values(), ids=EVALUATED.keys())
def test_a_bomb_is_stopped_in_50_ms_and_32_mb(text: str) -> None:
    expression = parse(text)
    with pytest.raises(FeelError, match=CHINESE):
        expression.evaluate({})
    assert _cheapest(lambda: expression.evaluate({})) < BOUND
    tracemalloc.start()
    with suppress(FeelFailure):
        expression.evaluate({})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32_000_000


@pytest.mark.parametrize("text", READ.values(), ids=READ.keys())
def test_an_oversized_text_is_refused_before_it_is_evaluated(text: str) -> None:
    with pytest.raises(FeelFailure, match=CHINESE):
        parse(text)
    assert _cheapest(lambda: parse(text)) < BOUND


@pytest.mark.parametrize("pattern", ["(a+)+b", "a*a*a*a*a*b", "(a|aa)*b", "(a?){30}b"])
def test_a_pattern_that_stalls_others_is_answered(pattern: str) -> None:
    began = time.process_time()
    assert parse(f'matches("{"a" * 300}", "{pattern}")').evaluate({}) is False
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "{" + ",".join(f"a-{n}: 1" for n in range(400)) + "}",
        "a between(b, c) or " * 200 + "true",
        "{" + ",".join(f"a b-{n}: 1" for n in range(200)) + ", r: " + "a + " * 150 + "1}",
        "a-" * 1500 + "a",
    ],
)
def test_reading_takes_little_time_too(text: str) -> None:
    began = time.process_time()
    with suppress(FeelFailure):
        parse(text)
    assert time.process_time() - began < 2


def test_an_expression_is_shared_by_threads() -> None:
    expression = parse("sum(for i in 1..n return i / 4)")
    with ThreadPoolExecutor(4) as pool:
        totals = pool.map(lambda n: expression.evaluate({"n": n}), range(1, 200))
    assert list(totals) == [Decimal(n * (n + 1)) / 8 for n in range(1, 200)]


def test_long_but_flat_expressions_are_fine() -> None:
    assert parse(" + ".join(["1"] * 400)).evaluate({}) == 400
    assert parse(" or ".join(["a = 1"] * 100) + " or true").evaluate({}) is True


def test_deep_data_is_refused() -> None:
    deep: list[object] = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(FeelError, match="嵌套"):
        parse("count(x)").evaluate({"x": deep})
