// <bj-table file="…" check="…" path="…" keeper="id" [editable]> edits the decision table of a .dmn file of a draft.
// `file` gives and takes it, `check` tells what is wrong with it (see casework/changes/views/tables.py).
import EditingManager from "dmn-js-shared/lib/base/EditingManager";
import Manager from "dmn-js-shared/lib/base/Manager";
import TableEditor from "dmn-js-decision-table/lib/Editor";
import TableViewer from "dmn-js-decision-table/lib/Viewer";
import { is } from "dmn-js-shared/lib/util/ModelUtil";
import "dmn-js/dist/assets/dmn-js-shared.css";
import "dmn-js/dist/assets/dmn-js-decision-table.css";
import "dmn-js/dist/assets/dmn-js-decision-table-controls.css";
import "dmn-js/dist/assets/dmn-font/css/dmn.css";
import "./tables.css";
import { make } from "./editor-fields.js";
import { hand, Notice } from "./editor-notice.js";
import { Saving } from "./editor-saving.js";
import { ask, Unreachable } from "./editor-server.js";
import { Findings } from "./tables-findings.js";
import { translate } from "./tables-words.js";
import { t, filled } from "./text.js";

const MOST = 1_000_000;
const NARROW = "(max-width: 720px)";
const opens = (element) => is(element, "dmn:Decision") && is(element.decisionLogic, "dmn:DecisionTable");
const views = (constructor) => () => [{ id: "decisionTable", constructor, opens }];

// Only decision tables: no diagram of requirements, no other boxes; those of a file stay in it as they are.
class Modeler extends EditingManager {}
Modeler.prototype._getViewProviders = views(TableEditor);
class Reader extends Manager {}
Reader.prototype._getViewProviders = views(TableViewer);

class DecisionTable extends HTMLElement {
  connectedCallback() {
    this.editable = this.hasAttribute("editable") && !matchMedia(NARROW).matches;
    const part = (name) => make("div", { className: `bj-tables__${name}` });
    Object.assign(this, { bar: part("bar"), stage: part("stage"), below: part("findings") });
    this.state = make("span", { className: "bj-editor__state" });
    this.state.setAttribute("role", "status");
    this.notice = new Notice(make("div", { hidden: true }));
    this.words = new MutationObserver(() => this.reword());
    this.words.observe(this.stage, { childList: true, subtree: true });
    this.replaceChildren(this.bar, this.notice.host, this.stage, this.below);
    this.findings = new Findings({ host: this.below, table: this.stage });
    this.leaving = (event) => this.unsaved() && event.preventDefault();
    this.visiting = (event) => {
      if (!this.unsaved()) return;
      event.preventDefault();
      this.settle().then(() => (this.saving.pending ? null : location.assign(event.detail.url)));
    };
    window.addEventListener("beforeunload", this.leaving);
    document.addEventListener("turbo:before-visit", this.visiting);
    this.buttons();
    this.begin();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.leaving);
    document.removeEventListener("turbo:before-visit", this.visiting);
    this.saving?.stop();
    this.words.disconnect();
    this.findings.stop();
    this.modeler?.destroy();
    this.replaceChildren();
  }

  // The library has a few titles in its code that it does not ask to have translated.
  reword() {
    for (const node of this.stage.querySelectorAll("[title^='Move '], [title^='Remove ']")) node.title = translate(node.title);
  }

  unsaved() {
    return Boolean(this.saving && (this.saving.pending || this.saving.running));
  }

  async settle() {
    document.activeElement?.blur?.();
    await this.saving?.flush();
  }

  buttons() {
    const act = (label, run) => {
      const button = make("button", { type: "button", className: "bj-editor__act" }, label);
      button.addEventListener("click", run);
      return button;
    };
    const stack = (name) => () => this.modeler.getActiveViewer().get("commandStack")[name]();
    this.picker = make("input", { type: "file", accept: ".dmn,.xml", hidden: true });
    this.picker.addEventListener("change", () => this.take(this.picker.files[0]));
    const tools = this.editable ? [act(t("撤销"), stack("undo")), act(t("重做"), stack("redo")), act(t("导入 .dmn"), () => this.picker.click()), this.picker] : [];
    this.bar.replaceChildren(...tools, act(t("检查"), async () => { await this.settle(); this.check(); }), this.state);
  }

  tell({ state, text }) {
    this.state.dataset.state = state;
    this.state.textContent = text;
  }

  async begin() {
    try {
      const { status, body } = await ask(this.getAttribute("file"));
      if (status !== 200) throw new Unreachable(body.error);
      this.saving = new Saving({
        url: this.getAttribute("file"), path: this.getAttribute("path"), revision: body.revision, keeper: this.getAttribute("keeper"),
        read: async () => (await this.modeler.saveXML({ format: true })).xml,
        tell: (said) => this.tell(said), saved: () => this.check(), moved: (answer) => this.moved(answer),
      });
      await this.show(body.content);
      this.offerLeft();
      this.check();
    } catch (error) {
      this.notice.show(error instanceof Unreachable ? error.message : t("这张表画不出来，可以导出后检查，或者导入一份新的。"), { bad: true, acts: [[t("再试一次"), () => this.begin()]] });
    }
  }

  async show(xml) {
    this.modeler?.destroy();
    const additionalModules = [{ translate: ["value", translate] }];
    const Kind = this.editable ? Modeler : Reader;
    this.modeler = new Kind({ container: this.stage, height: "auto", decisionTable: { additionalModules } });
    await this.modeler.importXML(xml);
    const viewer = this.modeler.getActiveViewer();
    viewer.on("commandStack.changed", () => this.editable && this.saving.changed());
    this.setAttribute("data-ready", "");
  }

  offerLeft() {
    const left = this.editable && this.saving.left();
    if (!left) return;
    this.notice.show(t("上次有改动没有保存上，还留在这台电脑里。"), { acts: [
      [t("恢复"), () => this.replace(left)], [t("不要了"), () => this.saving.forget()],
    ] });
  }

  async replace(xml) {
    await this.show(xml);
    this.saving.changed();
  }

  async check() {
    try {
      const { status, body } = await ask(this.getAttribute("check"));
      if (status === 200) this.findings.show(body.findings);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.findings.unknown(error.message);
    }
  }

  moved(answer) {
    this.notice.show(answer.error, { bad: true, acts: [
      [t("看对方的"), () => location.reload()],
      [t("用我的覆盖"), () => { this.saving.overwrite(answer.revision); }],
      [t("我的另存到电脑"), () => { this.saving.read().then((xml) => hand(xml, this.getAttribute("path").split("/").pop())); return false; }],
    ] });
  }

  // The decision keeps the id by which diagrams call it.
  async take(file) {
    this.picker.value = "";
    if (!file) return;
    try {
      if (file.size > MOST) throw new Unreachable(t("文件超过 1 MB，请拆成几个。"));
      const content = await file.text();
      const { status, body } = await ask(this.getAttribute("check"), { content });
      if (status !== 200) throw new Unreachable(body.error);
      const before = (await this.modeler.saveXML({ format: true })).xml;
      const [ours] = this.decisions();
      await this.show(content);
      const [theirs] = this.decisions();
      if (ours && theirs && ours !== theirs) this.rename(theirs, ours);
      this.saving.changed();
      this.notice.show(filled(t("已导入 {name}。"), { name: file.name }), { acts: [[t("不要了，恢复原来的"), () => this.replace(before)], [t("知道了"), () => {}]] });
    } catch (error) {
      this.notice.show(error instanceof Unreachable ? error.message : t("文件读不出来：里面没有完整的决策表。"), { bad: true, acts: [[t("知道了"), () => {}]] });
    }
  }

  decisions() {
    return (this.modeler.getDefinitions().drgElement || []).filter(opens).map((decision) => decision.id);
  }

  rename(from, to) {
    const decision = this.modeler.getDefinitions().drgElement.find((one) => one.id === from);
    decision.id = to;
  }
}

if (!customElements.get("bj-table")) customElements.define("bj-table", DecisionTable);
