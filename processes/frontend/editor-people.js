// Who does it: roles and scope of lanes, steps, buttons and ways to begin; and who may not.
import { is } from "./editor-model.js";
import { make } from "./editor-fields.js";
import { t } from "./text.js";

const words = (text) => (text || "").split(/\s+/).filter(Boolean);

// Fields for the attributes `roles` and `scope` of any banjie: element; `set` gets what changed.
export function rolesAndScope({ fields, data }, key, values, set, { required = true } = {}) {
  return [
    fields.several(`${key}-roles`, t("谁来办"), words(values.roles), data.roles, (roles) => set({ roles: roles.join(" ") }), { required }),
    ...scopeFields({ fields, data }, key, values.scope, (scope) => set({ scope }), required),
  ];
}

const OTHER = "=";

function scopeFields({ fields, data }, key, written, set, required) {
  const scope = (written || "").replace(/^=\s*/, "");
  const known = data.scopes.some(([value]) => value === scope);
  const chosen = known || !scope ? scope : OTHER;
  return [
    fields.choice(`${key}-scope`, t("哪个单位的"), chosen, [...data.scopes, [OTHER, t("按表达式确定")]], (value) => set(value === OTHER ? "case.office " : value), { required }),
    chosen === OTHER && fields.feel(`${key}-scope-feel`, t("单位的表达式"), scope, set),
  ];
}

export function lanePeople(panel) {
  const { element, node, model } = panel;
  if (!is(node, "bpmn:Lane")) return null;
  const own = model.find(node, "Assignment") || {};
  const write = (values) => model.write(element, node, "Assignment", values);
  const fields = rolesAndScope(panel, "lane", own, write, { required: false });
  return { title: t("谁来办"), fields: [...fields, make("small", {}, t("不写角色的泳道由系统自己办。"))] };
}

export function taskPeople(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:UserTask")) return null;
  const own = model.find(node, "Assignment");
  const write = (values) => model.write(element, node, "Assignment", values);
  const lane = laneOf(node);
  const inherited = lane && model.find(lane, "Assignment");
  if (!own) {
    const names = words(inherited?.roles).map((role) => data.roles.find(([value]) => value === role)?.[1] || role);
    const said = names.length ? `${names.join(t("、"))}${t("（按泳道）")}` : t("没有人能办：请把它放进写明角色的泳道，或单独指定。");
    const line = make("p", { className: names.length ? "" : "bj-editor__wrong" }, said);
    const add = fields.button(t("单独指定"), () => write({ roles: inherited?.roles || data.roles[0][0], scope: inherited?.scope || "case.office" }));
    return { title: t("谁来办"), fields: [line, add] };
  }
  return {
    title: t("谁来办"),
    fields: [
      ...rolesAndScope(panel, "own", own, write),
      fields.value("assignee", t("指定到人"), own.assignee && `= ${own.assignee.replace(/^=\s*/, "")}`, (value) => write({ assignee: value }), { type: "list", help: t("不填就由这些角色的人领取。") }),
      lane && fields.button(t("改回按泳道"), () => model.drop(element, node, own), { quiet: true }),
    ],
  };
}

// The innermost lane of a node; what is in a sub-process stands in the lane of the sub-process.
export function laneOf(node) {
  for (let current = node; current?.$parent; current = current.$parent) {
    const found = (current.$parent.laneSets || []).map((set) => holding(set, current)).find(Boolean);
    if (found) return found;
  }
  return null;
}

function holding(laneSet, node) {
  for (const lane of laneSet.lanes || []) {
    const inner = lane.childLaneSet && holding(lane.childLaneSet, node);
    if (inner) return inner;
    if ((lane.flowNodeRef || []).includes(node)) return lane;
  }
  return null;
}

export function separations(panel) {
  const { element, node, model, fields, data } = panel;
  if (!is(node, "bpmn:UserTask")) return null;
  const steps = model.nodes().filter((one) => is(one, "bpmn:UserTask") && one.id !== node.id).map((one) => [one.id, one.businessObject.name || one.id]);
  const elsewhere = (data.steps || []).filter((step) => !steps.some(([id]) => id === step.id) && step.id !== node.id).map((step) => [step.id, step.name]);
  const options = [["opening", t("发起")], ...steps, ...elsewhere];
  const made = model.all(node, "Separation").flatMap((one, place) => [
    fields.several(`separation-${place}`, t("办过这些步骤的人不能办这一步"), words(one.from), options, (from) => (
      from.length ? model.set(element, one, { from: from.join(" ") }) : model.drop(element, node, one)
    )),
    fields.feel(`separation-${place}-when`, t("只在这时不相容"), (one.when || "").replace(/^=\s*/, ""), (when) => model.set(element, one, { when: when ? `= ${when}` : undefined }), { help: t("不填就一直不相容。") }),
  ]);
  return { title: t("不相容"), closed: !made.length, fields: [...made, fields.button(t("加一条"), () => model.add(element, node, "Separation", { from: options[1]?.[0] || "opening" }))] };
}
