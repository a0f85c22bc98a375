"""What a diagram may get wrong: each is refused with its element, its line and a sentence that says how to mend it."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest

from processes.bundle import Bundle
from processes.checks import Problem, check_bundle
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    instances,
    message,
    message_definition,
    service,
    start,
    timer_date,
    timer_duration,
    user_task,
)
from tests.processes.engine import conftest as registered
from tests.processes.hostile.seeds import lines

AT = datetime(2026, 4, 24, tzinfo=UTC)
OPERATIONS = registered.__name__  # importing it registers the operations that the diagrams below name
U = user_task("u")
PLAIN = chain("start", "u", "end")
SIGNAL = '<bpmn:signal id="s" name="s"/>'
MARKER = "bpmn:multiInstanceLoopCharacteristics"


def told(made: Bundle) -> list[Problem]:
    return [problem for problem in check_bundle(made, at=AT) if not problem.warning]


def said(body: str, extra: str = "", **called: bytes) -> list[Problem]:
    made = bundle(lines(diagram(body, extra=extra)), **called)
    return told(made)


def timed(event: str) -> str:
    return start() + U + boundary("t", "u", event) + end() + end("late") + PLAIN + chain("t", "late")


def catch(name: str, definition: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}" name="等">{definition}</bpmn:intermediateCatchEvent>'


def line(inner: str) -> str:
    return start() + inner + end() + PLAIN


def tagged(tag: str, inside: str = "", attributes: str = "") -> str:
    return line(f'<bpmn:{tag} id="u" name="元素" {attributes}>{inside}</bpmn:{tag}>')


def extended(extension: str, tag: str = "serviceTask", attributes: str = "") -> str:
    return tagged(tag, f"<bpmn:extensionElements>{extension}</bpmn:extensionElements>", attributes)


GATEWAY = start() + '<bpmn:eventBasedGateway id="g"/>' + end() + end("e2") + chain("start", "g")
REFUSALS = [
    # (body, definitions beside the process, element that is named, part of the sentence)
    (start() + U + end() + chain("start", "u"), "", "u", "走到这里就断了"),
    (line(U) + flow("u", "nowhere"), "", "u_nowhere", "终点 nowhere 不存在"),
    (line(U) + flow("nowhere", "end"), "", "nowhere_end", "起点 nowhere 不存在"),
    (line(U) + '<bpmn:sequenceFlow id="f" targetRef="end"/>', "", "f", "起点 （空） 不存在"),
    (line(U) + user_task("lost") + chain("lost", "end"), "", "lost", "从开始事件走不到这里"),
    (start() + U + exclusive("x", "u") + end() + chain("start", "u", "x", "u"), "", "start", "走不到任何结束事件"),
    (start() + U + chain("start", "u"), "", "main", "没有结束事件"),
    (U + end() + chain("u", "end"), "", "main", "没有开始事件"),
    (line(U) + start("again") + chain("again", "u"), "", "again", "只能有一个开始事件"),
    (line(U) + flow("u", "u"), "", "u_u", "连回它自己"),
    (line(U) + flow("end", "u"), "", "end_u", "结束事件后面不能再连线"),
    (line(U) + flow("u", "start"), "", "u_start", "不能连到开始事件"),
    (line(U) + user_task("w") + chain("u", "w", "end"), "", "u", "出去的连线有 2 条"),
    (line(U) + flow("u", "end").replace('id="u_end"', 'id="twice"'), "", "u_end", "不止一条连线"),
    (line(U) + end(), "", "end", "编号重复"),
    (line(user_task("")), "", "main", "缺少编号"),
    (line(U.replace('id="u"', 'id="1 u"')), "", "1 u", "编号要以文字开头"),
    (line(U).replace('"u"', '"Start"').replace("u_", "U"), "", "Start", "是引擎自己用的"),
    (line(U).replace('"u"', '"typename"'), "", "typename", "是引擎自己用的"),
    (line(U).replace('"u"', f'"{"u" * 81}"'), "", "u" * 80, "最多 80 个字符"),
    (line(U.replace("任务u", "任" * 121)), "", "u", "最多 120 个字"),
    (line(U).replace("结束", "终" * 81), "", "end", "最多 80 个字"),
    (line(U) + boundary("b", "nothing", message("m")) + chain("b", "end"), message_definition("m"), "b", "没有附在"),
    (line(U) + boundary("b", "end", message("m")) + chain("b", "end"), message_definition("m"), "b", "只能附在任务"),
    (timed(""), "", "t", "没有写等什么"),
    (timed(message("m")), "", "t", "消息 m 不存在"),
    (timed(message("m")), '<bpmn:message id="m"/>', "t", "消息 m 没有名称"),
    (timed(message("m")), '<bpmn:message id="m" name="typename"/>', "t", "消息名“typename”"),
    (timed(message("m") + timer_duration("P1D")), message_definition("m"), "t", "只能等一件事"),
    (timed('<bpmn:signalEventDefinition signalRef="s"/>'), "", "t", "信号 s 不存在"),
    (timed('<bpmn:errorEventDefinition errorRef="e"/>'), "", "t", "错误 e 不存在"),
    (timed(timer_date("")), "", "t", "定时是空的"),
    (start() + U + '<bpmn:endEvent id="end"><bpmn:signalEventDefinition signalRef="s"/></bpmn:endEvent>' + PLAIN, SIGNAL, "end",
     "信号（signalEventDefinition）不能放在结束事件"),
    (timed(timer_date('= now() + duration("P1D")')), "", "t", "永远等不到"),
    (timed(timer_date("= date and time(today() + @&quot;P1D&quot;, @&quot;09:00:00&quot;)")), "", "t", "永远等不到"),
    (timed(timer_date('= now + duration("P1D")')), "", "t", "永远等不到"),
    (timed(timer_duration('= now() + duration("PT1H") - @"2026-01-01T00:00:00Z"')), "", "t", "永远等不到"),
    (timed(timer_date("= today() + duration(&quot;P1D&quot;)")), "", "t", "永远等不到"),
    (timed(timer_date('= string join(["2026-05-01"], "")')), "", "t", "不是日期时间或时长"),
    (timed("<bpmn:timerEventDefinition/>"), "", "t", "要写一个日期"),
    (timed(timer_duration("soon")), "", "t", "看不懂"),
    (timed(timer_duration("P99999999Y")), "", "t", "10 年"),
    (timed(timer_duration("= duration(&quot;P99999999Y&quot;)")), "", "t", "10 年"),
    (timed(timer_duration("P4000D")), "", "t", "10 年"),
    (timed(timer_duration("-P1D")), "", "t", "10 年"),
    (timed(timer_duration("P1M")), "", "t", "要用天数来写"),
    (timed(timer_date("2026-05-01")), "", "t", "不是日期时间"),
    (timed(timer_date("2099-05-01T09:00:00")), "", "t", "最远 10 年"),
    (timed(timer_date("1999-05-01T09:00:00")), "", "t", "早就过了"),
    (timed(timer_date("R3/PT1H")), "", "t", "看不懂"),
    (timed(timer_date("= nobody.knows")), "", "t", "nobody 没有任何步骤提供"),
    (GATEWAY + chain("g", "end"), "", "g", "至少两件事"),
    (GATEWAY + user_task("u") + chain("g", "end") + chain("g", "u", "e2"), "", "g", "只能是中间捕获事件"),
    (GATEWAY + catch("c", timer_duration("P1D")) + catch("d", timer_duration("P2D")) + chain("g", "c", "end")
     + chain("g", "d", "c"), "", "g", "不能再有别的连线进来"),
    (start() + exclusive("x", "gone") + end() + end("b") + chain("start", "x", "end") + flow("x", "b", "1 = 1"), "", "x",
     "默认路径 x_gone 不是"),
    (start() + exclusive("x", "b") + end("a") + end("b") + chain("start", "x", "a") + flow("x", "b"), "", "x", "恰好有一条"),
    (start() + '<bpmn:exclusiveGateway id="x"/>' + end("a") + end("b") + chain("start", "x", "a") + flow("x", "b", "1 = 1"),
     "", "x", "要设为网关的默认路径"),
    (start() + '<bpmn:exclusiveGateway id="x"/>' + end() + flow("start", "x") + flow("x", "end", "1 = 1"), "", "x",
     "恰好有一条"),
    (start() + exclusive("x", "b") + end("a") + end("b") + chain("start", "x", "b") + flow("x", "a", " "), "", "x_a",
     "条件是空的"),
    (start() + U + end() + flow("start", "u") + flow("u", "end", "1 = 1"), "", "u_end", "只能写在排他网关"),
    (line(user_task("u", loop=instances("", "it"))), "", "u", "没有写要逐项办理的列表"),
    (line(user_task("u", loop=f"<{MARKER}/>")), "", "u", "没有 banjie:loop"),
    (line(user_task("u", loop=instances("[1]", "typename"))), "", "u", "是引擎自己用的"),
    (tagged("subProcess", start("s1") + end("e1") + chain("s1", "e1") + instances("[1]", "it")), "", "u",
     "不能放在子流程"),
    (tagged("subProcess", U.replace('"u"', '"v"')), "", "u", "子流程没有开始事件"),
    (tagged("subProcess", start("s1") + end("e1") + flow("s1", "end")), "", "s1_end", "不能跨越"),
    (tagged("callActivity"), "", "u", "没有选择调用哪个流程"),
    (tagged("callActivity", attributes='calledElement="main"'), "", "main", "流程调用了自己"),
    (tagged("callActivity", attributes='calledElement="other"'), "", "u", "调用的流程 other 不存在"),
    (tagged("serviceTask"), "", "u", "没有选择操作"),
    (tagged("businessRuleTask"), "", "u", "决策没有选择决策表"),
    (line(service("u", "test.note", text="=${approved}")), "", "u", "是别的工具的写法，请改写成 FEEL"),
    (tagged("receiveTask"), "", "u", "请改用消息中间事件"),
    (tagged("sendTask"), "", "u", "不会把消息发到流程外面"),
    (tagged("complexGateway"), "", "u", "复杂网关"),
    (tagged("nonsense"), "", "u", "引擎不支持 nonsense"),
    (tagged("userTask", attributes='formKey="x"'), "", "u", "不认识的属性 formKey"),
    (tagged("userTask", attributes='isForCompensation="true"'), "", "u", "只能是 false"),
    (tagged("userTask", "<bpmn:potentialOwner/>"), "", "u", "人员由泳道的角色决定"),
    (tagged("userTask", "走失的字"), "", "u", "不该有文字"),
    (extended('<banjie:wizard name="x"/>'), "", "u", "不认识的扩展 banjie:wizard"),
    (extended('<banjie:operation name="test.note" mode="x"/>'), "", "u", "不认识的属性 mode"),
    (extended('<banjie:operation name="test.note"/>' * 2), "", "u", "banjie:operation 只能写一个"),
    (extended('<banjie:milestones names="x"/>'), "", "u", "放在这里没有作用"),
    (extended('<banjie:operation name="test.note"><banjie:parameter name="text"/></banjie:operation>'), "", "u",
     "banjie:parameter 缺少 value"),
    (extended('<banjie:operation name="test.note">' + '<banjie:parameter name="text" value="x"/>' * 2 + "</banjie:operation>"),
     "", "u", "写了不止一次"),
    (extended('<banjie:operation name="test.note" result="a.b"/>'), "", "u", "结果名“a.b”"),
    (line(service("u", "test.note", text="= u(1)")), "", "u", "函数 u 不存在"),
    (line(user_task("u", '<banjie:assignment roles="RL 03!" scope="&quot;office&quot;"/>')), "", "u", "角色 03! 的写法不对"),
    (line(user_task("u", f'<banjie:assignment roles="{"RL-03 " * 40}" scope="1"/>')), "", "u", "太多了"),
    (line(user_task("u", '<banjie:assignment roles="RL-03" scope=" "/>')), "", "u", "没有人能办"),
    (line(user_task("u", '<banjie:separation from="gone"/>')), "", "u", "步骤 gone 不存在"),
    (line(U.replace('form="note"', 'form="note" due="soon"')), "", "u", "看不懂"),
    (line(U).replace("任务u", "任&#x202e;务"), "", "u", "控制字符"),
    (line(U).replace("任务u", "任" * 4_001), "", "u", "最多 4000 个字"),
    ('<bpmn:laneSet id="l"><bpmn:lane id="a"><bpmn:flowNodeRef>gone</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>' + line(U),
     "", "a", "泳道里的元素 gone 不存在"),
    ('<bpmn:laneSet id="l"><bpmn:lane id="a"><bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane>'
     '<bpmn:lane id="b"><bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>' + line(U), "", "b", "两个泳道"),
    (line(U), '<bpmn:collaboration id="k"><bpmn:participant id="p" processRef="gone"/></bpmn:collaboration>', "p",
     "泳池的流程 gone"),
    (line(U), '<bpmn:import id="i" location="http://example.org/x"/>', "i", "不能引用别的文件"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "extra", "element", "sentence"), REFUSALS, ids=[case[3] for case in REFUSALS]
)
def test_what_is_wrong_is_named_with_its_element_and_line(
    body: str, extra: str, element: str, sentence: str
) -> None:
    found = [p for p in said(body, extra) if sentence in p.message]
    assert found
    assert found[0].element.removesuffix("…") == element
    assert found[0].path == "trial/process.bpmn"
    assert found[0].line > 1


@pytest.mark.parametrize(
    ("written", "warned"),
    [
        ('= now() + duration("P" + string(case.severity) + "D")', True),
        ('= if case.severity = 1 then now() else now() + duration("P1D")', True),
        ('= max(@"2026-05-01T09:00:00Z", now)', True),
        ('= date and time(today, @"18:00:00")', True),
        ('= if now() > @"2026-05-01T09:00:00Z" then duration("PT0S") else duration("P1D")', False),
        ('= duration("P1D")', False),
    ],
)
def test_a_timer_that_is_reckoned_from_the_clock_is_pointed_at(written: str, warned: bool) -> None:
    made = bundle(diagram(timed(timer_date(escape(written)))))
    found = [p for p in check_bundle(made, at=AT) if "定时" in p.message]
    assert [(p.element, p.warning) for p in found] == [("t", True)] * warned
    assert all("重新计算" in problem.message for problem in found)


def test_a_round_may_go_on_beside_a_path_that_ends_if_it_waits() -> None:
    gates = '<bpmn:parallelGateway id="p"/><bpmn:exclusiveGateway id="again"/>'
    stop = '<bpmn:endEvent id="end"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
    body = start() + gates + U + stop + service("r", "test.note") + chain("start", "p", "u", "end")
    waiting = catch("c", timer_duration("PT1H")) + chain("p", "again", "c", "r", "again")
    restless = service("c", "test.note") + chain("p", "again", "c", "r", "again")
    assert said(body + waiting) == []
    assert {problem.element for problem in said(body + restless)} == {"again", "c", "r"}


def test_what_another_vendor_wrote_twice_is_not_called_ours() -> None:
    theirs = '<x:errorEventDefinition xmlns:x="urn:x"/>' * 2
    assert {p.message for p in said(extended(theirs))} >= {
        "不认识的扩展 errorEventDefinition（urn:x），引擎会忽略它"
    }
    assert not any("banjie:errorEventDefinition" in p.message for p in said(extended(theirs)))


def test_a_tag_with_thousands_of_attributes_is_refused_at_once() -> None:
    many = " ".join(f'a{n}="x"' for n in range(9_999))
    assert [p.message for p in said(tagged("userTask", attributes=many))] == [
        "一个标签有 10001 个属性，最多 200 个。"
    ]


def test_a_second_pool_is_told_that_nobody_begins_it() -> None:
    alone = diagram(line(U)).replace(
        b"</bpmn:definitions>", diagram(line(U), process="other").split(b'urn:test">')[1]
    )
    (problem,) = [p for p in check_bundle(bundle(alone), at=AT) if p.element == "other"]
    assert problem.warning
    assert "没有流程调用它" in problem.message


def test_the_line_is_the_one_in_the_file() -> None:
    content = lines(diagram(line(service("u", "test.nowhere"))))
    problem = told(bundle(content))[0]
    assert b'id="u"' in content.splitlines()[problem.line - 1]
    assert str(problem).startswith(f"trial/process.bpmn 第 {problem.line} 行 · “系统u”（u）：")


def test_all_problems_of_all_files_are_told_together() -> None:
    body = line(service("u", "test.nowhere")) + user_task("lost", form="gone") + flow("u", "nowhere")
    found = told(bundle(diagram(body), form=b'{"title": 1}', more=b"<a>"))
    assert {problem.path for problem in found} == {
        "trial/process.bpmn",
        "trial/forms/note.json",
        "trial/more.bpmn",
    }
    assert {problem.element for problem in found if problem.path == "trial/process.bpmn"} >= {
        "u", "lost", "u_nowhere",
    }  # fmt: skip


def test_two_processes_of_one_id_are_refused_wherever_they_are() -> None:
    found = said(line(U), other=diagram(line(U)))
    assert any("流程编号与" in problem.message for problem in found)


def test_two_tasks_of_one_id_in_different_processes_are_kept_apart() -> None:
    call = '<bpmn:callActivity id="c" calledElement="other"/>'
    body = start() + service("o", "test.note", text="1") + call + end() + chain("start", "o", "c", "end")
    other = diagram(
        start() + service("o", "test.note", text="2") + end() + chain("start", "o", "end"), process="other"
    )
    made = bundle(diagram(body), other=other)
    assert told(made) == []
    registered.calls.clear()
    registered.Machine(made, {})
    assert registered.calls == [("o", "1"), ("o", "2")]


def test_a_process_that_is_not_executable_is_refused() -> None:
    content = diagram(line(U)).replace(b'isExecutable="true"', b'isExecutable="false"')
    assert [p.message for p in told(bundle(content))] == ["流程没有标为可执行（isExecutable）"]


def test_a_called_process_that_waits_for_a_start_message_is_refused() -> None:
    begun = f'<bpmn:startEvent id="start">{message("m")}</bpmn:startEvent>'
    other = diagram(begun + U + end() + PLAIN, process="other", extra=message_definition("m"))
    found = said(tagged("callActivity", attributes='calledElement="other"'), other=other)
    assert [p.path for p in found] == ["trial/other.bpmn"]


@pytest.mark.parametrize("most", [300, 301])
def test_a_diagram_of_300_nodes_is_the_largest(most: int) -> None:
    names = [f"n{number}" for number in range(most - 2)]
    body = start() + "".join(map(user_task, names)) + end() + chain("start", *names, "end")
    found = said(body)
    assert [p.message for p in found] == (
        ["一张图最多 300 个节点，这里有 301 个，请拆成几个流程"] if most > 300 else []
    )


def test_a_bundle_has_bounds_of_its_own() -> None:
    made = bundle(diagram(line(U)))
    many = {f"trial/x{number}.json": b"{}" for number in range(200)}
    heavy = {f"trial/x{number}.json": b" " * 1_000_000 for number in range(9)}
    for files, sentence in ((many, "最多 200 个文件"), (heavy, "最多 8 MB"), ({"trial/a\n.bpmn": b""}, "文件名只含"),
                            ({f"trial/{'x' * 220}.json": b""}, "最多 200 个字符"),
                            ({"trial/scenarios/x.json": b"\xff"}, "UTF-8"), ({"trial/scenarios/x.json": b"\0"}, "空字符"),
                            ({"trial/run.py": b"import os"}, "不认识的文件")):  # fmt: skip
        found = told(Bundle(made.main, {**made.files, **files}))
        assert any(sentence in problem.message for problem in found), sentence
    assert told(Bundle("trial", {})) == [Problem("trial/process.bpmn", "", "缺少主流程图。")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "不是完整的 XML"),
        (b"<a>", "不是完整的 XML"),
        ("<a>字</a>".encode("utf-16"), "UTF-8"),
        ("<a>字</a>".encode("gb18030"), "UTF-8"),
        (b'<?xml version="1.0" encoding="GBK"?><a/>', "声明的编码"),
        (b"<a>\0</a>", "空字符"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', "DOCTYPE"),
        (b"<a/>", "不是 BPMN 文件"),
        (b"<a>" + b" " * 1_000_001 + b"</a>", "超过 1 MB"),
        (b"<a>" * 300 + b"</a>" * 300, "不是完整的 XML"),
        (b"<a>" + b"<b/>" * 10_000 + b"</a>", "最多 10000 个"),
    ],
)
def test_a_file_that_is_no_diagram_is_refused_in_words(content: bytes, sentence: str) -> None:
    assert any(sentence in problem.message for problem in told(bundle(content)))


def test_a_comment_hides_nothing_of_a_condition() -> None:
    body = start() + exclusive("x", "b") + end("a") + end("b") + flow("start", "x") + flow("x", "b")
    hidden = flow("x", "a", "1 = 1<!-- --> or nobody = 1")
    assert any("nobody" in problem.message for problem in said(body + hidden))
