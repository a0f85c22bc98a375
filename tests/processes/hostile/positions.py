"""Where a diagram, a table, a form or a letter can hold text that a library, or we, would evaluate."""

import json
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from processes.bundle import Bundle
from tests.processes.diagrams import (
    NOTE,
    boundary,
    bundle,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    message,
    message_definition,
    start,
    timer_date,
    timer_duration,
    user_task,
)

Place = Callable[[str], Bundle]
CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
SPIFF = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
TASK = '<banjie:task form="note"/><banjie:assignment roles="RL-03" scope="&quot;office&quot;"/>'


def line(*bodies: str, extra: str = "") -> Bundle:
    """Start, a user task ``u`` replaced or followed by what is given, end."""
    return bundle(diagram(start() + "".join(bodies) + end() + chain("start", "u", "end"), extra=extra))


def task(inside: str = "", attributes: str = "", extensions: str = TASK) -> str:
    return (
        f'<bpmn:userTask id="u" name="任务" {attributes}><bpmn:extensionElements>{extensions}</bpmn:extensionElements>'
        f"{inside}</bpmn:userTask>"
    )


def script_task(text: str) -> Bundle:
    return line(
        f'<bpmn:scriptTask id="u" scriptFormat="python"><bpmn:script>{escape(text)}</bpmn:script></bpmn:scriptTask>'
    )


def gateway_condition(text: str) -> Bundle:
    body = start() + exclusive("x", "b") + end("a") + end("b") + flow("start", "x")
    return bundle(diagram(body + flow("x", "a", escape(text)) + flow("x", "b")))


def _timed(event: str) -> Bundle:
    body = start() + user_task("u") + boundary("t", "u", event) + end() + end("late")
    return bundle(diagram(body + chain("start", "u", "end") + chain("t", "late")))


def timer(text: str) -> Bundle:
    return _timed(timer_date(escape(text)))


def loop_cardinality(text: str) -> Bundle:
    inner = f"<bpmn:loopCardinality>{escape(text)}</bpmn:loopCardinality>"
    return line(
        task(f"<bpmn:multiInstanceLoopCharacteristics>{inner}</bpmn:multiInstanceLoopCharacteristics>")
    )


def loop_condition(text: str) -> Bundle:
    inner = f"<bpmn:loopCondition>{escape(text)}</bpmn:loopCondition>"
    return line(task(f"<bpmn:standardLoopCharacteristics>{inner}</bpmn:standardLoopCharacteristics>"))


def conditional_event(text: str) -> Bundle:
    condition = f"<bpmn:condition>{escape(text)}</bpmn:condition>"
    return _timed(f"<bpmn:conditionalEventDefinition>{condition}</bpmn:conditionalEventDefinition>")


def pre_script(text: str) -> Bundle:
    return line(
        task(extensions=f"{TASK}<spiffworkflow:preScript {SPIFF}>{escape(text)}</spiffworkflow:preScript>")
    )


def correlation(text: str) -> Bundle:
    extra = (
        '<bpmn:correlationProperty id="c" name="c"><bpmn:correlationPropertyRetrievalExpression messageRef="m">'
        f"<bpmn:messagePath>{escape(text)}</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression>"
        "</bpmn:correlationProperty>"
    )
    return line(user_task("u"), extra=message_definition("m") + extra)


def message_payload(text: str) -> Bundle:
    payload = f"<spiffworkflow:messagePayload {SPIFF}>{escape(text)}</spiffworkflow:messagePayload>"
    extra = f'<bpmn:message id="m" name="m"><bpmn:extensionElements>{payload}</bpmn:extensionElements></bpmn:message>'
    return line(user_task("u"), extra=extra)


def ad_hoc_completion(text: str) -> Bundle:
    condition = f"<bpmn:completionCondition>{escape(text)}</bpmn:completionCondition>"
    return line(f'<bpmn:adHocSubProcess id="u">{condition}</bpmn:adHocSubProcess>')


DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(*, read: str = "1", test: str = "-", give: str = "1", attributes: str = "") -> Bundle:
    """A user task, then a decision of one input, one rule and one output."""
    decision = (
        f'<definitions xmlns="{DMN}" id="d" name="d" namespace="urn:test" {attributes}>'
        '<decision id="D" name="表"><decisionTable id="T" hitPolicy="FIRST">'
        f'<input id="i" label="甲"><inputExpression id="ie"><text>{escape(read)}</text></inputExpression></input>'
        f'<output id="o" name="o"/><rule id="r"><inputEntry id="e"><text>{escape(test)}</text></inputEntry>'
        f'<outputEntry id="g"><text>{escape(give)}</text></outputEntry></rule></decisionTable></decision></definitions>'
    )
    rule = (
        '<bpmn:businessRuleTask id="u" name="判断"><bpmn:extensionElements>'
        '<banjie:decision ref="D" result="found"/></bpmn:extensionElements></bpmn:businessRuleTask>'
    )
    made = line(rule)
    return Bundle(made.main, {**made.files, "trial/table.dmn": decision.encode()})


def service_parameter(text: str) -> Bundle:
    value = f'<banjie:parameter name="text" value={quoteattr("=" + text)}/>'
    call = f'<banjie:operation name="test.note">{value}</banjie:operation>'
    return line(
        f'<bpmn:serviceTask id="u"><bpmn:extensionElements>{call}</bpmn:extensionElements></bpmn:serviceTask>'
    )


def foreign_extension(text: str) -> Bundle:
    return line(
        f'<bpmn:serviceTask id="u" {CAMUNDA} camunda:expression={quoteattr(text)}><bpmn:extensionElements>'
        '<banjie:operation name="test.note"/></bpmn:extensionElements></bpmn:serviceTask>'
    )


# reliability.md §2.1: the seven that were run, and the seven found in the library's source.
FOURTEEN: dict[str, Place] = {
    "script": script_task,
    "gateway condition": gateway_condition,
    "timer": timer,
    "loop cardinality": loop_cardinality,
    "loop condition": loop_condition,
    "conditional event": conditional_event,
    "pre-script of a user task": pre_script,
    "message correlation": correlation,
    "message payload": message_payload,
    "ad-hoc completion": ad_hoc_completion,
    "DMN input entry": lambda text: table(test=text),
    "DMN output entry": lambda text: table(give=text),
    "service task parameter": service_parameter,
    "foreign extension": foreign_extension,
}


def _task_with(extension: str) -> Place:
    return lambda text: line(task(extensions=extension.replace("@", quoteattr(text))))


def _form(field: str) -> Place:
    def place(text: str) -> Bundle:
        made = line(user_task("u"))
        raw = json.loads(NOTE)
        raw["fields"][0][field] = [{"rule": text, "message": "错"}] if field == "rules" else "= " + text
        return Bundle(made.main, {**made.files, "trial/forms/note.json": json.dumps(raw).encode()})

    return place


def _letter(**part: str) -> Place:
    def place(text: str) -> Bundle:
        made = line(user_task("u"))
        filled = {name: written.replace("@", text) for name, written in part.items()}
        letter = {"id": "L", "title": "函", "layout": "letter", "paragraphs": [{"text": "文", **filled}]}
        return Bundle(made.main, {**made.files, "trial/letters/L.json": json.dumps(letter).encode()})

    return place


def _instances(inner: str, collection: str = "= [1]") -> Place:
    def place(text: str) -> Bundle:
        loop = f'<banjie:loop collection={quoteattr(collection.replace("@", text))} element="it"/>'
        marker = f"<bpmn:extensionElements>{loop}</bpmn:extensionElements>{inner.replace('@', escape(text))}"
        return line(
            task(f"<bpmn:multiInstanceLoopCharacteristics>{marker}</bpmn:multiInstanceLoopCharacteristics>")
        )

    return place


def action_condition(text: str) -> Bundle:
    action = f'<banjie:action label="做" roles="RL-03" scope="&quot;office&quot;" when={quoteattr(text)}/>'
    event = f"<bpmn:extensionElements>{action}</bpmn:extensionElements>{message('m')}"
    body = start() + user_task("u") + boundary("t", "u", event) + end() + end("late")
    return bundle(
        diagram(body + chain("start", "u", "end") + chain("t", "late"), extra=message_definition("m"))
    )


def data_association(text: str) -> Bundle:
    inner = f"<bpmn:transformation>{escape(text)}</bpmn:transformation>"
    return line(task(f'<bpmn:dataInputAssociation id="d">{inner}</bpmn:dataInputAssociation>'))


def service_operator(text: str) -> Bundle:
    operator = f'<spiffworkflow:serviceTaskOperator {SPIFF} id="x" resultVariable={quoteattr(text)}/>'
    return line(
        f'<bpmn:serviceTask id="u"><bpmn:extensionElements>{operator}</bpmn:extensionElements></bpmn:serviceTask>'
    )


def timer_cycle(text: str) -> Bundle:
    return _timed(
        f"<bpmn:timerEventDefinition><bpmn:timeCycle>{escape(text)}</bpmn:timeCycle></bpmn:timerEventDefinition>"
    )


ASSIGNED = '<banjie:task form="note"/>'
FURTHER: dict[str, Place] = {
    "post-script": lambda text: line(
        task(extensions=f"{TASK}<spiffworkflow:postScript {SPIFF}>{escape(text)}</spiffworkflow:postScript>")
    ),
    "timer in FEEL": lambda text: _timed(timer_date("= " + escape(text))),
    "timer duration": lambda text: _timed(timer_duration(escape(text))),
    "timer cycle": timer_cycle,
    "completion condition": _instances("<bpmn:completionCondition>@</bpmn:completionCondition>"),
    "collection": _instances("", "= @"),
    "data association": data_association,
    "service task operator": service_operator,
    "operation name": lambda text: line(
        '<bpmn:serviceTask id="u"><bpmn:extensionElements>'
        f"<banjie:operation name={quoteattr(text)}/></bpmn:extensionElements></bpmn:serviceTask>"
    ),
    "called element": lambda text: line(f'<bpmn:callActivity id="u" calledElement={quoteattr(text)}/>'),
    "expression language": lambda text: table(attributes=f"expressionLanguage={quoteattr(text)}"),
    "DMN input expression": lambda text: table(read=text),
    "assignment scope": _task_with(ASSIGNED + '<banjie:assignment roles="RL-03" scope=@/>'),
    "assignee": _task_with(ASSIGNED + '<banjie:assignment roles="RL-03" scope="1" assignee=@/>'),
    "separation": _task_with(TASK + '<banjie:separation from="u" when=@/>'),
    "due": _task_with(
        '<banjie:task form="note" due=@/><banjie:assignment roles="RL-03" scope="&quot;office&quot;"/>'
    ),
    "form key": _task_with(
        '<banjie:task form=@/><banjie:assignment roles="RL-03" scope="&quot;office&quot;"/>'
    ),
    "action condition": action_condition,
    **{f"form {name}": _form(name) for name in ("visible", "required", "default", "rules", "scope", "rows")},
    "letter placeholder": _letter(text="{{@}}"),
    "letter condition": _letter(when="= @"),
    "script in documentation": lambda text: line(
        user_task("u"),
        f'<bpmn:scriptTask id="s"><bpmn:documentation>{escape(text)}</bpmn:documentation></bpmn:scriptTask>',
    ),
}


def plain_parameter(text: str) -> Bundle:
    """Without ``=`` a parameter is text, whatever it says."""
    value = f'<banjie:parameter name="text" value={quoteattr(text)}/>'
    call = f'<banjie:operation name="test.note">{value}</banjie:operation>'
    return line(
        f'<bpmn:serviceTask id="u"><bpmn:extensionElements>{call}</bpmn:extensionElements></bpmn:serviceTask>'
    )


def documentation(text: str) -> Bundle:
    inner = f"<bpmn:documentation>{escape(text)}</bpmn:documentation>"
    return line(task(inner))
