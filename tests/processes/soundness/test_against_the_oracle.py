"""The verdict is that of a second implementation which knows none of the first one's shortcuts."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processes.soundness import Fault, Level, Step, judge
from tests.processes.soundness.diagrams import blocks, graphs
from tests.processes.soundness.oracle import opinion

MIXED_UP = {Fault.UNSYNCHRONISED, Fault.IMPROPER}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(blocks(), graphs()))
def test_two_implementations_agree(level: Level) -> None:
    verdict, second = judge(level), opinion(level)
    if not verdict.complete or not second.complete:
        return
    faults = {finding.fault for finding in verdict.findings if finding.fault != Fault.DEAD}
    assert verdict.is_sound == (not second.faults and not second.dead), (verdict, second)
    assert bool(faults & MIXED_UP) == bool(second.faults & MIXED_UP)
    if not faults & MIXED_UP:
        # Without two tokens in one place both look at the same markings, and agree in every word.
        assert faults == second.faults
        dead = [finding for finding in verdict.findings if finding.fault == Fault.DEAD]
        assert {key for finding in dead for key in finding.elements} == second.dead


@settings(max_examples=100, deadline=None)
@given(st.one_of(blocks(), graphs()))
def test_a_counter_example_can_be_played(level: Level) -> None:
    """Each step takes tokens that are there, along flows that follow each other, and leaves some on flows that exist."""
    edges = {edge.id: edge for edge in level.edges}
    for finding in judge(level).findings:
        for before, step in pairwise(finding.run):
            assert set(step.tokens) <= set(edges)
            assert set(before.tokens) & set(step.passed) or step.node in _inside_of(before, level)
            for key, following in pairwise(step.passed):
                if key in edges and following not in edges:
                    assert edges[key].target == following


def _inside_of(step: Step, level: Level) -> set[str]:
    events = {event.id for event in level.boundaries if event.host in step.inside}
    return set(step.inside) | events
