// <bj-tabs key="case"><section id="documents" data-title="材料">…</section>…</bj-tabs>
// Shows one section at a time. A page may bring its own [role=tablist] with buttons that name their panels by
// aria-controls; otherwise the buttons are made from data-title. The choice is kept for the tab of the browser under `key`, and #documents in the
// address wins over it. Without scripts, and on paper, the sections stand one below the other under their titles.

class Tabs extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector(":scope > [role=tablist]") || this.make();
    this.buttons = [...this.list.querySelectorAll("[role=tab]")];
    this.panels = this.buttons.map((button) => document.getElementById(button.getAttribute("aria-controls")));
    if (!this.panels.length) return;
    this.buttons.forEach((button, index) => {
      button.addEventListener("click", () => this.show(this.panels[index], { keep: true }));
    });
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.show(this.wanted(), { keep: false });
  }

  make() {
    const list = document.createElement("div");
    list.className = "bj-tablist";
    list.setAttribute("role", "tablist");
    if (this.hasAttribute("label")) list.setAttribute("aria-label", this.getAttribute("label"));
    list.append(...[...this.querySelectorAll(":scope > [data-title]")].map((panel) => this.button(panel)));
    this.prepend(list);
    return list;
  }

  button(panel) {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `tab-${panel.id}`;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    button.textContent = panel.dataset.title;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    return button;
  }

  get place() {
    return `bj-tabs:${this.getAttribute("key") || this.dataset.keep || location.pathname}`;
  }

  wanted() {
    const named = (id) => this.panels.find((panel) => panel.id === id);
    return named(location.hash.slice(1)) || named(sessionStorage.getItem(this.place)) || this.panels[0];
  }

  show(chosen, { keep }) {
    this.panels.forEach((panel, index) => {
      panel.hidden = panel !== chosen;
      const button = this.buttons[index];
      button.setAttribute("aria-selected", String(panel === chosen));
      button.tabIndex = panel === chosen ? 0 : -1;
    });
    if (keep) sessionStorage.setItem(this.place, chosen.id);
    // Diagrams cannot measure themselves while hidden.
    chosen.dispatchEvent(new CustomEvent("bj-shown", { bubbles: true }));
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const { buttons } = this;
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    buttons[next].click();
  }
}

customElements.define("bj-tabs", Tabs);
