// What every element has: its name, what it rests on, and where the flow goes from it.
import { is } from "./editor-model.js";
import { make } from "./editor-fields.js";
import { t, filled } from "./text.js";

const ID = /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u;

export function general(panel) {
  const { element, node, model, fields } = panel;
  const update = (values) => {
    model.modeling.updateProperties(element, values);
    // A pool and its process are one thing to people.
    if (node.processRef) model.set(element, node.processRef, values);
  };
  const isNote = is(node, "bpmn:TextAnnotation");
  if (isNote) return { title: t("注释"), fields: [fields.text("note", t("文字"), node.text, (text) => update({ text }), { multiline: true, most: 2000 })] };
  const most = is(node, "bpmn:EndEvent") ? 80 : 120;
  return { title: t("名称"), fields: [fields.text("name", t("叫什么"), node.name, (name) => update({ name: name || undefined }), { most })] };
}

export function details(panel) {
  const { element, node, model, fields } = panel;
  if (is(node, "bpmn:TextAnnotation")) return null;
  const set = (name) => {
    model.modeling.updateProperties(element, { "banjie:nameEn": name || undefined });
    if (node.processRef) model.set(element, node.processRef, { "banjie:nameEn": name || undefined });
  };
  return {
    title: t("英文名称和说明"),
    closed: true,
    fields: [
      fields.text("name-en", t("英文名称"), node.get("banjie:nameEn"), set),
      fields.text("documentation", t("说明"), node.documentation?.[0]?.text, (text) => document(panel, text), { multiline: true, most: 2000 }),
    ],
  };
}

function document({ element, node, model }, text) {
  const documentation = text ? [model.create("bpmn:Documentation", { text }, node)] : [];
  model.modeling.updateProperties(element, { documentation });
}

// The code by which expressions and other files name it.
export function code(panel) {
  const { element, node, model, fields } = panel;
  const taken = (id) => id !== node.id && model.modeler.get("moddle").ids.assigned(id);
  const set = (id) => {
    if (ID.test(id) && !taken(id)) return model.modeling.updateProperties(element, { id });
    return panel.say(taken(id) ? t("这个编号已经用过，请换一个。") : t("编号要以文字开头，只含文字、数字和下划线。"));
  };
  return { title: t("编号"), closed: true, fields: [fields.text("id", t("表达式里怎么称呼它"), node.id, set, { most: 80 })] };
}

export function flow(panel) {
  const { element, node, model, fields } = panel;
  if (!is(node, "bpmn:SequenceFlow")) return null;
  const source = node.sourceRef;
  if (!is(source, "bpmn:ExclusiveGateway") && !is(source, "bpmn:InclusiveGateway")) return null;
  const isDefault = source.default === node;
  const setDefault = (yes) => model.modeling.updateProperties(element.source, { default: yes ? node : undefined });
  const setCondition = (body) => model.modeling.updateProperties(element, {
    conditionExpression: body ? model.create("bpmn:FormalExpression", { body }, node) : undefined,
  });
  return {
    title: t("什么情况走这里"),
    fields: [
      fields.flag("default", t("其他情况都走这里（默认）"), isDefault, setDefault),
      !isDefault && fields.feel("condition", t("条件"), (node.conditionExpression?.body || "").replace(/^=\s*/, ""), setCondition, { required: true }),
    ],
  };
}

export function gateway(panel) {
  const { element, node, model, fields } = panel;
  if (!is(node, "bpmn:ExclusiveGateway") && !is(node, "bpmn:InclusiveGateway")) return null;
  const out = node.outgoing || [];
  if (out.length < 2) return null;
  const called = (one) => one.name || `${t("到")} ${one.targetRef?.name || one.targetRef?.id}`;
  const set = (id) => model.modeling.updateProperties(element, { default: out.find((one) => one.id === id) });
  const roads = out.filter((one) => one !== node.default).map((one) => make("li", {}, `${called(one)}：`, make("code", {}, one.conditionExpression?.body || t("还没有写条件"))));
  return {
    title: t("往哪里走"),
    fields: [
      fields.choice("default-flow", t("其他情况走"), node.default?.id, out.map((one) => [one.id, called(one)]), set, { required: true }),
      make("ul", { className: "bj-editor__roads" }, ...roads),
      make("small", {}, t("点图上的连线，写它的条件。")),
    ],
  };
}

export function interrupts(panel) {
  const { element, node, model, fields } = panel;
  if (!is(node, "bpmn:BoundaryEvent")) return null;
  const set = (cancelActivity) => model.modeling.updateProperties(element, { cancelActivity });
  return { title: t("发生以后"), fields: [fields.flag("interrupts", t("打断原来的步骤"), node.cancelActivity !== false, set)] };
}

export function milestone(panel) {
  const { element, node, model, fields } = panel;
  if (is(node, "bpmn:Process") || node.processRef) return processMilestones(panel);
  if (!is(node, "bpmn:FlowNode")) return null;
  const names = stages(model);
  if (!names.length) return null;
  const own = model.find(node, "Milestone")?.name;
  return { title: t("阶段"), closed: !own, fields: [fields.choice("milestone", t("到这里进入哪个阶段"), own, names.map((name) => [name, name]), (name) => model.write(element, node, "Milestone", { name }), { none: t("不变") })] };
}

function stages(model) {
  const processes = (model.definitions?.rootElements || []).filter((root) => is(root, "bpmn:Process"));
  return processes.flatMap((one) => (model.find(one, "Milestones")?.names || "").split(/\s+/).filter(Boolean));
}

function processMilestones({ element, node: shown, model, fields }) {
  const node = shown.processRef || shown;
  const own = model.find(node, "Milestones") || {};
  const write = (values) => model.write(element, node, "Milestones", values);
  return {
    title: t("阶段"),
    closed: !own.names,
    fields: [
      fields.text("milestones", t("依次有哪些阶段"), own.names, (names) => write({ names }), { help: t("用空格隔开，例如：立案 送达 整改 销号"), most: 200 }),
      fields.text("milestones-en", t("英文"), own.namesEn, (namesEn) => write({ namesEn }), { most: 200 }),
    ],
  };
}

export function basis(panel) {
  const { element, model, fields, data } = panel;
  const node = panel.node.processRef || panel.node;
  if (!is(node, "bpmn:FlowNode") && !is(node, "bpmn:Process")) return null;
  const own = model.find(node, "Basis")?.clause;
  // 三（一）1 is the beginning of 三（一）10 too.
  const [quoted] = data.clauses.filter((one) => own && own.includes(one.value)).sort((a, b) => b.value.length - a.value.length);
  const offered = data.clauses.filter((one) => !one.ended).map((one) => [one.value, one.text.slice(0, 60)]);
  return {
    title: t("依据哪一条"),
    closed: !own,
    fields: [
      fields.text("clause", t("条款"), own, (clause) => model.write(element, node, "Basis", { clause }), { list: offered, most: 200 }),
      quoted?.ended && make("p", { className: "bj-editor__wrong" }, filled(t("{why}，请换成现行文件的条款。"), { why: quoted.ended })),
      quoted && make("blockquote", {}, quoted.text),
    ],
  };
}
