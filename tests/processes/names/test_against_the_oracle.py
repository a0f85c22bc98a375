"""Which names may be missing at an element, held against every run of random diagrams."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings

from processes.checks.draft import read_draft
from processes.checks.provided import provided_by
from processes.checks.supplied import Supply
from processes.checks.walking import levels_of
from processes.checks.ways import Way, Ways
from tests.processes.names.blocks import NAMES, Block, Drawing, rows
from tests.processes.names.oracle import Player, TooMuch


def test_a_name_may_be_missing_just_where_a_run_comes_without_it(sized: Callable[[int, int], int]) -> None:
    slow = [HealthCheck.filter_too_much, HealthCheck.too_slow]

    @settings(max_examples=sized(60, 2500), deadline=None, suppress_health_check=slow)
    @given(row=rows)
    def agree(row: tuple[Block, ...]) -> None:
        bundle = Drawing().bundle(row)
        try:
            seen = Player(bundle).play()
        except TooMuch:
            assume(False)
        draft = read_draft(bundle)
        supply = Supply(levels_of(draft), provided=provided_by(draft))
        ways = Ways(supply)
        for context in supply.contexts():
            for key, came in supply.came(*context).items():
                always = frozenset.intersection(*seen[key])
                bits = supply.provided.bits
                missing = {name for name in NAMES if name in bits and not came & bits[name]}
                assert missing == {name for name in NAMES if name in bits} - always, key
                for name in missing:
                    way = ways.without(bits[name], context, key)
                    assert way is not None
                    check_way(way, key, name, supply)

    agree()


def check_way(way: Way, key: str, name: str, supply: Supply) -> None:
    """It hangs together within each level, and nothing on it gives the name for certain."""
    for step, following in pairwise(way):
        if step.graph is following.graph:
            reached = step.flow.get("targetRef") if step.flow is not None else None
            host = following.graph.nodes[following.key].get("attachedToRef")
            assert following.key == reached or host == step.key
        if step.flow is not None:
            element = supply.drawn.element(step.graph, step.key)
            assert element is not None
            assert name not in supply.provided.names_of(element)
