"""A paragraph of a letter rests on a clause that is registered and still holds; the policy page counts it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from casework.policy.citing import citations, clauses_to_cite
from casework.policy.inspection import check_quotations
from casework.policy.mentions import Kind, mentions_in
from casework.policy.models import PolicyDocument
from casework.policy.pages.uses import line_of
from processes.bundle import Bundle

pytestmark = pytest.mark.django_db
CLAUSE = "实施方案三（三）1"


def letter(*clauses: str) -> Bundle:
    parts = [
        {"style": "body", "text": "第几段。", **({"clause": clause} if clause else {})} for clause in clauses
    ]
    raw = {"id": "OD-99", "title": "告知书", "layout": "form", "paragraphs": parts}
    return Bundle("trial", {"trial/letters/OD-99.json": json.dumps(raw).encode()})


def refused(*clauses: str) -> list[str]:
    return [problem.message for problem in check_quotations(letter(*clauses))]


def end(day_offset: int) -> PolicyDocument:
    document = PolicyDocument.objects.get(short_name="实施方案")
    document.ended_on = localdate() + timedelta(days=day_offset)
    document.effective_on = document.effective_on or localdate() - timedelta(days=900)
    document.save()
    return document


def test_what_is_registered_and_holds_may_be_cited() -> None:
    assert refused("", CLAUSE) == []
    assert refused(f"{CLAUSE}；实施方案三（三）2") == []
    assert CLAUSE in dict(clauses_to_cite(localdate()))


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("实施方案九（九）9", "第2段：“实施方案”里没有“九（九）9”这一条"),
        ("某某办法第3条", "第2段：依据“某某办法第3条”不是已登记文件的条款"),
        ("想当然", "不是已登记文件的条款"),
    ],
)
def test_what_is_unknown_is_refused(clause: str, said: str) -> None:
    (message,) = refused("", clause)
    assert said in message


def test_what_has_ended_or_was_replaced_is_refused() -> None:
    end(5)
    assert refused(CLAUSE) == []
    old = end(-1)
    (message,) = refused(CLAUSE)
    assert "已经失效或被代替" in message
    assert CLAUSE not in dict(clauses_to_cite(localdate()))
    PolicyDocument.objects.filter(pk=old.pk).update(ended_on=None)
    assert refused(CLAUSE) == []
    PolicyDocument.objects.create(level="DISTRICT", title="新的方案", issuer="区教体局", replaces=old)
    assert "已经失效或被代替" in refused(CLAUSE)[0]


def test_its_place_is_told_by_its_number() -> None:
    (mention,) = [one for one in mentions_in(letter("", CLAUSE).files) if one.kind is Kind.PARAGRAPH]
    assert (mention.row, mention.texts) == (2, (CLAUSE,))
    assert line_of(mention, CLAUSE, "zh-hans").what == "文书“告知书”第2段"


def test_many_are_asked_about_in_as_many_statements_as_one() -> None:
    with CaptureQueriesContext(connection) as few:
        citations([CLAUSE], localdate())
    with CaptureQueriesContext(connection) as many:
        found = citations([CLAUSE, "实施方案三（三）2", "想当然"], localdate())
    assert [against == "" for _resolved, against in found.values()] == [True, True, False]
    assert len(many) == len(few)
