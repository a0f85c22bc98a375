"""The closed grammar of a diagram: which elements and attributes the engine reads. Everything else is refused.

What is not written here would be ignored by the engine, or worse, be evaluated by a library as its own language.
"""

from dataclasses import dataclass

FLOW_NODES = (
    "startEvent endEvent userTask serviceTask businessRuleTask callActivity subProcess exclusiveGateway "
    "parallelGateway inclusiveGateway eventBasedGateway intermediateCatchEvent intermediateThrowEvent boundaryEvent"
)
_ARTIFACTS = "textAnnotation association group"
_CONTAINER = f"laneSet sequenceFlow {_ARTIFACTS} {FLOW_NODES}"
_TASK = "isForCompensation startQuantity completionQuantity"
_CAUGHT = "messageEventDefinition timerEventDefinition signalEventDefinition"


@dataclass(frozen=True)
class Kind:
    """``attributes`` and ``children`` by name; ``text`` whether the element holds any."""

    attributes: frozenset[str]
    children: frozenset[str]
    text: bool = False


def _kind(attributes: str = "", children: str = "", *, text: bool = False) -> Kind:
    return Kind(frozenset(attributes.split()), frozenset(children.split()), text)


def _node(attributes: str = "", children: str = "") -> Kind:
    return _kind(f"id name {attributes}", f"incoming outgoing {children}")


BPMN_KINDS = {
    "definitions": _kind(
        "id name targetNamespace exporter exporterVersion expressionLanguage",
        "collaboration process message signal error escalation category",
    ),
    "collaboration": _kind("id name isClosed", f"participant {_ARTIFACTS}"),
    "participant": _kind("id name processRef"),
    "process": _kind("id name isExecutable isClosed processType", _CONTAINER),
    "subProcess": _node(f"triggeredByEvent {_TASK}", _CONTAINER),
    "laneSet": _kind("id name", "lane"),
    "childLaneSet": _kind("id name", "lane"),
    "lane": _kind("id name", "flowNodeRef childLaneSet"),
    "flowNodeRef": _kind(text=True),
    "incoming": _kind(text=True),
    "outgoing": _kind(text=True),
    "documentation": _kind("id textFormat", text=True),
    "extensionElements": _kind(),
    "sequenceFlow": _kind("id name sourceRef targetRef", "conditionExpression"),
    "conditionExpression": _kind("id language", text=True),
    "userTask": _node(_TASK, "multiInstanceLoopCharacteristics"),
    "serviceTask": _node(_TASK, "multiInstanceLoopCharacteristics"),
    "businessRuleTask": _node(_TASK, "multiInstanceLoopCharacteristics"),
    "callActivity": _node(f"calledElement {_TASK}", "multiInstanceLoopCharacteristics"),
    "multiInstanceLoopCharacteristics": _kind("id isSequential"),
    "startEvent": _node("isInterrupting parallelMultiple", "messageEventDefinition"),
    "endEvent": _node(
        "", "terminateEventDefinition errorEventDefinition escalationEventDefinition messageEventDefinition"
    ),
    "intermediateCatchEvent": _node("parallelMultiple", _CAUGHT),
    "intermediateThrowEvent": _node(
        "", "signalEventDefinition escalationEventDefinition messageEventDefinition"
    ),
    "boundaryEvent": _node(
        "attachedToRef cancelActivity parallelMultiple",
        f"{_CAUGHT} errorEventDefinition escalationEventDefinition",
    ),
    "messageEventDefinition": _kind("id messageRef"),
    "signalEventDefinition": _kind("id signalRef"),
    "errorEventDefinition": _kind("id errorRef"),
    "escalationEventDefinition": _kind("id escalationRef"),
    "terminateEventDefinition": _kind("id"),
    "timerEventDefinition": _kind("id", "timeDate timeDuration"),
    "timeDate": _kind("id language", text=True),
    "timeDuration": _kind("id language", text=True),
    "exclusiveGateway": _node("default gatewayDirection"),
    "inclusiveGateway": _node("default gatewayDirection"),
    "parallelGateway": _node("gatewayDirection"),
    "eventBasedGateway": _node("gatewayDirection instantiate eventGatewayType"),
    "message": _kind("id name"),
    "signal": _kind("id name"),
    "error": _kind("id name errorCode"),
    "escalation": _kind("id name escalationCode"),
    "category": _kind("id name", "categoryValue"),
    "categoryValue": _kind("id value"),
    "textAnnotation": _kind("id textFormat", "text"),
    "text": _kind(text=True),
    "association": _kind("id sourceRef targetRef associationDirection"),
    "group": _kind("id categoryValueRef"),
}
ANYWHERE = {"documentation", "extensionElements"}

BANJIE_KINDS = {
    "milestones": _kind("names namesEn"),
    "milestone": _kind("name"),
    "task": _kind("form due nameEn"),
    "assignment": _kind("roles scope assignee"),
    "separation": _kind("from when"),
    "operation": _kind("name result", "parameter"),
    "decision": _kind("ref result"),
    "call": _kind("name result", "parameter"),
    "parameter": _kind("name value"),
    "loop": _kind("collection element"),
    "action": _kind("label labelEn roles scope assignee when form"),
    "basis": _kind("clause"),
    "start": _kind("form roles kind office respondent respondents school title label labelEn"),
    "calendar": _kind("when kind office respondents title"),
    "receive": _kind("kind office source title"),
}
_EVERY_NODE = "milestone basis"
EXTENSIONS = {
    **{node: frozenset(_EVERY_NODE.split()) for node in FLOW_NODES.split()},
    "process": frozenset({"milestones", "basis"}),
    "lane": frozenset({"assignment"}),
    "startEvent": frozenset(f"start calendar receive {_EVERY_NODE}".split()),
    "userTask": frozenset(f"task assignment separation operation {_EVERY_NODE}".split()),
    "serviceTask": frozenset(f"operation {_EVERY_NODE}".split()),
    "businessRuleTask": frozenset(f"decision {_EVERY_NODE}".split()),
    "callActivity": frozenset(f"call {_EVERY_NODE}".split()),
    "boundaryEvent": frozenset(f"action {_EVERY_NODE}".split()),
    "intermediateCatchEvent": frozenset(f"action {_EVERY_NODE}".split()),
    "multiInstanceLoopCharacteristics": frozenset({"loop"}),
}
REPEATABLE = {
    "incoming", "outgoing", "flowNodeRef", "documentation", "lane", "participant", "sequenceFlow", "separation",
    "parameter", "textAnnotation", "association", "group", "process", "message", "signal", "error", "escalation",
    "category", "categoryValue", *FLOW_NODES.split(),
}  # fmt: skip
BOOLEAN = frozenset({"true", "false"})
VALUES = {
    "isExecutable": BOOLEAN, "isClosed": BOOLEAN, "cancelActivity": BOOLEAN, "isSequential": BOOLEAN,
    "isInterrupting": frozenset({"true"}), "parallelMultiple": frozenset({"false"}),
    "triggeredByEvent": frozenset({"false"}), "isForCompensation": frozenset({"false"}),
    "startQuantity": frozenset({"1"}), "completionQuantity": frozenset({"1"}), "instantiate": frozenset({"false"}),
    "eventGatewayType": frozenset({"Exclusive"}), "processType": frozenset({"None", "Private", "Public"}),
}  # fmt: skip

REQUIRED = {
    "parameter": ("name", "value"), "milestone": ("name",), "loop": ("collection", "element"), "basis": ("clause",),
    "separation": ("from",), "operation": ("name",), "decision": ("ref",),
    "start": ("form", "roles", "kind", "office"), "calendar": ("when", "kind", "office", "respondents"),
    "receive": ("kind", "office"),
}  # fmt: skip

REFUSED = {
    "scriptTask": "脚本任务会执行代码，请改用系统任务（serviceTask）并选择登记过的操作",
    "task": "没有类型的任务引擎不知道谁来办，请选用户任务或系统任务",
    "manualTask": "系统外的手工任务没有留痕，请改为用户任务",
    "sendTask": "引擎不会把消息发到流程外面，请改用系统任务或信号",
    "receiveTask": "引擎不支持接收任务，请改用消息中间事件",
    "adHocSubProcess": "引擎不支持临时子流程",
    "transaction": "引擎不支持事务子流程",
    "complexGateway": "引擎不支持复杂网关，请改用排他、并行或包容网关",
    "timeCycle": "引擎不支持循环定时，请改为若干个明确日期的定时",
    "standardLoopCharacteristics": "引擎不支持标准循环，请画出循环或用多实例",
    "loopCardinality": "多实例的份数由 banjie:loop 的列表决定，不能另写份数",
    "completionCondition": "引擎不支持提前完成的条件，请用分支网关画出来",
    "loopDataInputRef": "多实例的列表写在 banjie:loop 里",
    "conditionalEventDefinition": "引擎不支持条件事件，请改用定时、消息或信号事件",
    "linkEventDefinition": "引擎不支持链接事件，请直接连线",
    "compensateEventDefinition": "引擎不支持补偿事件，请画出撤销的步骤",
    "cancelEventDefinition": "引擎不支持取消事件",
    "script": "流程图里不能写脚本",
    "ioSpecification": "引擎的数据只有任务结果和事实，不支持输入输出规格",
    "dataObject": "引擎的数据只有任务结果和事实，不支持数据对象",
    "dataObjectReference": "引擎的数据只有任务结果和事实，不支持数据对象",
    "dataStore": "引擎的数据只有任务结果和事实，不支持数据存储",
    "dataStoreReference": "引擎的数据只有任务结果和事实，不支持数据存储",
    "dataInputAssociation": "引擎不支持数据关联，请用参数",
    "dataOutputAssociation": "引擎不支持数据关联，请用参数",
    "property": "引擎不支持流程属性，请用任务结果",
    "correlationProperty": "消息按案件送达，不支持关联表达式",
    "correlationKey": "消息按案件送达，不支持关联表达式",
    "correlationSubscription": "消息按案件送达，不支持关联表达式",
    "messageFlow": "引擎不会把消息发到流程外面，泳池之间不能连消息",
    "import": "不能引用别的文件，请把需要的流程放进同一个目录",
    "itemDefinition": "引擎不使用数据类型定义",
    "interface": "引擎不使用接口定义，请用登记过的操作",
    "resource": "人员由泳道的角色决定，不支持资源定义",
    "potentialOwner": "人员由泳道的角色决定，不支持资源分配",
    "humanPerformer": "人员由泳道的角色决定，不支持资源分配",
    "performer": "人员由泳道的角色决定，不支持资源分配",
}
