// What each sort of element is called.
import { is, meaning } from "./editor-model.js";
import { t } from "./text.js";

const KINDS = () => [
  ["bpmn:UserTask", t("人办的步骤")], ["bpmn:ServiceTask", t("系统做的步骤")], ["bpmn:BusinessRuleTask", t("按决策表判断")],
  ["bpmn:CallActivity", t("调用另一个流程")], ["bpmn:SubProcess", t("子流程")], ["bpmn:ExclusiveGateway", t("选一条路（排他网关）")],
  ["bpmn:ParallelGateway", t("同时走（并行网关）")], ["bpmn:InclusiveGateway", t("符合的都走（包容网关）")],
  ["bpmn:EventBasedGateway", t("看先发生什么（事件网关）")], ["bpmn:StartEvent", t("开始")], ["bpmn:EndEvent", t("结束")],
  ["bpmn:BoundaryEvent", t("步骤边上的事件")], ["bpmn:IntermediateCatchEvent", t("等待")], ["bpmn:IntermediateThrowEvent", t("经过点")],
  ["bpmn:SequenceFlow", t("连线")], ["bpmn:Lane", t("泳道")], ["bpmn:Participant", t("泳池（一个流程）")], ["bpmn:Process", t("流程")],
  ["bpmn:Collaboration", t("流程图")], ["bpmn:TextAnnotation", t("注释")], ["bpmn:Group", t("分组框")], ["bpmn:Association", t("注释的连线")],
];

export function kindOf(element) {
  const node = meaning(element);
  return KINDS().find(([type]) => is(node, type))?.[1] || t("引擎不支持的元素");
}
