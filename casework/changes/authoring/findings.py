"""What is wrong with a decision table, for its editor: each finding with the rows that it is about."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from processes.confinement import Undecided, confined
from processes.decisions import DecisionTable, Finding, HitPolicy, InvalidDecision, read_decisions
from processes.decisions.elements import read_definitions
from processes.decisions.reach import unreachable

Told = Mapping[str, Any]


def findings_of(content: str) -> list[Told]:
    """Each as JSON: ``kind`` (fault, overlap, gap, unreachable, unknown), ``message``, ``rules`` (ids). Read in a child process.

    A gap has no rules. Overlaps are told only where the hit policy does not allow them, gaps only where a row must hit.
    """
    try:
        found: list[Told] = confined(lambda: list(_findings(content)))
    except Undecided:
        return [_told("unknown", _("表太大，没有检查完，请拆小一些。"))]
    return found


def _findings(content: str) -> Iterator[Told]:
    try:
        tables = read_decisions(content.encode(errors="surrogatepass"))
    except InvalidDecision as invalid:
        yield _told("fault", str(invalid), _row_of(content, invalid.element))
        return
    for table in tables.values():
        yield from _of(table)


def _row_of(content: str, element: str | None) -> list[str]:
    """The row in which the element stands, as a list of none or one id."""
    if element is None:
        return []
    rules = read_definitions(content.encode()).iter("{*}rule")
    inside = (rule for rule in rules if any(node.get("id") == element for node in rule.iter()))
    return [str(rule.get("id")) for rule in inside if rule.get("id")][:1]


def _of(table: DecisionTable) -> Iterator[Told]:
    if not table.rules:
        yield _told("fault", _("决策表没有一条规则。"))
        return
    for rule, sentence in unreachable(table):
        yield _told("unreachable", sentence, [rule])
    if table.hit_policy is HitPolicy.UNIQUE:
        yield from _all("overlap", table.overlaps())
    if table.hit_policy in _MUST_HIT:
        gaps = table.gaps()
        yield from _all("gap", gaps)
        if gaps is None:
            yield _told("unknown", _("有的条件不是具体的值，空缺和重叠没有办法逐一查清，请用场景试一试。"))


# A list of what was hit may be empty; of one answer there has to be one.
_MUST_HIT = (HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY, HitPolicy.PRIORITY)


def _all(kind: str, findings: list[Finding] | None) -> Iterator[Told]:
    for finding in findings or ():
        yield _told(kind, finding.message, list(finding.rules))


def _told(kind: str, message: str, rules: list[str] | None = None) -> Told:
    return {"kind": kind, "message": message, "rules": rules or []}
