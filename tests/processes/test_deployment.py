"""Deploying: immutable versions, one for equal files, and refusals that name the element."""

from datetime import UTC, datetime

import pytest

from processes.bundle import Bundle
from processes.models import ProcessVersion
from processes.services import DeployRefused, definition_of, deploy, version_in_force
from tests.processes.diagrams import bundle, chain, diagram, end, exclusive, flow, service, start, user_task
from tests.processes.engine import conftest as registered

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, tzinfo=UTC)
SIMPLE = start() + user_task("u") + end() + chain("start", "u", "end")
OPERATIONS = registered.__name__  # importing it registers the operations that the diagrams below name


def test_the_same_files_are_one_version() -> None:
    first = deploy(bundle=bundle(diagram(SIMPLE)), at=AT)
    again = deploy(bundle=bundle(diagram(SIMPLE)), at=AT)
    assert (first.pk, ProcessVersion.objects.count()) == (again.pk, 1)


def test_a_changed_file_is_the_next_version_and_the_old_one_stays_as_it_was() -> None:
    made = bundle(diagram(SIMPLE))
    first = deploy(bundle=made, at=AT)
    changed = Bundle(made.main, {**made.files, "trial/forms/more.json": made.files["trial/forms/note.json"]})
    second = deploy(bundle=changed, at=AT)
    assert (first.number, second.number, version_in_force("main", on=AT.date()).pk) == (1, 2, second.pk)
    assert "more" not in definition_of(first).forms
    assert "more" in definition_of(second).forms


@pytest.mark.parametrize(
    ("body", "element", "said"),
    [
        (
            '<bpmn:scriptTask id="bad" name="脚本"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>',
            "bad",
            "脚本",
        ),
        ('<bpmn:task id="bad" name="任务"/>', "bad", "没有类型"),
        ('<bpmn:manualTask id="bad" name="手工"/>', "bad", "手工"),
        (user_task("bad").replace("roles=", "nobody="), "bad", "没有人能办"),
        (user_task("bad", form="missing"), "bad", "表单 missing 不存在"),
        (service("bad", "os.system"), "bad", "没有登记"),
        (service("bad", "test.note", wrong="1"), "bad", "没有参数 wrong"),
        (service("bad", "test.note", text="= 1 +"), "bad", "表达式"),
        (
            service("bad", "test.note", text="= __import__(&quot;os&quot;).system(&quot;id&quot;)"),
            "bad",
            "表达式",
        ),
    ],
)
def test_what_cannot_run_is_refused_with_the_element_named(body: str, element: str, said: str) -> None:
    made = bundle(diagram(start() + body + end() + chain("start", "bad", "end")))
    with pytest.raises(DeployRefused) as refused:
        deploy(bundle=made, at=AT)
    assert element in str(refused.value)
    assert said in str(refused.value)


def test_a_gateway_without_default_is_refused() -> None:
    body = (
        start() + '<bpmn:exclusiveGateway id="x" name="分支"/>' + end("a") + end("b") + flow("start", "x")
        + flow("x", "a", "1 = 1") + flow("x", "b", "1 = 2")
    )  # fmt: skip
    with pytest.raises(DeployRefused, match="默认路径"):
        deploy(bundle=bundle(diagram(body)), at=AT)


def test_python_in_a_condition_is_refused() -> None:
    body = (
        start() + exclusive("x", "b") + end("a") + end("b") + flow("start", "x")
        + flow("x", "a", "__import__('os').system('id')") + flow("x", "b")
    )  # fmt: skip
    with pytest.raises(DeployRefused, match="x_a"):
        deploy(bundle=bundle(diagram(body)), at=AT)


def test_an_unknown_extension_is_refused_since_the_engine_would_ignore_it() -> None:
    body = SIMPLE.replace(
        "<bpmn:endEvent ", '<bpmn:endEvent xmlns:c="http://camunda.org/schema/1.0/bpmn" c:formKey="x" '
    )
    with pytest.raises(DeployRefused, match="formKey"):
        deploy(bundle=bundle(diagram(body)), at=AT)


@pytest.mark.parametrize(
    "content",
    [b"", b"<a>", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"<a>" + b" " * 1_000_001 + b"</a>"],
)
def test_unreadable_xml_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(DeployRefused, match=r"process\.bpmn"):
        deploy(bundle=bundle(content), at=AT)
