// What a step does: form, deadline, registered operation, decision table, called process, several times over.
import { is } from "./editor-model.js";
import { make } from "./editor-fields.js";
import { t, filled } from "./text.js";

const UNITS = () => [["WD", t("工作日")], ["SD", t("服务日")], ["CD", t("自然日")]];
const DUE = /^([1-9]\d{0,2}) (WD|SD|CD)$/;
const TYPES = () => ({ string: t("文字"), number: t("数"), boolean: t("是或否"), date: t("日期"), "date and time": t("日期时间"), list: t("列表"), Any: t("任何值") });

export function form(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:UserTask")) return null;
  const task = model.find(node, "Task") || {};
  const write = (values) => model.write(element, node, "Task", values);
  const options = data.forms.map((one) => [one.key, one.title]);
  return {
    title: t("填什么表"),
    fields: [
      fields.choice("form", t("表单"), task.form, options, (value) => write({ form: value }), { required: true }),
      ...due(fields, task.due || "", (value) => write({ due: value })),
    ],
  };
}

function due(fields, written, set) {
  const days = DUE.exec(written);
  const mode = days ? "days" : written ? "feel" : "";
  const modes = [["days", t("从到达这一步起算若干天")], ["feel", t("按表达式算出时刻")]];
  const chosen = fields.choice("due", t("多少天办完"), mode, modes, (value) => set({ "": "", days: "3 WD", feel: "= " }[value]), { none: t("不设期限") });
  if (days) return [chosen, fields.number("due-days", t("天数"), days[1], days[2], UNITS(), (count, unit) => set(count ? `${count} ${unit}` : ""))];
  if (mode) return [chosen, fields.feel("due-feel", t("期限的表达式"), written.replace(/^=\s*/, ""), (text) => set(`= ${text}`))];
  return [chosen];
}

export function operation(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:ServiceTask") && !is(node, "bpmn:UserTask")) return null;
  const call = model.find(node, "Operation");
  const choose = (name) => {
    if (!name) return call && model.drop(element, node, call);
    if (!call) return model.add(element, node, "Operation", { name });
    const kept = data.operations.find((one) => one.name === name)?.parameters.map((one) => one.name) || [];
    return model.set(element, call, { name, parameters: (call.parameters || []).filter((one) => kept.includes(one.name)) });
  };
  const groups = {};
  for (const one of data.operations) (groups[one.group] ||= []).push([one.name, one.title]);
  const isTask = is(node, "bpmn:UserTask");
  const known = data.operations.find((one) => one.name === call?.name);
  return {
    title: isTask ? t("办完后系统做什么") : t("系统做什么"),
    fields: [
      fields.choice("operation", t("登记的操作"), call?.name, groups, choose, { required: !isTask, none: isTask ? t("不做别的") : t("没有选") }),
      ...(call ? parameters(panel, call, known?.parameters || []) : []),
      call && result(panel, call),
    ],
  };
}

function parameters({ element, model, fields, data }, call, declared) {
  const given = model.parameters(call);
  const extra = Object.keys(given).filter((name) => !declared.some((one) => one.name === name)).map((name) => ({ name, label: name, type: "Any", required: false, unknown: true }));
  return [...declared, ...extra].map((one) => fields.value(
    `parameter-${one.name}`, one.label, given[one.name], (value) => model.writeParameter(element, call, one.name, value),
    { type: one.type, required: one.required, list: one.name === "letter" ? data.letters : undefined, help: one.unknown ? t("这个操作没有这一项，请删去。") : TYPES()[one.type] },
  ));
}

function result({ element, model, fields }, call) {
  return fields.text("result", t("结果叫什么"), call.result, (value) => model.set(element, call, { result: value || undefined }), { most: 80, help: t("后面的表达式用这个名称读结果；不填就不留。") });
}

export function decision(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:BusinessRuleTask")) return null;
  const call = model.find(node, "Decision");
  const table = data.tables.find((one) => one.id === call?.ref);
  return {
    title: t("按哪张决策表"),
    fields: [
      fields.choice("decision", t("决策表"), call?.ref, data.tables.map((one) => [one.id, one.name]), (ref) => model.write(element, node, "Decision", ref ? { ref } : { ref: "", result: "" }), { required: true }),
      table && make("small", {}, filled(t("看：{inputs}；得出：{outputs}"), { inputs: table.inputs.join(t("、")) || "–", outputs: table.outputs.join(t("、")) || "–" })),
      call && result(panel, call),
    ],
  };
}

export function called(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:CallActivity")) return null;
  const call = model.find(node, "Call");
  const given = model.parameters(call);
  const add = () => {
    const owner = call || model.add(element, node, "Call", {});
    const name = ["value", "value2", "value3", "value4"].find((one) => !(one in given)) || "value";
    model.writeParameter(element, owner, name, "= null");
  };
  const rename = (from, to) => {
    const changed = (call.parameters || []).map((one) => model.create("banjie:Parameter", { name: one.name === from ? to : one.name, value: one.value }, call));
    model.set(element, call, { parameters: changed });
  };
  return {
    title: t("调用哪个流程"),
    fields: [
      fields.choice("called", t("流程"), node.calledElement, data.processes.map((one) => [one.id, one.name]), (value) => model.modeling.updateProperties(element, { calledElement: value || undefined }), { required: true }),
      ...Object.entries(given).flatMap(([name, value], place) => [
        fields.text(`call-${place}-name`, t("交给它的名称"), name, (to) => (to ? rename(name, to) : model.writeParameter(element, call, name, "")), { most: 80, help: t("清空名称就不交了。") }),
        fields.value(`call-${place}-value`, t("交给它的值"), value, (text) => model.writeParameter(element, call, name, text || "= null")),
      ]),
      fields.button(t("再交一个值"), add),
    ],
  };
}

export function several(panel) {
  const { element, node, model, fields } = panel;
  const kinds = ["bpmn:UserTask", "bpmn:ServiceTask", "bpmn:BusinessRuleTask", "bpmn:CallActivity"];
  if (!kinds.some((kind) => is(node, kind))) return null;
  const marker = node.loopCharacteristics;
  const loop = marker && model.find(marker, "Loop");
  const mode = !marker ? "" : marker.isSequential ? "one" : "all";
  const choose = (value) => {
    if (!value) return model.modeling.updateProperties(element, { loopCharacteristics: undefined });
    if (marker) return model.set(element, marker, { isSequential: value === "one" });
    const made = model.create("bpmn:MultiInstanceLoopCharacteristics", { isSequential: value === "one" }, node);
    made.extensionElements = model.create("bpmn:ExtensionElements", { values: [model.create("banjie:Loop", { collection: "= ", element: "item_of_list" })] }, made);
    return model.modeling.updateProperties(element, { loopCharacteristics: made });
  };
  const write = (values) => model.write(element, marker, "Loop", { collection: loop?.collection || "= ", element: loop?.element || "item_of_list", ...values });
  return {
    title: t("逐项办理"),
    closed: !marker,
    fields: [
      fields.choice("loop", t("一项一项地办"), mode, [["all", t("同时办")], ["one", t("依次办")]], choose, { none: t("不逐项，只办一次") }),
      marker && fields.feel("loop-collection", t("办哪些（列表）"), (loop?.collection || "").replace(/^=\s*/, ""), (text) => write({ collection: `= ${text}` }), { required: true }),
      marker && fields.text("loop-element", t("每一项叫什么"), loop?.element, (value) => write({ element: value || "item_of_list" }), { most: 80, required: true }),
    ],
  };
}
