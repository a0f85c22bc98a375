"""What a played scenario came to, compared with what it expects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.calendar.models import Deadline
from casework.cases.models import Case
from casework.letters.models import Letter
from casework.permits.models import Permit
from casework.scenarios.naming import Names
from casework.scenarios.openings import opened_for
from casework.scenarios.script import Scenario
from processes.models import DecisionRecord, Submission, UserTask


@dataclass
class Report:
    """``problems`` is empty when everything is as expected."""

    case: Case
    path: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    deadlines: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    end: str = ""
    problems: list[str] = field(default_factory=list)


def report_on(scenario: Scenario, case: Case) -> Report:
    """Read what happened from the records of ``case``, and of those that it opened where ``cases`` expects something."""
    report = observed(case)
    report.problems = list(_compare(scenario.expect, report))
    for name, expect in scenario.expect.get("cases", {}).items():
        below = _compare(expect, observed(opened_for(case, name)))
        report.problems += [f"{name}：{problem}" for problem in below]
    return report


def observed(case: Case) -> Report:
    """What became of one case, compared with nothing yet."""
    records = {"instance": case.instance_id}
    return Report(
        case=case,
        path=list(Submission.objects.filter(**records).order_by("pk").values_list("element_id", flat=True)),
        decisions=[
            (record.table, rule)
            for record in DecisionRecord.objects.filter(**records).order_by("pk")
            for rule in record.matched
        ],
        letters=list(
            Letter.objects.filter(case=case)
            .exclude(number="")
            .order_by("pk")
            .values_list("definition", flat=True)
        ),
        deadlines=[
            (deadline.name, deadline.due_on.isoformat())
            for deadline in Deadline.objects.filter(holder=case.pk).order_by("pk")
        ],
        open=sorted(UserTask.objects.open().filter(**records).values_list("element_id", flat=True)),
        end=case.outcome,
    )


def _compare(expect: Any, report: Report) -> Iterator[str]:
    names = Names.of(report.case)
    path = [step.rpartition("/")[2] for step in expect.get("path", [])]
    if (missing := _first_missing(path, report.path)) is not None:
        yield (
            f"没有按预期办到“{names.step(path[missing])}”（第 {missing + 1} 处）：应依次经过{names.steps(path)}，"
            f"实际为{names.steps(report.path)}"
        )
    decisions = [(d["table"], d["rule"]) for d in expect.get("decisions", [])]
    if (missing := _first_missing(decisions, report.decisions)) is not None:
        table, rule = decisions[missing]
        yield f"决策表“{names.table(table)}”应命中 {rule}，实际依次命中 {names.rules(report.decisions)}"
    for table, rule in [(d["table"], d["rule"]) for d in expect.get("never", [])]:
        if (table, rule) in report.decisions:
            yield f"决策表“{names.table(table)}”不应命中 {rule}，实际依次命中 {names.rules(report.decisions)}"
    if "letters" in expect and expect["letters"] != report.letters:
        yield f"文书应为{names.letters(expect['letters'])}，实际为{names.letters(report.letters)}"
    yield from _compare_deadlines(expect.get("deadlines", []), report.deadlines, names)
    yield from _compare_permit(expect.get("permit"), report.case)
    if expect.get("end", "") != report.end:
        yield f"结束状态应为“{expect.get('end', '')}”，实际为“{report.end}”"
    if "open" in expect and sorted(expect["open"]) != report.open:
        yield f"等待办理的应为{names.steps(sorted(expect['open']))}，实际为{names.steps(report.open)}"


def _compare_deadlines(
    expected: Iterable[Any], actual: Sequence[tuple[str, str]], names: Names
) -> Iterator[str]:
    """The k-th entry of a name is the k-th deadline of that name ever opened, as it stands after extensions."""
    counts: dict[str, int] = {}
    for entry in expected:
        name = entry["name"]
        dates = [due for known, due in actual if known == name]
        place = counts.get(name, 0)
        counts[name] = place + 1
        due = dates[place] if place < len(dates) else None
        if due != entry["due_on"]:
            came = names.day(due) if due else "没有"
            yield f"第 {place + 1} 个“{names.deadline(name)}”期限应为{names.day(entry['due_on'])}，实际为{came}"


def _compare_permit(expected: Any, case: Case) -> Iterator[str]:
    if expected is None:
        return
    found = Permit.objects.filter(application=case.pk).first()
    if found is None:
        yield "应当发放入校许可，实际没有"
        return
    actual = {
        "valid_to": found.valid_to.isoformat(),
        "people": [p.instructor.name for p in found.people.select_related("instructor")],
    }
    yield from (f"许可 {k} 应为 {v}，实际为 {actual[k]}" for k, v in expected.items() if actual[k] != v)


def _first_missing(wanted: Sequence[Any], actual: Sequence[Any]) -> int | None:
    """The place of the first of ``wanted`` that ``actual`` does not have in this order."""
    remaining = iter(actual)
    return next((place for place, item in enumerate(wanted) if item not in remaining), None)
