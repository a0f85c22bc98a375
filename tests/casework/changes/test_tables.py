"""The editor of decision tables through HTTP: saving, findings on rows, import and export."""

import pytest

from casework.changes.authoring.findings import findings_of
from processes.models import Draft
from tests.casework.changes.authoring import TABLE, Author
from tests.casework.changes.conftest import Bureau

pytestmark = pytest.mark.django_db
RULE = (
    '<rule id="{id}"><inputEntry id="{id}_1"><text>{test}</text></inputEntry>'
    '<outputEntry id="{id}_o"><text>"{n}"</text></outputEntry></rule>'
)


def with_rules(author: Author, *tests: str, policy: str = "UNIQUE") -> str:
    """The table with these rows, called r1, r2 …"""
    head, _, rest = author.content(TABLE).partition("<rule ")
    tail = rest.rpartition("</rule>")[2]
    rows = "".join(RULE.format(id=f"r{n}", test=test, n=n) for n, test in enumerate(tests, 1))
    return (head + rows + tail).replace('hitPolicy="UNIQUE"', f'hitPolicy="{policy}"')


def test_the_table_is_saved_and_the_second_of_two_is_told(
    author: Author, bureau: Bureau, draft: Draft
) -> None:
    loaded = author.get("table_file", TABLE).json()
    assert loaded["revision"] == 1
    content = with_rules(author, "1", "[2..4]")
    assert author.send("table_file", TABLE, {"content": content, "revision": 1}).status_code == 200
    assert author.content(TABLE) == content
    other = Author(bureau.person("另一位管理员", "RL-12", bureau.bureau), draft)
    answer = other.send("table_file", TABLE, {"content": content, "revision": 1})
    assert answer.status_code == 409
    assert answer.json()["revision"] == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("tests", "policy", "finding"),
    [
        (["1", "[1..4]"], "UNIQUE", ("overlap", ["r1", "r2"], "会同时命中")),
        (["1", "[3..4]"], "UNIQUE", ("gap", [], "没有规则命中")),
        (["-", "1"], "FIRST", ("unreachable", ["r2"], "第 2 行永远不会命中")),
        (["1", "[2..3]", "[1..3]", "4"], "FIRST", ("unreachable", ["r3"], "第 3 行永远不会命中")),
        (["> today", "-", "1"], "FIRST", ("unreachable", ["r3"], "第 2 行什么都命中")),
        (["1 and", "-"], "FIRST", ("fault", ["r1"], "第 1 行")),
    ],
)
def test_a_finding_names_its_rows(
    author: Author, tests: list[str], policy: str, finding: tuple[str, list[str], str]
) -> None:
    kind, rules, said = finding
    found = [one for one in findings_of(with_rules(author, *tests, policy=policy)) if one["kind"] == kind]
    assert found[0]["rules"] == rules
    assert said in found[0]["message"]


def test_a_complete_table_has_no_findings(author: Author) -> None:
    assert findings_of(with_rules(author, "1", "[2..4]")) == []
    assert findings_of(with_rules(author, "1", "-", policy="FIRST")) == []
    assert findings_of(with_rules(author, "1", "1", policy="COLLECT")) == []


@pytest.mark.parametrize(
    "content", ["", "不是", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<a>\ud800</a>", "<a>\x00</a>"]
)
def test_what_is_no_table_is_refused_with_a_sentence(author: Author, content: str) -> None:
    assert author.send("table_check", TABLE, {"content": content}).status_code == 422
    assert findings_of(content)[0]["kind"] == "fault"


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", "不是", '{"content": 1, "revision": 1}', '{"content": "a", "revision": true}']
)
def test_what_is_incomplete_is_refused(author: Author, body: str) -> None:
    assert author.send("table_file", TABLE, body).status_code == 400
    assert author.send("table_check", TABLE, body).status_code == 422


def test_a_table_of_another_tool_is_taken_and_the_plain_file_given_back(author: Author) -> None:
    content = with_rules(author, "1", "[2..4]").replace("DMN/20191111/MODEL", "DMN/20180521/MODEL")
    assert author.send("table_check", TABLE, {"content": content}).json() == {"decisions": ["D99"]}  # type: ignore[attr-defined]
    answer = author.get("export", TABLE)
    assert answer.content.decode() == author.content(TABLE)
    assert "trial-D99.dmn" in answer["Content-Disposition"]


def test_who_only_reads_cannot_save(author: Author, bureau: Bureau, draft: Draft) -> None:
    reader = Author(bureau.officer, draft)
    assert (
        "editable"
        not in reader.get("table", TABLE).content.decode().partition("<bj-table")[2].partition(">")[0]
    )
    assert reader.get("table_check", TABLE).json() == {"findings": []}
    assert reader.send("table_file", TABLE, {"content": "<a/>", "revision": 1}).status_code == 403
    for name in ("table", "table_file", "table_check", "export"):
        assert Author(bureau.principal, draft).get(name, TABLE).status_code == 404
