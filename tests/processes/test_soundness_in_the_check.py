"""A diagram that cannot always end is refused before it is deployed, at the shape, with a run that shows it."""

from datetime import UTC, datetime

import pytest

from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.checks import check_bundle
from processes.checks.soundness import SENTENCES, UNDECIDED
from processes.checks.tasks import NO_TERM
from processes.services import examine
from tests.processes.diagrams import bundle, chain, diagram, end, exclusive, flow, gateway, start, user_task

AT = datetime(2026, 4, 24, tzinfo=UTC)
ONE_OR_OTHER = chain("start", "open", "a", "close", "end") + flow("open", "b", "= true") + flow("b", "close")
BOTH = chain("start", "open", "a", "close", "end") + chain("open", "b", "close")


def drawn(*parts: str) -> Bundle:
    return bundle(diagram(start() + user_task("a") + user_task("b") + end() + "".join(parts)))


FAULTY = {
    "a parallel join after an exclusive split": (
        drawn(exclusive("open", "a"), gateway("parallel", "close"), ONE_OR_OTHER),
        "close",
        "永远停在这里",
    ),
    "an exclusive merge after a parallel split": (
        drawn(gateway("parallel", "open"), gateway("exclusive", "close"), BOTH),
        "close",
        "没有汇合",
    ),
    "two branches that come to one end": (
        drawn(gateway("parallel", "open"), chain("start", "open", "a", "end") + chain("open", "b", "end")),
        "end",
        "不止一次",
    ),
    "a task that two branches come to": (
        drawn(gateway("parallel", "open"), user_task("close"), BOTH),
        "close",
        "没有汇合",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_what_cannot_always_end_is_named_at_its_shape_with_a_run(name: str) -> None:
    made, element, words = FAULTY[name]
    found = [problem for problem in check_bundle(made, at=AT) if problem.run]
    assert (element, False) in [(problem.element, problem.warning) for problem in found], found
    told = next(problem for problem in found if problem.element == element)
    assert words in told.message
    first, *following = told.run
    assert (first.node, first.tokens) == ("", ("start_open",))
    assert all(step.node for step in following)


def test_the_run_comes_back_from_the_limited_child() -> None:
    made = FAULTY["a parallel join after an exclusive split"][0]
    told = examine(bundle=made, at=AT).problems
    assert told == tuple(problem for problem in check_bundle(made, at=AT) if not problem.warning)
    assert told[0].run


PAIRS = [
    (gateway("parallel", "open"), gateway("parallel", "close"), BOTH),
    (exclusive("open", "a"), gateway("exclusive", "close"), ONE_OR_OTHER),
]


@pytest.mark.parametrize("gateways", PAIRS)
def test_a_pair_of_gateways_passes(gateways: tuple[str, ...]) -> None:
    assert [p for p in check_bundle(drawn(*gateways), at=AT) if p.message != NO_TERM] == []


@pytest.mark.parametrize(
    "folder", sorted(p.name for p in DEFINITIONS.iterdir() if (p / "process.bpmn").exists())
)
def test_every_diagram_of_ours_is_proven_sound(folder: str) -> None:
    found = check_bundle(read_bundle(DEFINITIONS / folder), at=AT)
    assert [p for p in found if p.message in {*SENTENCES.values(), UNDECIDED}] == []
