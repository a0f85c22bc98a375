// What an event waits for or sends, and the button by which a person sends a message.
import { is } from "./editor-model.js";
import { rolesAndScope } from "./editor-people.js";
import { t } from "./text.js";

const NAMED = () => ({
  "bpmn:MessageEventDefinition": ["messageRef", "bpmn:Message", t("等哪个消息")],
  "bpmn:SignalEventDefinition": ["signalRef", "bpmn:Signal", t("哪个信号")],
  "bpmn:ErrorEventDefinition": ["errorRef", "bpmn:Error", t("哪个错误")],
  "bpmn:EscalationEventDefinition": ["escalationRef", "bpmn:Escalation", t("哪个上报")],
});

export function event(panel) {
  const { element, node, model, fields } = panel;
  const definition = is(node, "bpmn:Event") && node.eventDefinitions?.[0];
  if (!definition) return null;
  if (is(definition, "bpmn:TimerEventDefinition")) return { title: t("等到什么时候"), fields: timer(panel, definition) };
  const named = NAMED()[definition.$type];
  if (!named) return null;
  const [attribute, type, label] = named;
  const known = model.roots(type).map((root) => [root.name || "", ""]);
  const set = (name) => model.refer(element, definition, attribute, type, name);
  return { title: label, fields: [fields.text("event-name", t("名称"), definition[attribute]?.name, set, { list: known, most: 80, required: true })] };
}

const SPANS = [["D", /^P(\d+)D$/, (count) => `P${count}D`], ["H", /^PT(\d+)H$/, (count) => `PT${count}H`], ["M", /^PT(\d+)M$/, (count) => `PT${count}M`]];
const SPAN_UNITS = () => [["D", t("天")], ["H", t("小时")], ["M", t("分钟")]];

function timer({ element, model, fields }, definition) {
  const [date, duration] = [definition.timeDate, definition.timeDuration];
  const body = ((date || duration)?.body || "").trim();
  const span = SPANS.find(([, pattern]) => duration && pattern.test(body));
  const mode = span ? "span" : date ? (body.startsWith("=") ? "date-feel" : "date") : duration ? "duration-feel" : "";
  const write = (kind, text) => model.set(element, definition, {
    timeDate: undefined, timeDuration: undefined, timeCycle: undefined,
    ...(kind && { [kind]: model.create("bpmn:FormalExpression", { body: text }, definition) }),
  });
  const begin = { span: ["timeDuration", "P3D"], date: ["timeDate", ""], "date-feel": ["timeDate", "= "], "duration-feel": ["timeDuration", "= "] };
  const modes = [["span", t("过一段时间")], ["date", t("到固定的时刻")], ["date-feel", t("到算出来的时刻")], ["duration-feel", t("过算出来的时长")]];
  const chosen = fields.choice("timer", t("怎么定"), mode, modes, (value) => write(...(begin[value] || [""])), { required: true });
  const text = body.replace(/^=\s*/, "");
  if (mode === "span") return [chosen, fields.number("timer-span", t("多久"), span[1].exec(body)[1], span[0], SPAN_UNITS(), (count, unit) => write("timeDuration", SPANS.find(([one]) => one === unit)[2](count || 1)))];
  if (mode === "date") return [chosen, fields.text("timer-date", t("时刻"), body, (value) => write("timeDate", value), { help: t("写成 2026-09-01T09:00:00") })];
  if (mode) return [chosen, fields.feel("timer-feel", t("表达式"), text, (value) => write(date ? "timeDate" : "timeDuration", `= ${value}`), { required: true })];
  return [chosen];
}

export function action(panel) {
  const { element, node, model, fields, data } = panel;
  const waits = (is(node, "bpmn:BoundaryEvent") || is(node, "bpmn:IntermediateCatchEvent")) && node.eventDefinitions?.[0];
  if (!waits || !is(waits, "bpmn:MessageEventDefinition")) return null;
  const own = model.find(node, "Action");
  const write = (values) => model.write(element, node, "Action", values);
  if (!own) {
    const begin = () => write({ label: node.name || t("提出"), roles: data.roles[0][0], scope: "case.office" });
    return { title: t("案件页上的按钮"), closed: true, fields: [fields.button(t("让人在案件页上按按钮发这个消息"), begin)] };
  }
  return {
    title: t("案件页上的按钮"),
    fields: [
      fields.text("action-label", t("按钮上写什么"), own.label, (label) => write({ label }), { required: true }),
      fields.text("action-label-en", t("英文"), own.labelEn, (labelEn) => write({ labelEn })),
      ...rolesAndScope(panel, "action", own, write),
      fields.choice("action-form", t("表单"), own.form, data.forms.map((one) => [one.key, one.title]), (value) => write({ form: value }), { none: t("不填表") }),
      fields.feel("action-when", t("什么时候能按"), (own.when || "").replace(/^=\s*/, ""), (text) => write({ when: text && `= ${text}` }), { help: t("不填就一直能按。") }),
      fields.button(t("去掉按钮"), () => model.drop(element, node, own), { quiet: true }),
    ],
  };
}
