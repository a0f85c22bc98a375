// How a matter begins: by people on a form, by itself on some days, or by a message from another matter.
import { is } from "./editor-model.js";
import { t } from "./text.js";

const feelOf = (text) => (text || "").replace(/^=\s*/, "");
const asFeel = (text) => (text ? `= ${text}` : undefined);

function common({ fields, data }, key, own, set) {
  const office = (own.office || "").startsWith("=")
    ? fields.feel(`${key}-office`, t("承办科室"), feelOf(own.office), (text) => set({ office: asFeel(text) }), { required: true })
    : fields.choice(`${key}-office`, t("承办科室"), own.office, data.offices, (office) => set({ office }), { required: true });
  return [fields.choice(`${key}-kind`, t("哪一类事项"), own.kind, data.kinds, (kind) => set({ kind }), { required: true }), office];
}

function expressions({ fields }, key, own, set, labels) {
  return Object.entries(labels).map(([name, label]) => fields.feel(`${key}-${name}`, label, feelOf(own[name]), (text) => set({ [name]: asFeel(text) })));
}

export function starts(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:StartEvent") || is(node.$parent, "bpmn:SubProcess")) return null;
  const made = model.all(node, "Start").flatMap((own, place) => {
    const set = (values) => model.set(element, own, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || undefined])));
    return [
      fields.text(`start-${place}-label`, t("叫什么"), own.label, (label) => set({ label })),
      fields.choice(`start-${place}-form`, t("填什么表"), own.form, data.forms.map((one) => [one.key, one.title]), (form) => set({ form }), { required: true }),
      fields.several(`start-${place}-roles`, t("谁能发起"), (own.roles || "").split(/\s+/).filter(Boolean), data.roles, (roles) => set({ roles: roles.join(" ") }), { required: true }),
      ...common(panel, `start-${place}`, own, set),
      ...expressions(panel, `start-${place}`, own, set, { respondent: t("责任单位"), respondents: t("多个责任单位（各立一案）"), school: t("学校"), title: t("事项名称") }),
      fields.button(t("去掉这种发起方式"), () => model.drop(element, node, own), { quiet: true }),
    ];
  });
  const add = () => model.add(element, node, "Start", { form: data.forms[0]?.key || "", roles: data.roles[0][0], kind: data.kinds[0]?.[0] || "", office: data.offices[0]?.[0] || "", respondent: "= starter" });
  return { title: t("谁来发起"), closed: !made.length, fields: [...made, fields.button(t("加一种发起方式"), add)] };
}

export function calendar(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:StartEvent") || is(node.$parent, "bpmn:SubProcess")) return null;
  const own = model.find(node, "Calendar");
  const set = (values) => model.write(element, node, "Calendar", values);
  const add = () => set({ when: "= ", kind: data.kinds[0]?.[0], office: data.offices[0]?.[0], respondents: "= schools" });
  if (!own) return { title: t("到日子自己开始"), closed: true, fields: [fields.button(t("让它到日子自己开始"), add)] };
  return {
    title: t("到日子自己开始"),
    fields: [
      ...expressions(panel, "calendar", own, set, { when: t("哪些日子"), respondents: t("给哪些单位各立一案"), title: t("事项名称") }),
      ...common(panel, "calendar", own, set),
      fields.button(t("不再自己开始"), () => model.drop(element, node, own), { quiet: true }),
    ],
  };
}

export function receive(panel) {
  const { element, node, model, fields, data } = panel;
  const waits = is(node, "bpmn:StartEvent") && node.eventDefinitions?.[0];
  if (!waits || !is(waits, "bpmn:MessageEventDefinition")) return null;
  const own = model.find(node, "Receive");
  const set = (values) => model.write(element, node, "Receive", values);
  const add = () => set({ kind: data.kinds[0]?.[0], office: data.offices[0]?.[0] });
  if (!own) return { title: t("收到消息后立案"), closed: true, fields: [fields.button(t("收到消息就立案"), add)] };
  return {
    title: t("收到消息后立案"),
    fields: [
      ...common(panel, "receive", own, set),
      fields.value("receive-source", t("来源"), own.source, (source) => set({ source })),
      fields.value("receive-title", t("事项名称"), own.title, (title) => set({ title })),
    ],
  };
}
