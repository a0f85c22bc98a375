"""The register through HTTP: everybody reads the documents, the bureau reads the parameters, two persons change one."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.audit.models import Event
from casework.policy.models import Clause, ParameterValue, PolicyDocument
from casework.policy.services import confirm, propose
from casework.policy.values import value_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

from .conftest import AT, Browser, Bureau

CAP = "PRM_PAY_CAP"
TYPED = {
    "value": "110.50",
    "effective_from": "2026-09-01",
    "source": "市教育局通知",
    "clause": "实施方案三（三）2",
}


def plan() -> PolicyDocument:
    return PolicyDocument.objects.get(short_name="实施方案")


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def cap(bureau: Bureau, value: float, day: date, *, demonstration: bool = False) -> ParameterValue:
    row = propose(
        code=CAP, value=value, effective_from=day, source="演示参数，非政策数值", demonstration=demonstration,
        by=bureau.finance, at=AT,
    )  # fmt: skip
    return confirm(value=row, by=bureau.head, at=AT)


def test_schools_and_vendors_read_the_documents_but_not_what_is_built_on_them(
    bureau: Bureau, browser: Browser
) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    for person in (bureau.principal, bureau.clerk, bureau.officer):
        shown = page(browser(person), "policy:index")
        assert "关于进一步提升全区课后服务工作品质的实施方案" in shown
        assert "日期待录" in shown
        clauses = page(browser(person), "policy:document", plan().pk)
        assert "最高课时费标准不超过市级补助基准" in clauses
        assert ("依据本条的有" in clauses) == (person == bureau.officer)
        assert ("政策参数" in clauses) == (person == bureau.officer)


@pytest.mark.persistence
def test_a_document_says_what_rests_on_each_clause(bureau: Bureau, browser: Browser) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "ven_vet"), at=AT)
    shown = page(browser(bureau.officer), "policy:document", plan().pk)
    clause = Clause.objects.get(place="三（一）2")
    mine = shown.split(f'id="clause-{clause.pk}"')[1].split('class="policy-clause ')[0]
    assert "步骤“面审”" in mine
    assert "决策表“来源路径”第2条" in mine
    assert "面审组人数不少于" in mine
    places = sorted({html.unescape(one) for one in re.findall(r'href="(/versions/[^"]*)"', mine)})
    assert len(places) > 5
    for place in places[:: len(places) // 5]:
        assert 'id="shown"' in browser(bureau.officer).get(place.partition("#")[0]).content.decode(), place
    assert "PRM_" not in re.sub(r'href="[^"]*"', "", shown)
    assert "现行流程没有引用本条。" in shown


def test_the_bureau_alone_reads_the_parameters(bureau: Bureau, browser: Browser) -> None:
    assert "最高课时费标准" in page(browser(bureau.officer), "parameters:index")
    page(browser(bureau.principal), "parameters:index", status=403)
    page(browser(bureau.auditor), "parameters:parameter", CAP, status=403)
    page(browser(bureau.officer), "parameters:parameter", "PRM_NOBODY", status=404)


def test_parameters_are_found_by_their_words(bureau: Bureau, browser: Browser) -> None:
    client = browser(bureau.officer)
    found = client.get(reverse("parameters:index"), {"q": "整改期限"}).content.decode()
    assert "整改期限：一般问题" in found
    assert "最高课时费标准" not in found
    used = client.get(reverse("parameters:index"), {"used": "1"}).content.decode()
    assert "流程未用" not in used
    assert (
        "没有找到这样的参数" in client.get(reverse("parameters:index"), {"q": "没有这个词"}).content.decode()
    )


def test_a_demonstration_value_says_so_wherever_it_stands(bureau: Bureau, browser: Browser) -> None:
    client = browser(bureau.officer)
    assert "演示值" not in page(client, "parameters:index")
    cap(bureau, 100, date(2025, 9, 1), demonstration=True)
    assert "100元/课时" in page(client, "parameters:index")
    for shown in (
        page(client, "parameters:index"),
        page(client, "parameters:parameter", CAP),
        page(client, "policy:document", plan().pk),
    ):
        assert "演示值" in shown


@pytest.mark.persistence
def test_a_change_is_previewed_handed_in_and_confirmed_by_another_person(
    bureau: Bureau, browser: Browser
) -> None:
    address, mine = reverse("parameters:change", args=[CAP]), browser(bureau.finance)
    preview = mine.post(address, TYPED).content.decode()
    assert "由 未录入 改为 <b>110.5元/课时</b>" in preview
    assert "现行流程里没有表达式读它" in preview
    assert not ParameterValue.objects.exists()
    assert mine.post(address, {**TYPED, "seen": "1"}).status_code == 302
    row = ParameterValue.objects.get()
    assert (row.value, row.clause, row.confirmed_at) == (110.5, Clause.objects.get(place="三（三）2"), None)
    assert "待确认" in page(mine, "parameters:parameter", CAP)
    assert "确认，按期生效" not in page(mine, "parameters:parameter", CAP)
    settle = reverse("parameters:confirm", args=[CAP, row.pk])
    assert mine.post(settle).status_code == 403
    assert browser(bureau.officer).post(settle).status_code == 403
    assert "确认，按期生效" in page(browser(bureau.head), "parameters:parameter", CAP)
    assert browser(bureau.head).post(settle).status_code == 302
    assert value_of(CAP, on=date(2026, 9, 1)) == 110.5
    assert value_of(CAP, on=date(2026, 8, 31)) is None
    again = browser(bureau.deputy).post(settle, follow=True).content.decode()
    assert "已经有人确认或撤销了" in again


def test_a_head_of_office_who_proposes_as_manager_cannot_confirm_it(bureau: Bureau, browser: Browser) -> None:
    both = bureau.person("两岗", "RL-12", bureau.bureau)
    both.memberships.create(organisation=bureau.office, role="RL-04", valid_from=date(2020, 1, 1))
    row = propose(code=CAP, value=1, effective_from=date(2026, 9, 1), source="文件", by=both, at=AT)
    answer = browser(both).post(reverse("parameters:confirm", args=[CAP, row.pk]))
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_finance_proposes_the_ceiling_of_pay_and_nothing_else(bureau: Bureau, browser: Browser) -> None:
    client = browser(bureau.finance)
    assert "从某日起改为" in page(client, "parameters:parameter", CAP)
    assert "从某日起改为" not in page(client, "parameters:parameter", "PRM_REVIEW_WD")
    page(client, "parameters:change", "PRM_REVIEW_WD", status=403)
    page(browser(bureau.manager), "parameters:change", "PRM_REVIEW_WD")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": "一百"}, "输入"),
        ({"value": "-1"}, "0"),
        ({"effective_from": ""}, "请填写这一项"),
        ({"effective_from": "2025-09-01"}, "从这一天起已经有一个确认过的值"),
        ({"source": ""}, "请填写这一项"),
        ({"clause": "实施方案二（二）1"}, "没有找到这一条"),
        ({"clause": "随便写的"}, "没有找到这一条"),
    ],
)
def test_what_is_typed_wrongly_comes_back_with_a_sentence(
    bureau: Bureau, browser: Browser, wrong: dict[str, str], said: str
) -> None:
    cap(bureau, 100, date(2025, 9, 1))
    typed = {**TYPED, **wrong}
    answer = browser(bureau.manager).post(reverse("parameters:change", args=[CAP]), {**typed, "seen": "1"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "有内容需要更正" in shown
    assert said in shown
    for value in typed.values():
        assert value in shown
    assert ParameterValue.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("PRM_MONTHS", ["9", "10", "3"], [9, 10, 3]),
        ("PRM_TP_RATIO", "25.5", 0.255),
        ("PRM_TP_MODE", "block", "block"),
        ("PRM_INS_ALL", "false", False),
        ("PRM_ALERT_DAYS", "60、30、7", [60, 30, 7]),
        ("PRM_ANNUAL_WINDOW", "09-01、07-05", ["09-01", "07-05"]),
        ("PRM_PATROL_LATE", "17:30", "17:30"),
        ("PRM_PAYPLAN_FIRST_DUE", "2024-04-15", "2024-04-15"),
        ("PRM_TENDER_LIMIT", "", None),
        ("PRM_VACATION_STOP", [], []),
    ],
)
def test_every_type_of_value_can_be_typed(
    bureau: Bureau, browser: Browser, code: str, typed: object, kept: object
) -> None:
    address, client = reverse("parameters:change", args=[code]), browser(bureau.manager)
    assert client.get(address).status_code == 200
    assert client.post(address, {**TYPED, "value": typed}).status_code == 200
    assert client.post(address, {**TYPED, "value": typed, "seen": "1"}).status_code == 302
    assert ParameterValue.objects.get().value == kept


def test_the_preview_can_be_handed_in_as_it_stands(bureau: Bureau, browser: Browser) -> None:
    client, address = browser(bureau.manager), reverse("parameters:change", args=["PRM_MONTHS"])
    preview = client.post(address, {**TYPED, "value": ["9", "10"]}).content.decode()
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', preview.split("<form")[-1])
    typed = {name: [value for key, value in hidden if key == name] for name, _ in hidden}
    assert client.post(address, typed).status_code == 302
    assert ParameterValue.objects.get().value == [9, 10]


def test_a_document_is_registered_with_its_clauses_and_ends_what_it_replaces(
    bureau: Bureau, browser: Browser
) -> None:
    client = browser(bureau.manager)
    typed = {
        "level": "CITY", "title": "课后服务管理办法", "short_name": "管理办法", "issuer": "市教育局",
        "number": "洪教字〔2026〕1号", "effective_on": "2026-09-01", "replaces": str(plan().pk),
        "clauses": "第一条 为了规范课后服务，制定本办法。\n\n三(一)2　第三方机构从师资库引入。\n附则：自公布之日起施行。",
    }  # fmt: skip
    answer = client.post(reverse("policy:register"), typed, follow=True)
    shown = answer.content.decode()
    made = PolicyDocument.objects.get(short_name="管理办法")
    assert [(clause.place, clause.text) for clause in made.clauses.all()] == [
        ("第一条", "为了规范课后服务，制定本办法。"),
        ("三（一）2", "第三方机构从师资库引入。"),
        ("附则", "自公布之日起施行。"),
    ]
    assert "流程管理员登记了政策文件《课后服务管理办法》，共3条" in shown
    assert plan().ended_on == date(2026, 8, 31)
    kinds = Event.objects.filter(chain=plan().pk).values_list("kind", flat=True)
    assert list(kinds) == ["policy.dated"]
    assert browser(bureau.officer).post(reverse("policy:register"), typed).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"clauses": "第一条 甲\n没有条款号"}, "第2行开头不是条款号"),
        ({"clauses": "第一条 甲\n第一条 乙"}, "“第一条”出现了不止一次"),
        ({"clauses": "第一条 甲", "short_name": ""}, "有条款的文件要有简称"),
        ({"short_name": "实施方案"}, "已经有文件用这个简称"),
        ({"number": "湖教体政字〔2024〕13号"}, "这个文号的文件已经登记过了"),
        ({"title": ""}, "请填写这一项"),
        ({"level": "MOON"}, "MOON"),
        ({"effective_on": "昨天"}, "日期"),
    ],
)
def test_a_document_with_a_fault_is_not_registered(
    bureau: Bureau, browser: Browser, wrong: dict[str, str], said: str
) -> None:
    typed = {"level": "CITY", "title": "办法", "short_name": "办法", "issuer": "市", "clauses": "", **wrong}
    answer = browser(bureau.manager).post(reverse("policy:register"), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PolicyDocument.objects.filter(issuer="市").exists()


def test_dates_are_entered_when_they_are_known(bureau: Bureau, browser: Browser) -> None:
    address, client = reverse("policy:dates", args=[plan().pk]), browser(bureau.manager)
    refused = client.post(address, {"effective_on": "2024-03-01", "ended_on": "2024-02-01"})
    assert refused.status_code == 422
    assert "失效日期不能早于施行日期" in refused.content.decode()
    client.post(address, {"issued_on": "2024-03-01", "effective_on": "2024-03-01"})
    assert plan().effective_on == date(2024, 3, 1)
    assert "补录了政策文件" in page(client, "policy:document", plan().pk)


@pytest.mark.persistence
def test_the_pages_cost_a_constant_number_of_statements(bureau: Bureau, browser: Browser) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    client = browser(bureau.manager)
    addresses = [
        reverse("policy:index"),
        reverse("policy:document", args=[plan().pk]),
        reverse("parameters:index"),
        reverse("parameters:parameter", args=[CAP]),
    ]
    propose(code=CAP, value=1, effective_from=date(2019, 10, 1), source="文件", by=bureau.finance, at=AT)
    few = [_statements(client, address) for address in addresses]
    for year in range(2020, 2030):
        cap(bureau, year, date(year, 9, 1))
        propose(
            code=CAP, value=year, effective_from=date(year, 10, 1), source="文件", by=bureau.finance, at=AT
        )
    for n in range(20):
        PolicyDocument.objects.create(level="CITY", title=f"办法{n}", issuer="市", short_name=f"办法{n}")
        Clause.objects.create(document=plan(), ordinal=100 + n, place=f"第{n + 1}条", text="新的一条")
    deploy(bundle=read_bundle(DEFINITIONS / "lib_entry"), at=AT)
    [client.get(address) for address in addresses]
    assert [_statements(client, address) for address in addresses] == few


def _statements(client: Client, address: str) -> int:
    client.get(address)  # what a deployed version says is read once
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
