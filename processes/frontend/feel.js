// <bj-feel-names context="…" more="[{text, label, kind}]">: round a form whose <bj-feel> fields may name what the draft offers
// (the answer of `context`, as the editor of diagrams gets it) and the page's own names. Without an answer all are taken as known.
import "./feel.css";
import "./editor-feel.js";
import { namesFor } from "./editor-names.js";

class FeelNames extends HTMLElement {
  names = [];

  async connectedCallback() {
    const own = JSON.parse(this.getAttribute("more") || "[]");
    try {
      const response = await fetch(this.getAttribute("context"), { headers: { "X-Requested-With": "fetch" } });
      if (!response.ok) return;
      const texts = new Set(own.map((name) => name.text));
      this.names = [...own, ...namesFor(await response.json()).filter((name) => !texts.has(name.text))];
    } catch {
      return;
    }
    for (const field of this.querySelectorAll("bj-feel")) this.give(field);
    this.dataset.ready = "";
  }

  give(field) {
    field.names = this.names;
    if (field.area) field.colour();
  }
}

if (!customElements.get("bj-feel-names")) customElements.define("bj-feel-names", FeelNames);
