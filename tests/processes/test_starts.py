"""How a process may begin, as the deploy check sees it: what could not work is refused with the element named."""

from datetime import UTC, datetime

import pytest

from casework.organisations.models import Organisation
from processes.bundle import Bundle
from processes.services import DeployRefused, deploy
from tests.casework.cases.handover import MESSAGE, receiving
from tests.casework.cases.monthly import monthly
from tests.processes.diagrams import NOTE, chain, diagram, end, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, tzinfo=UTC)
CALENDAR = '<banjie:calendar when="= true" kind="JC" office="JJK" respondents="= [office]"/>'
RECEIVE = '<banjie:receive kind="JC" office="JJK"/>'
BEGIN = '<banjie:start form="note" roles="RL-03" kind="JC" office="JJK" respondent="= starter"/>'


def begun(extension: str, *, called: bool = False) -> Bundle:
    event = (
        '<bpmn:startEvent id="start" name="开始"><bpmn:extensionElements>' + extension
        + "</bpmn:extensionElements></bpmn:startEvent>"
    )  # fmt: skip
    body = event + user_task("a") + end() + chain("start", "a", "end")
    plain = '<bpmn:startEvent id="start"/>' + user_task("b") + end() + chain("start", "b", "end")
    files = {"trial/process.bpmn": diagram(plain if called else body), "trial/forms/note.json": NOTE}
    return Bundle("trial", files | ({"trial/sub.bpmn": diagram(body, process="sub")} if called else {}))


@pytest.mark.parametrize(
    ("extension", "said"),
    [
        (CALENDAR.replace("JC", "QQ"), "案件类别 QQ 没有登记"),
        (CALENDAR.replace("JJK", "NIX"), "承办科室 NIX 没有登记"),
        (CALENDAR.replace("= true", "= case.severity = 1"), "case"),
        (CALENDAR.replace("= true", "= today ="), "有误"),
        (CALENDAR.replace(' respondents="= [office]"', ""), "缺少 respondents"),
        (CALENDAR.replace("[office]", "starter"), "starter"),
        (CALENDAR.replace("/>", ' withheld="true"/>'), "不认识的属性 withheld"),
        (RECEIVE, "要写接收哪个消息"),
        (BEGIN.replace('respondent="', 'respondents="= [starter]" respondent="'), "只写其中一个"),
        (BEGIN.replace(' respondent="= starter"', ""), "只写其中一个"),
        (BEGIN.replace("/>", ' title="= respondent_name"/>'), "respondent_name"),
        (BEGIN.replace("JC", "整改"), "没有登记"),
    ],
)
def test_a_start_that_could_not_work_is_refused_at_its_element(extension: str, said: str) -> None:
    with pytest.raises(DeployRefused, match=said) as refused:
        deploy(bundle=begun(extension), at=AT)
    assert (
        {problem.element for problem in refused.value.problems} == {"start"}
        or "不认识" in said
        or "缺少" in said
    )


def test_starts_that_can_work_are_deployed() -> None:
    for made in (begun(CALENDAR), begun(CALENDAR + BEGIN), monthly(), receiving()):
        deploy(bundle=made, at=AT)


def test_only_the_main_process_begins_by_itself() -> None:
    with pytest.raises(DeployRefused, match="只有主流程能由人、日程或消息发起"):
        deploy(bundle=begun(CALENDAR, called=True), at=AT)


@pytest.mark.parametrize(
    ("written", "unknown"),
    [("= case.office", "case"), ("= received.office + starter", "starter"), ("= schools[1]", "schools")],
)
def test_what_a_receiver_reads_is_the_message_and_its_sender(written: str, unknown: str) -> None:
    receive = f'<banjie:receive kind="JC" office="{written}"/>'
    with pytest.raises(DeployRefused, match=unknown):
        deploy(bundle=receiving(receive=receive), at=AT)


def test_a_message_has_one_receiver_and_a_new_version_of_it_may_come() -> None:
    deploy(bundle=receiving(), at=AT)
    with pytest.raises(DeployRefused, match=f"消息“{MESSAGE}”已由流程“visit”接收"):
        deploy(bundle=receiving(name="rival"), at=AT)
    newer = receiving(receive='<banjie:receive kind="XC" office="JJK"/>')
    assert deploy(bundle=newer, at=AT).number == 2


def test_an_office_of_the_register_may_answer_whatever_its_code(db: None) -> None:
    Organisation.objects.create(code="YYK", name="语言文字科", short_name="语言文字科", kind="OFFICE")
    assert deploy(bundle=begun(CALENDAR.replace("JJK", "YYK")), at=AT).number == 1
