// What is wrong with the table: a list below it, and a mark on every row that is meant. A sentence leads to its row.
import { make } from "./editor-fields.js";
import { t, filled } from "./text.js";

const KINDS = { fault: "要改", overlap: "重叠", gap: "空缺", unreachable: "到不了", unknown: "没有查清" };

export class Findings {
  constructor({ host, table }) {
    Object.assign(this, { host, table });
    // The table draws its rows again and again; a sheet of rules for their ids stays true.
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  stop() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  show(findings) {
    this.mark(findings);
    // What could not be looked into is said, and is no fault of the table.
    const wrong = findings.filter((finding) => finding.kind !== "unknown").length;
    const verdict = make("p", { className: `bj-editor__verdict ${wrong ? "is-bad" : "is-good"}` },
      wrong ? filled(t("检查：{n} 个问题"), { n: wrong }) : t("检查：没有问题"));
    const items = findings.map((finding) => make("li", {}, this.line(finding)));
    this.host.replaceChildren(verdict, make("ol", {}, ...items));
  }

  line(finding) {
    const words = `${t(KINDS[finding.kind])}：${finding.message}`;
    if (!finding.rules.length) return make("span", { className: "bj-tables__said" }, words);
    const button = make("button", { type: "button", className: "bj-editor__finding" }, words);
    button.addEventListener("click", () => this.go(finding.rules));
    return button;
  }

  unknown(message) {
    this.mark([]);
    this.host.replaceChildren(make("p", { className: "bj-editor__verdict" }, filled(t("还没有检查：{reason}"), { reason: message })));
  }

  mark(findings) {
    const ids = [...new Set(findings.flatMap((finding) => finding.rules))];
    const rows = (ids.length ? ids : ["\u0000"]).map((id) => `bj-table td[data-row-id="${CSS.escape(id)}"]`);
    const index = rows.map((row) => `${row}.rule-index`);
    this.sheet.replaceSync(ids.length ? `${rows.join(",")}{background:#fdeeee}${index.join(",")}{box-shadow:inset 4px 0 #c62828;color:#b01f1f;font-weight:600}${index.map((row) => `${row}::after`).join(",")}{content:" !"}` : "");
  }

  go([first]) {
    const row = this.table.querySelector(`[data-row-id="${CSS.escape(first)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "center", inline: "nearest" });
    (row.parentElement.querySelector("[contenteditable], .cm-content, td.input-cell") || row).click();
    row.parentElement.classList.add("is-meant");
    setTimeout(() => row.parentElement.classList.remove("is-meant"), 2000);
  }
}
