// What may be drawn: only what the engine runs. The deploy check refuses the rest, so nobody is offered it.
import PaletteProvider from "bpmn-js/lib/features/palette/PaletteProvider";
import ContextPadProvider from "bpmn-js/lib/features/context-pad/ContextPadProvider";
import ReplaceMenuProvider from "bpmn-js/lib/features/popup-menu/ReplaceMenuProvider";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { t } from "./text.js";

const TOOLS = ["hand-tool", "lasso-tool", "space-tool", "global-connect-tool", "tool-separator"];
const BEFORE = ["create.start-event"];
const AFTER = ["create.end-event", "create.subprocess-expanded", "create.participant-expanded", "create.group"];
const catching = (definition) => ({ type: "bpmn:IntermediateCatchEvent", eventDefinitionType: `bpmn:${definition}EventDefinition` });
const MADE = () => [
  ["user-task", "activity", "bpmn-icon-user-task", t("人办的步骤"), { type: "bpmn:UserTask" }],
  ["service-task", "activity", "bpmn-icon-service-task", t("系统做的步骤"), { type: "bpmn:ServiceTask" }],
  ["rule-task", "activity", "bpmn-icon-business-rule-task", t("按决策表判断"), { type: "bpmn:BusinessRuleTask" }],
  ["call-activity", "activity", "bpmn-icon-call-activity", t("调用另一个流程"), { type: "bpmn:CallActivity" }],
  ["exclusive-gateway", "gateway", "bpmn-icon-gateway-xor", t("选一条路（排他网关）"), { type: "bpmn:ExclusiveGateway" }],
  ["parallel-gateway", "gateway", "bpmn-icon-gateway-parallel", t("同时走（并行网关）"), { type: "bpmn:ParallelGateway" }],
  ["inclusive-gateway", "gateway", "bpmn-icon-gateway-or", t("符合的都走（包容网关）"), { type: "bpmn:InclusiveGateway" }],
  ["event-gateway", "gateway", "bpmn-icon-gateway-eventbased", t("看先发生什么（事件网关）"), { type: "bpmn:EventBasedGateway" }],
  ["timer-event", "event", "bpmn-icon-intermediate-event-catch-timer", t("等时间"), catching("Timer")],
  ["message-event", "event", "bpmn-icon-intermediate-event-catch-message", t("等消息"), catching("Message")],
];

class Palette extends PaletteProvider {
  getPaletteEntries() {
    const theirs = super.getPaletteEntries();
    const keep = (keys) => Object.fromEntries(keys.map((key) => [key, theirs[key]]));
    const made = Object.fromEntries(MADE().map(([key, group, className, title, shape]) => {
      const begin = (event) => this._create.start(event, this._elementFactory.createShape(shape));
      return [`create.${key}`, { group, className, title, action: { dragstart: begin, click: begin } }];
    }));
    return { ...keep(TOOLS), ...keep(BEFORE), ...made, ...keep(AFTER) };
  }
}
Palette.$inject = PaletteProvider.$inject;

const NEVER = ["append.append-task", "append.intermediate-event", "append.receive-task", "append.condition-intermediate-event", "append.compensation-activity"];
const APPENDED = () => [
  ["user-task", "bpmn-icon-user-task", t("接着：人办的步骤"), { type: "bpmn:UserTask" }],
  ["service-task", "bpmn-icon-service-task", t("接着：系统做的步骤"), { type: "bpmn:ServiceTask" }],
  ["timer", "bpmn-icon-intermediate-event-catch-timer", t("接着：等时间"), catching("Timer")],
];

class ContextPad extends ContextPadProvider {
  getContextPadEntries(element) {
    const entries = super.getContextPadEntries(element);
    const mayAppend = "append.append-task" in entries;
    for (const key of NEVER) delete entries[key];
    if (!mayAppend) return entries;
    const appended = APPENDED().map(([key, className, title, shape]) => [`append.${key}`, this.appending(className, title, shape)]);
    return { ...Object.fromEntries(appended), ...entries };
  }

  appending(className, title, shape) {
    const start = (event, source) => this._create.start(event, this._elementFactory.createShape(shape), { source });
    const click = this._autoPlace
      ? (_, source) => this._autoPlace.append(source, this._elementFactory.createShape(shape))
      : start;
    return { group: "model", className, title, action: { dragstart: start, click } };
  }
}
ContextPad.$inject = ContextPadProvider.$inject;

const BECOMES = new Set([
  "none-start", "message-start", "none-end", "terminate-end", "error-end", "escalation-end",
  "none-intermediate-throw", "none-intermediate-throwing", "message-intermediate-catch", "timer-intermediate-catch",
  "signal-intermediate-catch", "signal-intermediate-throw", "escalation-intermediate-throw",
  "exclusive-gateway", "parallel-gateway", "inclusive-gateway", "event-based-gateway",
  "user-task", "service-task", "rule-task", "call-activity", "expanded-subprocess", "expanded-pool",
  "message-boundary", "timer-boundary", "signal-boundary", "escalation-boundary", "error-boundary",
  "non-interrupting-message-boundary", "non-interrupting-timer-boundary", "non-interrupting-signal-boundary",
  "non-interrupting-escalation-boundary", "sequence-flow", "default-flow",
].map((name) => `replace-with-${name}`));
const SEVERAL = ["bpmn:UserTask", "bpmn:ServiceTask", "bpmn:BusinessRuleTask", "bpmn:CallActivity"];

class ReplaceMenu extends ReplaceMenuProvider {
  getPopupMenuEntries(target) {
    const entries = Object.entries(super.getPopupMenuEntries(target));
    return Object.fromEntries(entries.filter(([name]) => BECOMES.has(name)));
  }

  getPopupMenuHeaderEntries(target) {
    const entries = super.getPopupMenuHeaderEntries(target);
    delete entries["toggle-loop"];
    delete entries["toggle-participant-multiplicity"];
    if (is(target, "bpmn:StartEvent")) delete entries["toggle-non-interrupting"];
    if (!SEVERAL.some((type) => is(target, type))) {
      delete entries["toggle-parallel-mi"];
      delete entries["toggle-sequential-mi"];
    }
    return entries;
  }
}
ReplaceMenu.$inject = ReplaceMenuProvider.$inject;

export default {
  paletteProvider: ["type", Palette],
  contextPadProvider: ["type", ContextPad],
  replaceMenuProvider: ["type", ReplaceMenu],
};
