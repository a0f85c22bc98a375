"""What the people who edit a diagram call its elements."""

from collections.abc import Mapping

KIND_NAMES: Mapping[str, str] = {
    "startEvent": "开始事件", "endEvent": "结束事件", "userTask": "任务", "serviceTask": "自动步骤",
    "businessRuleTask": "决策", "callActivity": "调用", "subProcess": "子流程", "exclusiveGateway": "排他网关",
    "parallelGateway": "并行网关", "inclusiveGateway": "包容网关", "eventBasedGateway": "事件网关",
    "intermediateCatchEvent": "等待事件", "intermediateThrowEvent": "发出事件", "boundaryEvent": "边界事件",
    "receiveTask": "接收任务",
}  # fmt: skip
_OTHERS: Mapping[str, str] = {
    "process": "流程", "sequenceFlow": "连线", "messageFlow": "消息流", "lane": "泳道", "laneSet": "泳道", "participant": "泳池",
    "collaboration": "协作图", "choreography": "编排图", "globalTask": "全局任务", "conversation": "会话",
    "extensionElements": "扩展",
    "multiInstanceLoopCharacteristics": "多实例", "conditionExpression": "条件", "documentation": "说明", "definitions": "文件",
    "messageEventDefinition": "消息", "signalEventDefinition": "信号", "timerEventDefinition": "定时",
    "errorEventDefinition": "错误",
    "escalationEventDefinition": "升级", "terminateEventDefinition": "终止", "timeDate": "日期", "timeDuration": "时长",
    "textAnnotation": "注释", "association": "关联", "group": "分组", "message": "消息", "signal": "信号", "error": "错误",
    "escalation": "升级", "transaction": "事务子流程", "adHocSubProcess": "临时子流程",
}  # fmt: skip


def tag_name(tag: str) -> str:
    """A BPMN element in words, with its tag for whoever looks into the file: 连线（sequenceFlow）."""
    words = KIND_NAMES.get(tag) or _OTHERS.get(tag)
    return f"{words}（{tag}）" if words else tag
