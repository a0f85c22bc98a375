// One notice above the diagram: what happened, and what can be done about it.
import { make } from "./editor-fields.js";

export class Notice {
  constructor(host) {
    this.host = host;
  }

  // acts: [[label, act] …]; the notice goes with whichever is taken, and with `clear`.
  show(text, { notes = [], acts = [], bad = false } = {}) {
    const buttons = acts.map(([label, act]) => {
      const button = make("button", { type: "button", className: "bj-button bj-button--small" }, label);
      button.addEventListener("click", () => {
        if (act() !== false) this.clear();
      });
      return button;
    });
    this.host.className = `bj-editor__notice bj-note ${bad ? "bj-note--overdue" : ""}`;
    this.host.replaceChildren(make("p", {}, text), ...(notes.length ? [make("ul", {}, ...notes.map((note) => make("li", {}, note)))] : []), make("div", { className: "bj-toolbar" }, ...buttons));
    this.host.hidden = false;
  }

  clear() {
    this.host.hidden = true;
    this.host.replaceChildren();
  }
}

// Gives a text to the person as a file.
export function hand(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/xml" }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
