"""Judges many ended instances of one version; what records alone can settle is not replayed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from processes.models import ProcessInstance
from processes.replay.findings import Finding, Verdict
from processes.replay.judging import SAME, is_same_by_records, judge
from processes.replay.pairs import Pair
from processes.replay.reading import Records, decisions_of
from processes.replay.tape import NoTape, read_tape


def judge_each(
    instances: Sequence[ProcessInstance],
    pair: Pair,
    *,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    by_records: bool = True,
) -> Iterator[tuple[ProcessInstance, Finding]]:
    """Of each of ``instances``, all of which ended on the version that ``pair.source`` was compiled from.

    Without ``by_records`` everything is replayed.
    """
    decisions = decisions_of(instances)
    settled = {
        one.pk
        for one in instances
        if by_records and is_same_by_records(decisions[one.pk], pair, parameters=parameters)
    }
    records = Records([one.pk for one in instances if one.pk not in settled])
    for one in instances:
        if one.pk in settled:
            yield one, SAME
            continue
        try:
            tape = read_tape(one, records.triggers[one.pk], records.submissions[one.pk], decisions[one.pk])
        except NoTape as reason:
            yield one, Finding(Verdict.NOT_RUN, f"没有回放：{reason}。")
            continue
        yield one, judge(tape, pair, parameters=parameters)
