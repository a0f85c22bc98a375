"""Says of a replay whether it came out as the instance did, and if not, where and by which row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from processes.engine import LimitExceeded, StepFailed
from processes.models import DecisionRecord
from processes.replay.findings import Finding, MissingInput, Place, Verdict
from processes.replay.pairs import Pair
from processes.replay.reconsidering import same_by_records
from processes.replay.running import Replay
from processes.replay.tape import Tape
from processes.vocabulary import Element

SAME = Finding(Verdict.SAME, "照草稿办，路径和结果都一样。")


def judge(tape: Tape, pair: Pair, *, parameters: Mapping[str, Mapping[str, Any]] | None = None) -> Finding:
    """Replay and compare. ``parameters`` are members of kept facts, by fact, that the target has of its own."""
    replay = Replay.of(tape, pair, parameters or {})
    try:
        replay.play()
    except (StepFailed, LimitExceeded, MissingInput) as error:
        return _broken_off(replay, error)
    return _compared(replay)


def is_same_by_records(
    decisions: Sequence[DecisionRecord],
    pair: Pair,
    *,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> bool:
    """Whether a replay is not needed: only tables differ, and each says what it said of everything recorded."""
    if parameters or not pair.only_tables:
        return False
    return same_by_records(decisions, pair.source.decisions, pair.target.decisions, pair.changed)


def _broken_off(replay: Replay, error: Exception) -> Finding:
    place, row = _parting(replay), _row(replay)
    missing = next((one for one in _chain(error) if isinstance(one, MissingInput)), None)
    if missing is not None:
        return Finding(Verdict.MISSING_INPUT, f"输入缺失：{missing.name}。", place, row, missing.name)
    element = getattr(error, "element", None)
    return Finding(Verdict.STUCK, f"照草稿办会中断：{error}", _place(element) or place, row)


def _compared(replay: Replay) -> Finding:
    instance = replay.tape.instance
    place, row = _parting(replay), _row(replay)
    end = replay.end.id if replay.end else ""
    if end != instance.end_element:
        now = (replay.end.name or replay.end.id) if replay.end else "没有结束"
        was = instance.end_name or instance.end_element or "没有结束"
        return Finding(Verdict.OTHER_END, f"原来以“{was}”结束，照草稿以“{now}”结束。", place, row)
    if _differs(replay):
        name = f"从“{place.name}”起" if place else ""
        return Finding(Verdict.OTHER_PATH, f"结束相同，{name}走法不同。", place, row)
    if row is not None:
        return Finding(Verdict.OTHER_RESULT, f"路径相同，决策表“{row.table}”的结果不同。", None, row)
    return SAME


def _differs(replay: Replay) -> bool:
    recorded = replay.tape.instance.trail
    return Counter(recorded.get("elements", {})) != replay.elements or (
        Counter(recorded.get("flows", {})) != replay.flows
    )


def _parting(replay: Replay) -> Place | None:
    """The first element that the instance did not come to, or else one that the replay did not come to."""
    first = next(replay.departures(), None)
    if first is not None:
        return _place(first)
    if replay.end is None:
        return None
    for key, times in replay.tape.instance.trail.get("elements", {}).items():
        if replay.elements[key] < times:
            process, _, element = key.partition("/")
            found = replay.pair.source.processes.get(process)
            return _place(found.elements.get(element) if found else None)
    return None


def _row(replay: Replay) -> Any:
    return next(iter(replay.memory.rows), None)


def _place(element: Element | None) -> Place | None:
    return Place(element.process, element.id, element.name or element.id) if element is not None else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
