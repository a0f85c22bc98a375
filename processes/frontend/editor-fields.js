// The controls of the panel: each has a label, a key by which it is found again after a change, and tells what it was set to.
import "./editor-feel.js";
import { t } from "./text.js";

export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "className" || name in node) node[name] = value;
    else if (value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export class Fields {
  constructor({ editable, names, prefix }) {
    Object.assign(this, { editable, names, prefix });
  }

  field(key, label, control, { help, required } = {}) {
    const mark = required ? make("span", { className: "bj-editor__required" }, t("必填")) : null;
    control.dataset.key = key;
    return make("div", { className: "bj-editor__field" }, make("label", { htmlFor: this.id(key) }, label, mark), help && make("small", {}, help), control);
  }

  id(key) {
    return `${this.prefix}-${key}`;
  }

  text(key, label, value, set, { multiline, list, most = 120, ...more } = {}) {
    const input = make(multiline ? "textarea" : "input", { id: this.id(key), value: value || "", maxLength: most, readOnly: !this.editable });
    if (multiline) input.rows = 3;
    const control = make("div", {}, input);
    if (list) {
      input.setAttribute("list", `${this.id(key)}-list`);
      control.append(make("datalist", { id: `${this.id(key)}-list` }, ...list.map(([text, note]) => make("option", { value: text, label: note || "" }))));
    }
    input.addEventListener("change", () => set(input.value.trim()));
    return this.field(key, label, control, more);
  }

  // options: [[value, label] …], or {group: [[value, label] …]}.
  choice(key, label, value, options, set, { none = t("没有选"), ...more } = {}) {
    const groups = Array.isArray(options) ? { "": options } : options;
    const select = make("select", { id: this.id(key), disabled: !this.editable });
    if (none !== null) select.append(make("option", { value: "" }, none));
    for (const [group, members] of Object.entries(groups)) {
      const made = members.map(([one, text]) => make("option", { value: one }, text));
      select.append(...(group ? [make("optgroup", { label: group }, ...made)] : made));
    }
    if (value && !Object.values(groups).flat().some(([one]) => one === value)) {
      select.append(make("option", { value }, `${value}${t("（草稿里没有）")}`));
    }
    select.value = value || "";
    select.addEventListener("change", () => set(select.value));
    return this.field(key, label, make("div", {}, select), more);
  }

  several(key, label, values, options, set, more = {}) {
    const unknown = values.filter((value) => !options.some(([one]) => one === value)).map((value) => [value, `${value}${t("（草稿里没有）")}`]);
    const every = [...options, ...unknown];
    const chosen = every.filter(([value]) => values.includes(value));
    const summary = chosen.length ? chosen.map(([, text]) => text).join(t("、")) : t("没有选");
    const boxes = every.map(([value, text]) => {
      const box = make("input", { type: "checkbox", checked: values.includes(value), disabled: !this.editable, id: this.id(`${key}-${value}`) });
      box.addEventListener("change", () => set(box.checked ? [...values, value] : values.filter((one) => one !== value)));
      const line = make("label", {}, box, text);
      line.dataset.key = `${key}-${value}`;
      return line;
    });
    const details = make("details", { className: "bj-editor__several" }, make("summary", { id: this.id(key) }, summary), make("div", {}, ...boxes));
    details.dataset.open = key;
    return this.field(key, label, details, more);
  }

  flag(key, label, value, set) {
    const box = make("input", { type: "checkbox", checked: Boolean(value), disabled: !this.editable, id: this.id(key) });
    box.addEventListener("change", () => set(box.checked));
    const line = make("label", { className: "bj-editor__flag" }, box, label);
    line.dataset.key = key;
    return line;
  }

  feel(key, label, value, set, more = {}) {
    const area = make("bj-feel", { field: this.id(key), placeholder: more.placeholder });
    area.names = this.names;
    const control = make("div", {}, area);
    area.connectedCallback();
    area.value = value || "";
    area.readOnly = !this.editable;
    area.addEventListener("change", () => set(area.value.trim()));
    return this.field(key, label, control, more);
  }

  // A value that is either the text itself, or an expression behind "=".
  value(key, label, value, set, { type = "string", list, ...more } = {}) {
    const written = value || "";
    const literal = type === "string" || type === "Any" || (written && !written.startsWith("="));
    const isFeel = written.startsWith("=") || !literal;
    const body = written.replace(/^=\s*/, "");
    const control = isFeel
      ? this.feel(key, label, body, (text) => set(text && `= ${text}`), more)
      : this.text(key, label, body, (text) => set(text), { list, most: 400, ...more });
    if (literal && this.editable) {
      const toggle = make("button", { type: "button", className: "bj-editor__toggle", "aria-pressed": String(isFeel), title: t("表达式"), ariaLabel: t("写成表达式，或写成固定的文字") }, "ƒ");
      toggle.addEventListener("click", () => set(isFeel ? body.replace(/^"(.*)"$/, "$1") : `= ${body && JSON.stringify(body)}`));
      control.classList.add("has-toggle");
      control.querySelector("label").after(toggle);
    }
    return control;
  }

  number(key, label, value, unit, units, set) {
    const input = make("input", { type: "number", min: 1, max: 999, value: value || "", id: this.id(key), readOnly: !this.editable });
    const select = make("select", { disabled: !this.editable, ariaLabel: t("单位") }, ...units.map(([one, text]) => make("option", { value: one }, text)));
    select.value = unit;
    for (const node of [input, select]) node.addEventListener("change", () => set(input.value, select.value));
    return this.field(key, label, make("div", { className: "bj-editor__pair" }, input, select));
  }

  button(label, act, { quiet } = {}) {
    if (!this.editable) return null;
    const button = make("button", { type: "button", className: `bj-button bj-button--small${quiet ? " bj-button--link" : ""}` }, label);
    button.addEventListener("click", act);
    return button;
  }
}
