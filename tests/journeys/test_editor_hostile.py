"""A diagram full of scripts: in names, ids, labels, notes, conditions and extensions. Nothing of it runs anywhere."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.drawing import Drawing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAYLOADS = (
    "<img src=x onerror=hacked()>",
    '"><script>hacked()</script>',
    "<svg/onload=hacked()>",
    "javascript:hacked()",
    "';hacked();//",
    "{{constructor.constructor('hacked()')()}}",
    "</textarea><script>hacked()</script>",
    "<iframe srcdoc='<script>parent.hacked()</script>'></iframe>",
)
SAVE = """async ([path, content]) => {
  const url = document.querySelector("bj-editor").getAttribute("file");
  const { revision } = await (await fetch(`${url}?path=${encodeURIComponent(path)}`)).json();
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ path, content, revision }) });
  return answer.status;
}"""
SHOW = """async () => {
  const url = document.querySelector("bj-editor").getAttribute("file");
  const script = document.createElement("script");
  Object.assign(script, { type: "module", src: "/static/processes/dist/viewer.js" });
  const diagram = document.createElement("bj-diagram");
  diagram.setAttribute("src", `${url}?path=rectify%2Fprocess.bpmn&download=1`);
  document.querySelector("main").prepend(diagram);
  document.head.append(script);
}"""


HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:banjie="urn:banjie:bpmn:1" id="definitions" targetNamespace="urn:x">'
)


class Payloads:
    """Hands them out one after the other: as an attribute with its quotes, or as the text of an element."""

    def __init__(self) -> None:
        self.given = iter(PAYLOADS * 40)

    def evil(self) -> str:
        return quoteattr(next(self.given))

    def text(self) -> str:
        return self.evil()[1:-1].replace("&quot;", '"').replace("<", "&lt;")


def hostile() -> str:
    """A diagram with every sort of element that is drawn or listed; each text is one of the payloads."""
    given = Payloads()
    evil, bad_id = given.evil, given.evil()
    nodes, flows = _nodes(given, bad_id), _flows(given)
    return (
        f'{HEAD}<bpmn:collaboration id="k"><bpmn:participant id="q" name={evil()} processRef="rectify"/></bpmn:collaboration>'
        f'<bpmn:message id="m" name={evil()}/><bpmn:process id="rectify" name={evil()} isExecutable="true">'
        f'<bpmn:extensionElements><banjie:milestones names={evil()}/></bpmn:extensionElements><bpmn:laneSet id="ls">'
        f'<bpmn:lane id="l" name={evil()}><bpmn:extensionElements><banjie:assignment roles={evil()} scope={evil()}/>'
        f"</bpmn:extensionElements><bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>{nodes}{flows}"
        f"</bpmn:process>{_drawn(bad_id)}</bpmn:definitions>"
    )


def _nodes(given: Payloads, bad_id: str) -> str:
    evil, text = given.evil, given.text
    return (
        f'<bpmn:startEvent id="s" name={evil()}><bpmn:extensionElements><banjie:start form={evil()} roles={evil()} '
        f"kind={evil()} office={evil()} respondent={evil()} title={evil()} label={evil()}/></bpmn:extensionElements>"
        f"</bpmn:startEvent>"
        f"<bpmn:userTask id={bad_id} name={evil()}><bpmn:documentation>{text()}</bpmn:documentation>"
        f"<bpmn:extensionElements><banjie:task form={evil()} due={evil()}/><banjie:assignment roles={evil()} scope={evil()} "
        f"assignee={evil()}/><banjie:separation from={evil()} when={evil()}/><banjie:operation name={evil()} result={evil()}>"
        f"<banjie:parameter name={evil()} value={evil()}/></banjie:operation><banjie:basis clause={evil()}/>"
        f"</bpmn:extensionElements></bpmn:userTask>"
        f'<bpmn:businessRuleTask id="r" name={evil()}><bpmn:extensionElements><banjie:decision ref={evil()} result={evil()}/>'
        f"</bpmn:extensionElements></bpmn:businessRuleTask>"
        f'<bpmn:callActivity id="c" name={evil()} calledElement={evil()}><bpmn:extensionElements><banjie:call>'
        f"<banjie:parameter name={evil()} value={evil()}/></banjie:call></bpmn:extensionElements></bpmn:callActivity>"
        f'<bpmn:exclusiveGateway id="g" name={evil()}/><bpmn:endEvent id="e" name={evil()}/>'
        f'<bpmn:boundaryEvent id="b" name={evil()} attachedToRef="c"><bpmn:extensionElements><banjie:action label={evil()} '
        f"roles={evil()} scope={evil()} when={evil()}/></bpmn:extensionElements>"
        f'<bpmn:messageEventDefinition id="bd" messageRef="m"/></bpmn:boundaryEvent>'
        f'<bpmn:subProcess id="p" name={evil()}><bpmn:startEvent id="ps" name={evil()}/></bpmn:subProcess>'
        f'<bpmn:textAnnotation id="n"><bpmn:text>{text()}</bpmn:text></bpmn:textAnnotation>'
    )


def _flows(given: Payloads) -> str:
    evil, text = given.evil, given.text
    return (
        f'<bpmn:sequenceFlow id="f1" name={evil()} sourceRef="s" targetRef="g"/>'
        f'<bpmn:sequenceFlow id="f2" name={evil()} sourceRef="g" targetRef="r"><bpmn:conditionExpression '
        f'xsi:type="bpmn:tFormalExpression">{text()}</bpmn:conditionExpression></bpmn:sequenceFlow>'
        f'<bpmn:sequenceFlow id="f3" name={evil()} sourceRef="g" targetRef="c"/>'
    )


def _drawn(bad_id: str) -> str:
    names = ["s", None, "r", "c", "g", "e", "p", "n"]
    shapes = "".join(
        f'<bpmndi:BPMNShape id="d{at}" bpmnElement={quoteattr(name) if name else bad_id}>'
        f'<dc:Bounds x="{220 + 130 * (at % 4)}" y="{120 + 120 * (at // 4)}" width="100" height="80"/></bpmndi:BPMNShape>'
        for at, name in enumerate(names)
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="de{f}" bpmnElement="{f}"><di:waypoint x="{320 + n}" y="150"/><di:waypoint x="{340 + n}" y="150"/>'
        "</bpmndi:BPMNEdge>"
        for n, f in enumerate(("f1", "f2", "f3"))
    )
    return (
        f'<bpmndi:BPMNDiagram id="dd"><bpmndi:BPMNPlane id="dp" bpmnElement="k"><bpmndi:BPMNShape id="dq" bpmnElement="q" '
        f'isHorizontal="true"><dc:Bounds x="150" y="80" width="700" height="340"/></bpmndi:BPMNShape><bpmndi:BPMNShape id="dl" '
        f'bpmnElement="l" isHorizontal="true"><dc:Bounds x="180" y="80" width="670" height="340"/></bpmndi:BPMNShape>{shapes}'
        f'<bpmndi:BPMNShape id="db" bpmnElement="b"><dc:Bounds x="620" y="180" width="36" height="36"/></bpmndi:BPMNShape>'
        f"{edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
        f'<bpmndi:BPMNDiagram id="dd2"><bpmndi:BPMNPlane id="dp2" bpmnElement="p"><bpmndi:BPMNShape id="dps" bpmnElement="ps">'
        f'<dc:Bounds x="300" y="100" width="36" height="36"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    )


def test_nothing_in_a_hostile_diagram_runs(enter: Enter) -> None:
    drawing = Drawing(enter("manager"))
    page = drawing.page
    page.add_init_script("window.ran = []; window.hacked = () => window.ran.push(new Error().stack);")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    drawing.take_up("整改闭环", title=PAYLOADS[0])
    assert page.evaluate(SAVE, ["rectify/process.bpmn", hostile()]) == 200
    walk(drawing)

    reader = Drawing(enter("jjk"))
    reader.page.add_init_script("window.ran = []; window.hacked = () => window.ran.push(1);")
    reader.page.goto(page.url)
    walk(reader)
    reader.page.evaluate(SHOW)
    reader.page.wait_for_selector("bj-diagram[data-ready]")
    assert_quiet(reader.page)


HERE = """() => [...document.querySelectorAll(".bj-editor__finding")]
  .filter((one) => !/（.+）/.test(one.querySelector("strong").textContent))
  .forEach((one) => one.click())"""


def walk(drawing: Drawing) -> None:
    """Open everything that shows a text of the diagram."""
    page = drawing.page
    page.reload()
    drawing.wait()
    assert "个问题" in drawing.verdict()
    elements = page.evaluate(
        "document.querySelector('bj-editor').viewer.get('elementRegistry').filter((one) => one.parent).map((one) => one.id)"
    )
    assert len(elements) > 14
    for element in elements:
        page.evaluate(
            """id => { const v = document.querySelector("bj-editor").viewer, one = v.get("elementRegistry").get(id);
              v.get("selection").select(one);
              const editing = v.get("directEditing", false);
              if (editing && editing.activate(one)) editing.cancel(); }""",
            element,
        )
        page.wait_for_timeout(30)
        page.evaluate(
            "document.querySelectorAll('.bj-editor__panel details').forEach((one) => { one.open = true; })"
        )
        wrench = page.locator(".djs-context-pad [data-action=replace]")
        if wrench.count():
            wrench.dispatch_event("click")
            page.keyboard.press("Escape")
        for area in page.locator("bj-feel textarea:not([readonly])").all()[:2]:
            area.press("End")
            area.press_sequentially(" h")
            area.press("Escape")
            area.press("Backspace")
    # Those of other files lead to other pages.
    page.evaluate(HERE)
    inside = page.locator(".bjs-drilldown")
    assert inside.count() == 1
    inside.dispatch_event("click")
    page.wait_for_selector(".bjs-breadcrumbs-shown .bjs-crumb")
    assert_quiet(page)


def assert_quiet(page: "Page") -> None:
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") == []
    bad = page.locator("main :is(script, iframe, [onerror], [onload], img[src=x])")
    assert bad.count() == 0
