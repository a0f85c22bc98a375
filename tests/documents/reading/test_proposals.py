"""What is proposed from the papers that vendors hand in, and what is not."""

import time

import pytest

from documents.reading.numbers import is_credit_code
from documents.reading.proposal import Fact, Proposal
from documents.reading.proposing import read_proposals
from tests.documents.reading.papers import CREDIT_CODE, HEALTH, LICENCE, POLICY, SCHOOL_PERMIT


def said(text: str) -> dict[Fact, list[str]]:
    found: dict[Fact, list[str]] = {}
    for proposal in read_proposals(text):
        found.setdefault(proposal.fact, []).append(proposal.value)
    return found


def test_a_business_licence() -> None:
    assert said(LICENCE) == {
        Fact.NUMBER: [CREDIT_CODE],
        Fact.HOLDER: ["北京启明星教育科技有限公司"],
        Fact.ISSUER: ["北京市朝阳区市场监督管理局"],
        Fact.PERSONS: ["张三"],
        Fact.VALID_FROM: ["2019-05-06"],
        Fact.VALID_TO: ["长期"],
        Fact.ISSUED_ON: ["2024-03-01"],
        Fact.AMOUNT: ["5000000"],
    }


def test_an_insurance_policy() -> None:
    assert said(POLICY) == {
        Fact.NUMBER: ["PZJK202611010000123456"],
        Fact.HOLDER: ["北京启明星教育科技有限公司"],
        Fact.ISSUER: ["华安财产保险股份有限公司北京分公司"],
        Fact.PERSONS: ["张三", "李四", "欧阳小燕"],
        Fact.VALID_FROM: ["2026-03-01"],
        Fact.VALID_TO: ["2027-02-28"],
        Fact.ISSUED_ON: ["2026-02-20"],
        Fact.AMOUNT: ["5000000", "10000000"],
    }


def test_a_school_permit() -> None:
    assert said(SCHOOL_PERMIT) == {
        Fact.NUMBER: ["教民111010570001234号"],
        Fact.HOLDER: ["朝阳区启明星艺术培训学校"],
        Fact.ISSUER: ["北京市朝阳区教育委员会"],
        Fact.PERSONS: ["王小明"],
        Fact.VALID_FROM: ["2025-04-24"],
        Fact.VALID_TO: ["2028-04-23"],
    }


def test_a_health_certificate() -> None:
    assert said(HEALTH) == {
        Fact.NUMBER: ["京朝健2026-004512"],
        Fact.HOLDER: ["李四"],
        Fact.ISSUER: ["朝阳区疾病预防控制中心"],
        Fact.PERSONS: ["李四"],
        Fact.ISSUED_ON: ["2026-04-20"],
        Fact.VALID_TO: ["2027-04-19"],
    }


def test_each_proposal_shows_where_it_was_found() -> None:
    excerpts = {proposal.value: proposal.excerpt for proposal in read_proposals(POLICY)}
    assert excerpts["2027-02-28"] == "保险期间:自2026年3月1日零时起至2027年2月28日二十四时止"
    assert excerpts["PZJK202611010000123456"] == "保险单号:PZJK202611010000123456"
    assert all(len(excerpt) <= 60 for excerpt in excerpts.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有任何事实的一段话。",
        "身份证号 110105199003071234",
        "会议于2026年4月24日召开",
        "2026年2月30日",
        "名称：\n地址：\n电话：",
        "法定代表人（签字）：",
        "金额：0元",
        "联系电话 13800138000",
        "91110105MA01KQ7X2Q",
        "长期合作",
    ],
)
def test_what_says_nothing_of_the_paper_proposes_nothing(text: str) -> None:
    assert read_proposals(text) == []


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("有效期：长期", Fact.VALID_TO, "长期"),
        ("有效期限至：2027年3月31日", Fact.VALID_TO, "2027-03-31"),
        ("本证有效期至2027年3月31日止。", Fact.VALID_TO, "2027-03-31"),
        ("合同履行至2027年3月31日止", Fact.VALID_TO, "2027-03-31"),
        ("到期日：2027/03/31", Fact.VALID_TO, "2027-03-31"),
        ("生效日期　２０２６年４月２４日", Fact.VALID_FROM, "2026-04-24"),
        ("自2026年4月24日起施行", Fact.VALID_FROM, "2026-04-24"),
        ("发证日期\n二〇二六年四月二十四日", Fact.ISSUED_ON, "2026-04-24"),
        ("签 发 日 期：2026 年 4 月 24 日", Fact.ISSUED_ON, "2026-04-24"),
        ("统一社会信用代码：\n91110105MA01KQ7X2X", Fact.NUMBER, "91110105MA01KQ7X2X"),
        ("文号：〔2026〕15号", Fact.NUMBER, "〔2026〕15号"),
        ("保险金额\t￥300,000.50", Fact.AMOUNT, "300000.5"),
        ("注册资本：叁拾万元(30万元)", Fact.AMOUNT, None),
        ("单 位 名 称\t启明星(北京)教育有限公司", Fact.HOLDER, "启明星(北京)教育有限公司"),
        ("法定代表人\n张 三", Fact.PERSONS, "张三"),
    ],
)  # fmt: skip
def test_a_fact_is_found_in_the_ways_it_is_written(text: str, fact: Fact, value: str | None) -> None:
    assert said(text).get(fact, []) == ([value] if value else [])


def test_the_same_value_is_proposed_once_and_no_list_is_endless() -> None:
    assert len(read_proposals("名称：启明星学校\n" * 50)) == 1
    assert len(read_proposals("\n".join(f"编号：A-{n:05}" for n in range(500)))) == 40


@pytest.mark.parametrize(
    "piece",
    [
        "编号",
        "编号 ",
        "编\t",
        "名称:\t\t",
        "教师名单:张三、",
        "2026年",
        "自2026年1月1日至",
        "金额1,",
        "A-",
        "\n",
        "有效期(" * 9,
    ],
)
def test_no_text_of_the_longest_takes_long_to_look_through(piece: str) -> None:
    began = time.process_time()
    read_proposals((piece * 100_000)[:100_000])
    assert time.process_time() - began < 2


def test_the_check_character_of_a_credit_code_follows_from_the_others() -> None:
    assert is_credit_code("91350100M000100Y43")  # the example of GB 32100-2015
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100M000100Y4I")
    assert isinstance(read_proposals(LICENCE)[0], Proposal)
