// <bj-feel>: a FEEL expression in a text area, coloured behind the letters, with the names that may be used.
// Properties: names ([{text, label, kind}]), value, readOnly; fires "change" when the person is done with it.
// Round a text area that a page brought along it works with that one. mode="template": only what stands between double
// braces is FEEL; mode="answer": only what begins with =. `open`: names that are not known are not marked.
import { KEYWORDS, matching } from "./editor-names.js";
import { t } from "./text.js";

const PARTS = /("(?:[^"\\]|\\.)*"?)|(@?\d[\d.]*)|([\p{L}_][\p{L}\p{N}_]*)|([-+*\/=<>!]+|\.\.)|(\s+|.)/gsu;
const WORDS = new Set(KEYWORDS);
let count = 0;

class Feel extends HTMLElement {
  names = [];

  connectedCallback() {
    if (this.area) return;
    for (const old of this.querySelectorAll(":scope > pre, :scope > ul")) old.remove();
    this.paint = document.createElement("pre");
    this.paint.setAttribute("aria-hidden", "true");
    this.area = this.querySelector("textarea");
    this.adopted = Boolean(this.area);
    if (!this.adopted) this.area = this.made();
    this.area.autocomplete = "off";
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `bj-feel-${count += 1}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", t("可以写的名称"));
    for (const [key, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", this.list.id], ["aria-autocomplete", "list"]]) {
      this.area.setAttribute(key, value);
    }
    this.append(this.paint, this.area, this.list);
    this.closest("bj-feel-names")?.give?.(this);
    if (this.adopted) this.watch();
    this.area.addEventListener("input", () => { this.colour(); this.offer(); });
    this.area.addEventListener("scroll", () => { this.paint.scrollTop = this.area.scrollTop; });
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.area.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
    this.colour();
  }

  // A field in a closed part of the page has no size until it is opened.
  watch() {
    let width = 0;
    this.observer = new ResizeObserver(() => {
      if (this.clientWidth !== width) this.fit();
      width = this.clientWidth;
    });
    this.observer.observe(this);
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  made() {
    const area = document.createElement("textarea");
    Object.assign(area, { rows: 1, spellcheck: false, id: this.getAttribute("field") || "" });
    for (const name of ["aria-label", "placeholder"]) if (this.hasAttribute(name)) area.setAttribute(name, this.getAttribute(name));
    return area;
  }

  get value() {
    return this.area.value;
  }

  set value(text) {
    this.area.value = text;
    this.colour();
  }

  set readOnly(flag) {
    this.area.readOnly = flag;
  }

  colour() {
    const known = new Set(this.names.flatMap((name) => name.text.replace("(", "").split(/[. ]/)));
    const lenient = this.hasAttribute("open") || !this.names.length;
    const parts = stretches(this.area.value, this.getAttribute("mode"));
    const pieces = parts.flatMap(([text, isFeel]) => (isFeel ? kinds(text, known, lenient) : [[text, null]]));
    this.paint.replaceChildren(...pieces.map(([text, kind]) => coloured(text, kind)), "\n");
    this.fit();
  }

  fit() {
    if (!this.adopted) {
      this.area.rows = Math.min(8, Math.max(1, this.area.value.split("\n").length, Math.ceil(this.area.value.length / 30)));
    } else if (this.area.offsetParent) {
      this.area.style.height = "auto";
      this.area.style.height = `${this.area.scrollHeight + 2}px`;
    }
  }

  offer() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const isFeel = stretches(before, this.getAttribute("mode"), true).at(-1)?.[1];
    const { word, found } = isFeel ? matching(this.names, before) : { word: "", found: [] };
    this.word = word;
    this.list.replaceChildren(...found.map((name, place) => this.option(name, place)));
    this.list.hidden = !found.length;
    this.area.setAttribute("aria-expanded", String(Boolean(found.length)));
    this.move(0);
    this.list.scrollIntoView({ block: "nearest" });
  }

  option(name, place) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.id = `${this.list.id}-${place}`;
    option.dataset.text = name.text;
    const [code, label] = [document.createElement("code"), document.createElement("span")];
    code.textContent = name.text.replace("(", "(…)");
    label.textContent = name.label;
    option.append(code, label);
    return option;
  }

  move(to) {
    const options = [...this.list.children];
    if (!options.length) return;
    this.at = (to + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    options[this.at].scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", options[this.at].id);
  }

  key(event) {
    event.stopPropagation();
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(option) {
    if (!option) return;
    const end = this.area.selectionStart;
    this.area.setRangeText(option.dataset.text, end - this.word.length, end, "end");
    this.close();
    this.colour();
    this.area.focus();
    if (this.adopted) this.area.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.area.setAttribute("aria-expanded", "false");
    this.area.removeAttribute("aria-activedescendant");
  }
}

// [[text, whether it is FEEL] …]; `begun`: braces that are still open count.
function stretches(text, mode, begun = false) {
  if (mode === "answer") return [[text, /^\s*=/.test(text)]];
  if (mode !== "template") return [[text, true]];
  const parts = text.split(begun ? /(\{\{(?:(?!\}\}).)*(?:\}\}|$))/su : /(\{\{.*?\}\})/su).filter(Boolean);
  return parts.map((part) => [part, part.startsWith("{{") && !(begun && part.endsWith("}}"))]);
}

// [[text, kind] …] of an expression. What it defines itself is known, and so is what follows a point or is called.
function kinds(text, known, lenient) {
  const own = new Set(["item", ...[...text.matchAll(/(?:\b(?:for|some|every)|,)\s+([\p{L}_][\p{L}\p{N}_]*)\s+in\b/gu)].map((found) => found[1])]);
  const keys = new Set([...text.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*:/gu)].map((found) => found[1]));
  return [...text.matchAll(PARTS)].map((found) => {
    const [part, string, number, name, sign] = found;
    if (string) return [part, "string"];
    if (number) return [part, "number"];
    if (sign) return [part, "sign"];
    if (!name) return [part, null];
    if (WORDS.has(name)) return [part, "keyword"];
    const isMember = /\.\s*$/.test(text.slice(0, found.index));
    const isCalled = /^(?:\s+[\p{L}_][\p{L}\p{N}_]*)*\s*\(/u.test(text.slice(found.index + part.length));
    return [part, lenient || isMember || isFiltered(text, found.index) || isCalled || known.has(name) || own.has(name) || keys.has(name) ? "name" : "unknown"];
  });
}

// Within brackets stand the properties of what is picked out of a list.
function isFiltered(text, place) {
  const before = text.slice(0, place).replace(/"(?:[^"\\]|\\.)*"/g, "");
  return before.split("[").length > before.split("]").length;
}

function coloured(text, kind) {
  if (!kind) return text;
  const span = document.createElement("span");
  span.className = `bj-feel__${kind}`;
  span.textContent = text;
  return span;
}

if (!customElements.get("bj-feel")) customElements.define("bj-feel", Feel);
