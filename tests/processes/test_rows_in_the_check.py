"""A decision table is held against its hit policy before it is deployed, and a task without a term is spoken of."""

from datetime import UTC, datetime

import pytest

from processes.bundle import Bundle
from processes.checks import Problem, check_bundle
from processes.checks.tasks import NO_TERM
from processes.services.deployment import judge
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

AT = datetime(2026, 4, 24, tzinfo=UTC)
TABLE = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">'
    '<decision id="D" name="表"><variable id="v" name="D"/><decisionTable id="t" hitPolicy="{policy}">'
    '<input id="i" label="金额"><inputExpression id="e" typeRef="number"><text>u.amount</text></inputExpression></input>'
    '<output id="o" name="who" typeRef="string"/>{rules}</decisionTable></decision></definitions>'
)
RULE = (
    '<rule id="r{n}"><inputEntry id="i{n}"><text>{test}</text></inputEntry>'
    '<outputEntry id="o{n}"><text>"a"</text></outputEntry></rule>'
)


def decided(policy: str, *tests: str) -> Bundle:
    made = bundle(diagram(start() + user_task("u") + end() + chain("start", "u", "end")))
    rules = "".join(RULE.format(n=n, test=test) for n, test in enumerate(tests))
    table = TABLE.format(policy=policy, rules=rules).encode()
    return Bundle(made.main, {**made.files, "trial/D.dmn": table})


def about_the_table(made: Bundle) -> list[Problem]:
    return [problem for problem in check_bundle(made, at=AT) if problem.path == "trial/D.dmn"]


@pytest.mark.parametrize(
    ("policy", "tests", "stops", "words"),
    [
        ("UNIQUE", ("&lt; 10", "&gt;= 10"), False, ()),
        ("UNIQUE", ("&lt;= 10", "&gt;= 10"), True, ("第 1 行与第 2 行会同时命中", "只能命中一行")),
        ("UNIQUE", ("&lt; 10", "&gt; 10"), False, ("没有规则命中", "请补一行")),
        ("FIRST", ("&lt;= 10", "&gt;= 10"), False, ()),
        ("FIRST", ("&lt; 10",), False, ("没有规则命中",)),
        ("COLLECT", ("&lt;= 10", "&gt; 20"), False, ()),
        ("RULE ORDER", ("&lt;= 10", "&lt; 5"), False, ()),
    ],
)
def test_rows_are_held_against_the_hit_policy(
    policy: str, tests: tuple[str, ...], stops: bool, words: tuple[str, ...]
) -> None:
    found = about_the_table(decided(policy, *tests))
    assert any(not problem.warning for problem in found) == stops
    assert bool(found) == bool(words)
    assert all(word in "".join(problem.message for problem in found) for word in words)
    assert {problem.element for problem in found} <= {"D"}


def test_a_task_without_a_term_warns_and_deploys() -> None:
    without = bundle(diagram(start() + user_task("u") + end() + chain("start", "u", "end")))
    verdict = judge(without, AT)
    assert verdict.problems == ()
    assert [(problem.element, problem.message) for problem in verdict.warnings] == [("u", NO_TERM)]
    text = without.files["trial/process.bpmn"].decode().replace('form="note"', 'form="note" due="2 WD"')
    assert (
        judge(Bundle(without.main, {**without.files, "trial/process.bpmn": text.encode()}), AT).warnings == ()
    )
