"""Writes small diagrams for tests: no shapes, only what the engine reads."""

from itertools import pairwise

from processes.bundle import Bundle

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:banjie="urn:banjie:bpmn:1" '
    'id="definitions" targetNamespace="urn:test">'
)
ASSIGNMENT = '<banjie:assignment roles="RL-03 RL-05" scope="&quot;office&quot;"/>'


def diagram(body: str, *, process: str = "main", extra: str = "") -> bytes:
    """A document with one executable process; ``extra`` holds messages and signals."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}{extra}'
        f'<bpmn:process id="{process}" name="{process}" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
    ).encode()


def flow(source: str, target: str, condition: str | None = None) -> str:
    inner = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}</bpmn:conditionExpression>'
        if condition
        else ""
    )
    return f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'


def chain(*ids: str) -> str:
    return "".join(flow(a, b) for a, b in pairwise(ids))


def start(name: str = "start") -> str:
    return f'<bpmn:startEvent id="{name}" name="开始"/>'


def end(name: str = "end", label: str = "结束") -> str:
    return f'<bpmn:endEvent id="{name}" name="{label}"/>'


def user_task(name: str, extensions: str = "", loop: str = "", form: str = "note") -> str:
    assignment = "" if "<banjie:assignment" in extensions else ASSIGNMENT
    return (
        f'<bpmn:userTask id="{name}" name="任务{name}"><bpmn:extensionElements><banjie:task form="{form}"/>'
        f"{assignment}{extensions}</bpmn:extensionElements>{loop}</bpmn:userTask>"
    )


def instances(collection: str, element: str, *, sequential: bool = False) -> str:
    kind = ' isSequential="true"' if sequential else ""
    return (
        f"<bpmn:multiInstanceLoopCharacteristics{kind}><bpmn:extensionElements>"
        f'<banjie:loop collection="= {collection}" element="{element}"/>'
        "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"
    )


def service(element: str, operation: str, result: str = "", /, **parameters: str) -> str:
    given = "".join(f'<banjie:parameter name="{k}" value="{v}"/>' for k, v in parameters.items())
    keep = f' result="{result}"' if result else ""
    return (
        f'<bpmn:serviceTask id="{element}" name="系统{element}"><bpmn:extensionElements>'
        f'<banjie:operation name="{operation}"{keep}>{given}</banjie:operation>'
        "</bpmn:extensionElements></bpmn:serviceTask>"
    )


def exclusive(name: str, default: str) -> str:
    return f'<bpmn:exclusiveGateway id="{name}" name="分支" default="{name}_{default}"/>'


def gateway(kind: str, name: str) -> str:
    return f'<bpmn:{kind}Gateway id="{name}" name="网关"/>'


def called_process(name: str, loop: str = "", *, called: str = "sub") -> str:
    return f'<bpmn:callActivity id="{name}" name="调用" calledElement="{called}">{loop}</bpmn:callActivity>'


def boundary(name: str, host: str, event: str, *, interrupting: bool = True) -> str:
    cancel = "true" if interrupting else "false"
    return (
        f'<bpmn:boundaryEvent id="{name}" name="事件{name}" attachedToRef="{host}" cancelActivity="{cancel}">'
        f"{event}</bpmn:boundaryEvent>"
    )


def timer_date(expression: str) -> str:
    return (
        f"<bpmn:timerEventDefinition><bpmn:timeDate>{expression}</bpmn:timeDate></bpmn:timerEventDefinition>"
    )


def timer_duration(expression: str) -> str:
    return f"<bpmn:timerEventDefinition><bpmn:timeDuration>{expression}</bpmn:timeDuration></bpmn:timerEventDefinition>"


def message(name: str) -> str:
    return f'<bpmn:messageEventDefinition messageRef="{name}"/>'


def message_definition(name: str) -> str:
    return f'<bpmn:message id="{name}" name="{name}"/>'


NOTE = (
    '{"title": "说明", "fields": [{"name": "note", "type": "text", "label": "说明"},'
    ' {"name": "ok", "type": "yes_no", "label": "同意", "variable": true}]}'
).encode()


def bundle(main: bytes, form: bytes = NOTE, **called: bytes) -> Bundle:
    """A bundle with one form ``note``; ``called`` are further diagrams by file name."""
    files = {"trial/process.bpmn": main, "trial/forms/note.json": form}
    return Bundle("trial", {**files, **{f"trial/{name}.bpmn": content for name, content in called.items()}})
