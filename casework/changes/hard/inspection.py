"""Reads every deployment against the rules of ``table``: what is missing is named at its shape."""

from collections import OrderedDict
from collections.abc import Iterator

from casework.changes.hard.marks import does
from casework.changes.hard.redlines import red_lines
from casework.changes.hard.table import APART, BEFORE, KEPT, OFFICIAL, RESPONDENTS, Apart
from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem
from processes.checks.precedence import Drawn, Place, drawn
from processes.vocabulary import Assignment

REMEMBERED = 64
_judged: OrderedDict[tuple[str, str], tuple[Problem, ...]] = OrderedDict()


@registry.inspect_deployments
def check_hard_rules(bundle: Bundle) -> Iterator[Problem]:
    """A bundle is read once in each process of the server: the rules are the same all along."""
    key = (bundle.main, bundle.digest)
    if key not in _judged:
        _judged[key] = tuple(_problems(drawn(bundle)))
        if len(_judged) > REMEMBERED:
            _judged.popitem(last=False)
    return iter(_judged[key])


def _problems(found: Drawn) -> Iterator[Problem]:
    yield from _in_order(found)
    yield from _kept(found)
    yield from _not_by_respondents(found)
    for rule in APART:
        yield from _apart(found, rule)
    yield from red_lines(found.draft)


def _in_order(found: Drawn) -> Iterator[Problem]:
    for rule in BEFORE:
        if rule.process in ("", found.main):
            for place in found.unguarded(rule.what, before=rule.wanted, proofs=rule.proofs):
                yield _problem(place, f"{rule.sentence}（{rule.clause}，不能去掉）")


def _kept(found: Drawn) -> Iterator[Problem]:
    main = found.draft.main
    for rule in KEPT if main is not None else ():
        if main is not None and rule.process == main.id and not found.can_end_after(rule.wanted):
            yield Problem(
                main.path, main.id, f"{rule.sentence}（{rule.clause}，不能去掉）", main.line, main.name
            )


def _not_by_respondents(found: Drawn) -> Iterator[Problem]:
    for place in found.places():
        element = place.element
        operation = element.operation.name if element.operation is not None else ""
        assigned = element.assignment if element.kind == "userTask" else None
        if operation in OFFICIAL and assigned is not None and _is_respondent(assigned):
            yield _problem(place, "当事人自己不能办这一步，请移到机关的泳道（I-6，不能去掉）")


def _is_respondent(assignment: Assignment) -> bool:
    own = ("case.respondent", "case.school")
    return any(role.startswith(RESPONDENTS) for role in assignment.roles) or any(
        word in f"{assignment.scope} {assignment.assignee or ''}" for word in own
    )


def _apart(found: Drawn, rule: Apart) -> Iterator[Problem]:
    first = {place.element.id for place in found.places() if does(rule.first)(place.element)}
    for place in found.places():
        element = place.element
        if element.kind != "userTask" or not does(rule.what)(element):
            continue
        separated = {key for s in element.separations if s.when in (None, rule.when) for key in s.elements}
        if first - separated:
            yield _problem(place, f"{rule.sentence}（{rule.clause}，不能去掉）")


def _problem(place: Place, message: str) -> Problem:
    return Problem(place.path, place.element.id, message, place.element.line, place.element.name)
