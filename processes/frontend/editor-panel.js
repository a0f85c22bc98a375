// The panel beside the diagram: what is selected, in plain words. It writes through the command stack only.
import { Fields, make } from "./editor-fields.js";
import { meaning } from "./editor-model.js";
import { namesFor } from "./editor-names.js";
import * as basics from "./editor-basics.js";
import * as people from "./editor-people.js";
import * as work from "./editor-work.js";
import * as events from "./editor-events.js";
import * as starts from "./editor-starts.js";
import { kindOf } from "./editor-kinds.js";
import { t } from "./text.js";

const SECTIONS = [
  basics.general, people.lanePeople, people.taskPeople, work.form, work.decision, work.called, work.operation, basics.flow,
  basics.gateway, events.event, basics.interrupts, events.action, starts.starts, starts.receive, starts.calendar,
  people.separations, work.several, basics.milestone, basics.basis, basics.details, basics.code,
];

export class Panel {
  constructor({ host, model, data, editable, problemsOf }) {
    Object.assign(this, { host, model, data, editable, problemsOf, opened: new Map() });
    host.addEventListener("toggle", (event) => {
      const key = event.target.dataset?.open;
      if (key) this.opened.set(key, event.target.open);
    }, true);
  }

  // Whatever was being typed is set first: leaving a field by a click on the canvas fires nothing.
  settle() {
    const active = this.host.contains(document.activeElement) ? document.activeElement : null;
    if (active && /^(INPUT|TEXTAREA)$/.test(active.tagName) && active.type !== "checkbox") active.blur();
  }

  show(element) {
    const kept = element.id === this.shown ? this.typing() : null;
    this.shown = element.id;
    const node = meaning(element);
    const fields = new Fields({ editable: this.editable, names: namesFor(this.data, this.model), prefix: "bj-field" });
    const panel = { element, node, model: this.model, data: this.data, fields, say: (text) => this.say(text) };
    const sections = SECTIONS.map((section) => section(panel)).filter(Boolean);
    this.problems = make("ul", { className: "bj-editor__problems" });
    this.said = make("p", { className: "bj-editor__said", role: "status" });
    this.host.replaceChildren(
      make("h2", {}, kindOf(element)),
      this.problems,
      this.said,
      ...sections.map((section) => this.section(section)),
    );
    this.tell();
    if (kept) this.resume(kept);
  }

  // What the check has against the element that is shown.
  tell() {
    if (!this.problems) return;
    const messages = this.problemsOf(this.shown).map((problem) => make("li", {}, problem.message));
    this.problems.hidden = !messages.length;
    this.problems.replaceChildren(...messages);
  }

  section({ title, fields, closed }) {
    const details = make("details", { className: "bj-editor__section" }, make("summary", {}, title), ...fields.filter(Boolean));
    details.dataset.open = title;
    details.open = this.opened.get(title) ?? !closed;
    for (const inner of details.querySelectorAll("details[data-open]")) inner.open = this.opened.get(inner.dataset.open) || false;
    return details;
  }

  say(text) {
    this.said.textContent = text;
  }

  typing() {
    const active = document.activeElement;
    if (!this.host.contains(active) || !active.id) return null;
    const isText = /^(INPUT|TEXTAREA)$/.test(active.tagName) && !["checkbox", "number"].includes(active.type);
    return { id: active.id, value: isText ? active.value : null, was: active.defaultValue, at: isText ? active.selectionStart : null };
  }

  resume({ id, value, was, at }) {
    const control = document.getElementById(id);
    if (!control) return;
    control.focus({ preventScroll: true });
    if (value === null) return;
    if (value !== was && !control.closest("bj-feel")) control.value = value;
    if (at !== null) control.setSelectionRange(at, at);
  }
}
