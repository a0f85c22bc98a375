"""The policy of the first deployment is there from the start, clause by clause, and stays as it was issued."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from casework.policy.models import Clause, PolicyDocument
from casework.policy.quoting import is_place
from casework.policy.services import seed_documents

pytestmark = pytest.mark.persistence


def plan() -> PolicyDocument:
    return PolicyDocument.objects.get(short_name="实施方案")


@pytest.mark.django_db
def test_the_plan_is_planted_with_its_clauses_in_order() -> None:
    document = plan()
    assert (document.number, document.level) == ("湖教体政字〔2024〕13号", "DISTRICT")
    assert list(document.clauses.values_list("place", flat=True)) == [
        "印发通知", "前言", "一", "二", "三", "三（一）", "三（一）1", "三（一）2", "三（一）3", "三（二）", "三（二）1",
        "三（二）2", "三（二）3", "三（三）", "三（三）1", "三（三）2", "三（三）3", "附则",
    ]  # fmt: skip
    assert all(is_place(place) for place in document.clauses.values_list("place", flat=True))
    assert document.superiors.count() == 4


@pytest.mark.django_db
def test_nobody_made_up_the_dates_that_the_text_does_not_give() -> None:
    document = plan()
    assert (document.issued_on, document.effective_on) == (None, None)
    assert document in PolicyDocument.objects.in_force_on(date(2026, 4, 24))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("三（一）2", "第三方机构、师资必须从市、区级课后服务特色课程师资库中引入"),
        ("三（一）2", "参照校内课后服务师资模式进行管理。"),
        ("三（二）1", "备课反思等指导检查，定期开展课后服务师资培训"),
        ("三（三）1", "可以给予扣除课后服务补贴、课后服务补贴降档或停止参与课后服务等处理措施"),
        ("三（三）2", "最高课时费标准不超过市级补助基准"),
        ("三（三）3", "在2024年3月31日前"),
        ("附则", "本方案自印发之日起施行"),
    ],
)
def test_a_clause_has_its_words_across_the_breaks_of_pages(place: str, words: str) -> None:
    assert words in plan().clauses.get(place=place).text


@pytest.mark.django_db
def test_every_requirement_is_read_out_of_some_clause() -> None:
    read = {code for clause in plan().clauses.all() for code in clause.requirements}
    assert read == {f"R-{n:03}" for n in range(1, 146)}
    assert not any(
        re.search(r"\d{7,}", clause.text) for clause in Clause.objects.all()
    )  # no telephone numbers


@pytest.mark.django_db
def test_planting_again_adds_nothing() -> None:
    before = Clause.objects.count()
    assert seed_documents() == 0
    assert Clause.objects.count() == before


@pytest.mark.django_db
def test_places_and_short_names_are_unique() -> None:
    document = plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.create(document=document, place="一", ordinal=99, text="又一条")
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyDocument.objects.create(level="CITY", title="另一个", short_name="实施方案", issuer="市")
    with pytest.raises(ProtectedError):
        document.delete()
