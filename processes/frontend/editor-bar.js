// The bar above the diagram: which file, whether it is saved, and what can be done.
import { make } from "./editor-fields.js";
import { t } from "./text.js";

export class Bar {
  // acts: {open(path), undo, redo, zoom(factor), whole, large, check, take(file), exportUrl(path)}.
  constructor({ host, files, editable, acts }) {
    this.files = make("select", { ariaLabel: t("流程图文件") }, ...files.map((file) => make("option", { value: file.path }, file.name)));
    this.files.addEventListener("change", () => acts.open(this.files.value));
    this.state = make("span", { className: "bj-editor__state", role: "status" });
    this.undo = button("↶", t("撤销"), acts.undo);
    this.redo = button("↷", t("重做"), acts.redo);
    this.full = button(t("全屏"), t("全屏显示或返回"), acts.large);
    this.out = make("a", { className: "bj-editor__act", download: "" }, t("导出"));
    this.out.addEventListener("click", (event) => acts.leave(event, this.out));
    host.replaceChildren(
      this.files, this.state, make("span", { className: "bj-editor__space" }),
      ...(editable ? [this.undo, this.redo] : []),
      button("−", t("缩小"), () => acts.zoom(0.8)), button("+", t("放大"), () => acts.zoom(1.25)), button(t("全图"), t("显示整张流程图"), acts.whole), this.full,
      button(t("检查"), t("检查草稿里的全部文件"), acts.check), ...(editable ? [importing(acts.take)] : []), this.out,
    );
  }

  show(path, exportUrl) {
    this.files.value = path;
    this.out.href = exportUrl;
  }

  said({ state, text }) {
    this.state.dataset.state = state;
    this.state.textContent = text;
  }

  steps(stack) {
    this.undo.disabled = !stack.canUndo();
    this.redo.disabled = !stack.canRedo();
  }
}

function button(text, label, act) {
  const made = make("button", { type: "button", className: "bj-editor__act", title: label }, text);
  if (text.length === 1) made.ariaLabel = label; // a sign is no word
  made.addEventListener("click", act);
  return made;
}

function importing(take) {
  const input = make("input", { type: "file", accept: ".bpmn,.xml", className: "bj-sr", id: "bj-editor-import" });
  input.addEventListener("change", () => {
    if (input.files[0]) take(input.files[0]);
    input.value = "";
  });
  return make("label", { className: "bj-editor__act", htmlFor: input.id, title: t("用别的工具画的流程图文件代替这一张") }, t("导入"), input);
}
