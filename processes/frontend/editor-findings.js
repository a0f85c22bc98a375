// What the check found: a mark at the shape, a list below, and a way from the one to the other.
import { make } from "./editor-fields.js";
import { t, filled } from "./text.js";

export class Findings {
  // open: (path, element) => Promise, goes to the shape, in another file if need be; play: (problem) => void.
  // named: (path) => how the diagram in that file is called, if it is one of the draft.
  constructor({ host, open, play, named }) {
    Object.assign(this, { host, open, play, named, problems: [], path: "" });
    this.say(t("还没有检查"));
  }

  say(text) {
    this.host.replaceChildren(make("p", { className: "bj-editor__verdict", role: "status" }, text));
  }

  // problems: [{path, file, element, name, message, warning, run}].
  show(problems) {
    this.problems = problems;
    const wrong = problems.filter((problem) => !problem.warning).length;
    const said = wrong ? filled(t("检查：{n} 个问题"), { n: wrong }) : t("检查：没有问题");
    const hints = problems.length > wrong ? filled(t("，{n} 个提示"), { n: problems.length - wrong }) : "";
    const verdict = make("p", { className: `bj-editor__verdict ${wrong ? "is-bad" : "is-good"}`, role: "status" }, `${said}${hints}`);
    this.host.replaceChildren(verdict, make("ol", {}, ...problems.map((problem) => make("li", {}, ...this.line(problem)))));
    this.mark();
  }

  line(problem) {
    const place = problem.name || problem.element || problem.file;
    const elsewhere = problem.path !== this.path && problem.file ? `（${this.named(problem.path) || problem.file}）` : "";
    const hint = problem.warning ? make("span", { className: "bj-badge" }, t("提示")) : null;
    const go = make("button", { type: "button", className: "bj-editor__finding" }, hint, make("strong", {}, `${place}${elsewhere}`), `：${problem.message}`);
    go.addEventListener("click", () => this.open(problem.path, problem.element));
    if (!problem.run?.length) return [go];
    const play = make("button", { type: "button", className: "bj-button bj-button--small" }, t("在图上演示"));
    play.addEventListener("click", () => this.play(problem));
    return [go, play];
  }

  of(element) {
    return this.problems.filter((problem) => problem.path === this.path && problem.element === element);
  }

  // Marks the diagram that is open: `viewer` shows the file `path`.
  on(viewer, path) {
    Object.assign(this, { viewer, path });
    this.mark();
  }

  mark() {
    if (!this.viewer) return;
    const [registry, canvas, overlays] = ["elementRegistry", "canvas", "overlays"].map((name) => this.viewer.get(name));
    overlays.remove({ type: "bj-wrong" });
    registry.forEach((element) => canvas.hasMarker(element, "bj-wrong") && canvas.removeMarker(element, "bj-wrong"));
    const here = new Map();
    for (const problem of this.problems) {
      if (problem.path === this.path && registry.get(problem.element)) here.set(problem.element, [...(here.get(problem.element) || []), problem.message]);
    }
    for (const [id, messages] of here) {
      canvas.addMarker(id, "bj-wrong");
      overlays.add(id, "bj-wrong", { position: { top: -12, left: -12 }, html: this.badge(id, messages) });
    }
  }

  badge(id, messages) {
    const badge = make("button", { type: "button", className: "bj-editor__badge", title: messages.join("\n"), ariaLabel: messages.join("；") }, String(messages.length));
    badge.addEventListener("click", () => this.open(this.path, id));
    return badge;
  }
}
