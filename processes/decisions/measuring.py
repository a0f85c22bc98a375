"""How fast expressions and tables are on this machine, for the benchmark of the whole engine."""

import time
from collections.abc import Callable
from html import escape

from processes.decisions.reader import read_decisions
from processes.feel import parse

ROWS = 20
_INPUTS = ("grade", "score", "open", "years")
_DATA = {"grade": "e", "score": 12, "open": False, "years": 7}
_CONDITION = 'score >= 10 and open = false and grade in ("d", "e")'
_LOOP = "sum(for year in 1..years return if year > 2 then score * year else 0)"


def measure_decisions(*, seconds: float = 0.3) -> dict[str, float]:
    """Evaluations a second of CPU time: of a gateway's condition, of a loop with arithmetic, and of a decision
    table of 20 rows and 4 inputs whose last row is hit. `seconds` bounds each of nine short runs."""
    table = read_decisions(table_of_twenty_rows())["D"]
    condition, loop = parse(_CONDITION), parse(_LOOP)
    return {
        "FEEL condition": _rate(lambda: condition.evaluate(_DATA), seconds),
        "FEEL loop": _rate(lambda: loop.evaluate(_DATA), seconds),
        "decision table": _rate(lambda: table.evaluate(_DATA), seconds),
    }


def _rate(action: Callable[[], object], seconds: float) -> float:
    """The best of three runs: what the work costs, not what the machine is doing besides."""
    action()
    return max(_run(action, seconds / 3) for _ in range(3))


def _run(action: Callable[[], object], seconds: float) -> float:
    began = time.process_time()
    count = 0
    while (spent := time.process_time() - began) < seconds:
        for _ in range(50):
            action()
        count += 50
    return count / spent


def table_of_twenty_rows() -> bytes:
    """A DMN file with the table that is measured: words, ranges, truth values and comparisons."""
    columns = "".join(
        f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in _INPUTS
    )
    rules = "".join(_rule(number) for number in range(ROWS))
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">'
        f'<decision id="D" name="D"><decisionTable hitPolicy="UNIQUE">{columns}'
        f'<output name="label"/><output name="number"/>{rules}</decisionTable></decision></definitions>'
    ).encode()


def _rule(number: int) -> str:
    """Five grades, two ranges of score, two truth values."""
    low = 10 * (number // 2 % 2)
    tests = (f'"{"abcde"[number // 4]}"', f"[{low}..{low + 10})", ("true", "false")[number % 2], "> 5")
    cells = "".join(f"<inputEntry><text>{escape(test)}</text></inputEntry>" for test in tests)
    return (
        f'<rule id="r{number}">{cells}'
        + "".join(
            f"<outputEntry><text>{escape(given)}</text></outputEntry>"
            for given in (f'"r{number}"', str(number))
        )
        + "</rule>"
    )
