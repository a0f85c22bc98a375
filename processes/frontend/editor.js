// <bj-editor context="…" file="…" check="…" import="…" first="path" element="id" keeper="id" [editable]> draws the diagrams of a draft.
// `context` is JSON (see casework/changes/editing/context.py); `file` gives and takes a file, `check` what is wrong with all.
import "./editor.css";
import { Bar } from "./editor-bar.js";
import { diagramIn, fit, goTo } from "./editor-diagram.js";
import { make } from "./editor-fields.js";
import { keepWhatFits } from "./editor-fitting.js";
import { Findings } from "./editor-findings.js";
import { Refused, taken } from "./editor-import.js";
import { Model } from "./editor-model.js";
import { hand, Notice } from "./editor-notice.js";
import { Panel } from "./editor-panel.js";
import { Saving } from "./editor-saving.js";
import { ask, Unreachable } from "./editor-server.js";
import { Tokens } from "./editor-tokens.js";
import { pan } from "./pan.js";
import { t, filled } from "./text.js";

const NARROW = "(max-width: 720px)";

class Editor extends HTMLElement {
  connectedCallback() {
    this.editable = this.hasAttribute("editable") && !matchMedia(NARROW).matches;
    this.classList.toggle("is-readonly", !this.editable);
    const part = (name) => make("div", { className: `bj-editor__${name}` });
    Object.assign(this, { bar: part("bar"), canvas: part("canvas"), side: make("aside", { className: "bj-editor__panel", ariaLabel: t("所选元素") }), below: part("findings"), player: part("player") });
    this.notice = new Notice(make("div", { hidden: true }));
    this.player.hidden = true;
    this.replaceChildren(this.bar, this.notice.host, make("div", { className: "bj-editor__stage" }, this.canvas, this.player), this.side, this.below);
    this.leaving = (event) => this.leave(event);
    this.visiting = (event) => this.visit(event);
    window.addEventListener("beforeunload", this.leaving);
    document.addEventListener("turbo:before-visit", this.visiting);
    this.sized = new ResizeObserver(() => this.viewer?.get("canvas").resized());
    this.sized.observe(this.canvas);
    this.begin();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.leaving);
    document.removeEventListener("turbo:before-visit", this.visiting);
    this.sized.disconnect();
    this.saving?.stop();
    this.viewer?.destroy();
    this.replaceChildren();
  }

  async begin() {
    try {
      this.data = (await ask(this.getAttribute("context"))).body;
      this.tools = new Bar({ host: this.bar, files: this.data.files, editable: this.editable, acts: this.acts() });
      this.findings = new Findings({ host: this.below, open: (path, element) => this.open(path, element), play: (problem) => this.play(problem), named: (path) => this.data.files.find((file) => file.path === path)?.name });
      await this.open(this.getAttribute("first"), this.getAttribute("element"));
      this.check();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.notice.show(error.message, { bad: true, acts: [[t("再试一次"), () => this.begin()]] });
    }
  }

  acts() {
    const stack = (name) => () => this.viewer.get("commandStack")[name]();
    const zoom = (factor) => {
      const canvas = this.viewer.get("canvas");
      canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * factor)), "auto");
    };
    return {
      zoom, undo: stack("undo"), redo: stack("redo"),
      open: (path) => this.open(path), whole: () => this.viewer.get("canvas").zoom("fit-viewport"), large: () => this.large(),
      check: async () => { await this.settle(); this.check(); }, take: (file) => this.take(file), leave: (event, link) => this.exported(event, link),
    };
  }

  // Shows a file of the draft, and an element of it if one is named.
  async open(path, element) {
    if (path !== this.path) {
      const page = this.data.pages[path];
      if (!page && !this.data.files.some((file) => file.path === path)) return this.notice.show(t("这个问题不在某一个文件里，请按它说的修改。"));
      await this.settle();
      if (this.saving?.pending) {
        this.tools.show(this.path, this.exportUrl(this.path));
        return this.notice.show(t("这个文件还没有保存好，先不离开它。"), { bad: true });
      }
      if (page) return location.assign(page);
      await this.load(path);
    }
    return element ? goTo(this.viewer, element) : true;
  }

  address(path) {
    return `${this.getAttribute("file")}?path=${encodeURIComponent(path)}`;
  }

  exportUrl(path) {
    return `${this.address(path)}&download=1`;
  }

  async load(path) {
    const { status, body } = await ask(this.address(path));
    if (status !== 200) return this.notice.show(body.error, { bad: true });
    this.saving?.stop();
    this.path = path;
    this.saving = new Saving({
      url: this.getAttribute("file"), path, revision: body.revision, keeper: this.getAttribute("keeper"), read: () => this.text(),
      tell: (state) => this.tools.said(state), saved: () => this.check(), moved: (answer) => this.moved(answer),
    });
    const left = this.editable ? this.saving.left() : null;
    await this.draw(left ?? body.content);
    this.tools.show(path, this.exportUrl(path));
    this.tools.said({ state: "saved", text: this.editable ? filled(t("已保存 {time}"), { time: body.at }) : t("只能看") });
    if (left) {
      this.notice.show(t("上次没有来得及保存的改动已经放回图上。"));
      this.saving.changed();
    }
    return true;
  }

  async draw(xml) {
    if (!this.tokens?.turning) this.tokens?.stop();
    this.viewer?.destroy();
    this.viewer = diagramIn(this.canvas, { editable: this.editable });
    this.drawn = xml;
    try {
      await this.viewer.importXML(xml);
    } catch {
      this.viewer.clear();
      return this.notice.show(t("这张图画不出来：文件里没有可以显示的流程图。"), { bad: true });
    }
    this.model = new Model(this.viewer);
    this.panel = new Panel({ host: this.side, model: this.model, data: this.data, editable: this.editable, problemsOf: (id) => this.findings.of(id) });
    this.viewer.on("selection.changed", ({ newSelection }) => this.select(newSelection));
    if (this.editable) this.listen();
    fit(this.viewer, this);
    pan(this, this.viewer.get("canvas"));
    this.findings.on(this.viewer, this.path);
    this.select([]);
    this.setAttribute("data-ready", "");
    return true;
  }

  listen() {
    keepWhatFits(this.viewer, this.model, this.data.fits);
    this.tools.steps(this.viewer.get("commandStack"));
    this.viewer.on("commandStack.changed", () => {
      this.tools.steps(this.viewer.get("commandStack"));
      this.saving.changed();
      this.refresh();
    });
  }

  select(selection) {
    this.panel.settle();
    this.chosen = selection.length === 1 ? selection[0] : null;
    this.panel.show(this.chosen || this.whole());
  }

  // After a change: later, so that the field that a person goes to keeps its cursor.
  refresh() {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(() => {
      const shown = this.chosen && this.viewer.get("elementRegistry").get(this.chosen.id);
      this.panel.show(shown || this.whole());
    });
  }

  // What the panel is about while nothing is selected: the one pool, or the whole diagram.
  whole() {
    const pools = this.viewer.get("elementRegistry").filter((element) => element.type === "bpmn:Participant");
    return pools.length === 1 ? pools[0] : this.viewer.get("canvas").getRootElement();
  }

  async text() {
    return this.editable ? (await this.viewer.saveXML({ format: true })).xml : this.drawn;
  }

  async settle() {
    this.panel?.settle();
    await this.saving?.flush();
  }

  async check() {
    const wanted = (this.checking = {});
    this.findings.say(t("正在检查…"));
    try {
      const { status, body } = await ask(this.getAttribute("check"));
      if (wanted !== this.checking) return;
      if (status === 200) this.findings.show(body.problems);
      else this.findings.say(filled(t("没有检查成：{reason}"), { reason: body.error }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.findings.say(filled(t("没有检查成：{reason}"), { reason: error.message }));
    }
    this.dispatchEvent(new CustomEvent("bj-editor-checked", { bubbles: true }));
    this.panel?.tell();
  }

  moved(answer) {
    this.notice.show(answer.error, {
      bad: true,
      acts: [
        [t("把我的图另存到电脑"), () => { this.text().then((xml) => hand(xml, this.path.split("/").pop())); return false; }],
        [t("打开他的，放下我的"), () => { this.saving.forget(); this.saving.stop(); this.load(this.path); }],
        [t("用我的盖过他的"), () => { this.saving.overwrite(answer.revision); }],
      ],
    });
  }

  async take(file) {
    await this.settle();
    const before = await this.text();
    try {
      const { xml, notes } = await taken(file, { url: this.getAttribute("import"), modeler: this.viewer });
      if (!(await this.draw(xml))) {
        await this.draw(before);
        throw new Refused(t("这张图画不出来：文件里没有可以显示的流程图。"));
      }
      this.saving.changed();
      const back = [t("退回导入前的图"), async () => { await this.draw(before); this.saving.changed(); }];
      this.notice.show(filled(notes.length ? t("已导入 {name}，这些要改：") : t("已导入 {name}。"), { name: file.name }), { notes, acts: [back, [t("知道了"), () => true]] });
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
      this.notice.show(filled(t("没有导入 {name}：{reason}"), { name: file.name, reason: error.message }), { bad: true, acts: [[t("知道了"), () => true]] });
    }
  }

  // What is exported is what is on the screen: it is saved first.
  async exported(event, link) {
    if (!this.saving.pending && !this.saving.running) return;
    event.preventDefault();
    await this.settle();
    if (this.saving.pending) hand(await this.text(), this.path.split("/").pop());
    else link.click();
  }

  // What is called from another folder is not of this draft: the run is shown as far as its diagrams are.
  play(problem) {
    this.tokens?.stop();
    const steps = problem.run.map((step) => ({ ...step, path: step.path || problem.path }));
    const run = steps.filter(({ path }) => this.data.files.some((file) => file.path === path));
    const show = async (path) => ((await this.open(path)) && this.path === path ? this.viewer : null);
    this.tokens = new Tokens({ show, host: this.player, run, title: problem.message, done: () => { this.tokens = null; } });
  }

  large() {
    const large = this.classList.toggle("is-large");
    this.tools.full.textContent = large ? t("退出全屏") : t("全屏");
  }

  leave(event) {
    this.panel?.settle();
    if (!this.saving?.pending && !this.saving?.running) return;
    this.saving.flush();
    event.preventDefault();
  }

  visit(event) {
    this.panel?.settle();
    if (!this.saving?.pending || this.saving.conflict) return;
    event.preventDefault();
    this.saving.flush().then(() => !this.saving.pending && window.Turbo.visit(event.detail.url));
  }
}

if (!customElements.get("bj-editor")) customElements.define("bj-editor", Editor);
