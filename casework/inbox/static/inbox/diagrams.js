// <desk-diagrams>: one diagram of a case at a time. A called process opens from its shape in the calling one, by an address
// such as #diagram-notice, or from the list above.

class DeskDiagrams extends HTMLElement {
  connectedCallback() {
    this.choice = this.querySelector("select");
    this.sections = [...this.querySelectorAll("[data-diagram]")];
    this.choice?.addEventListener("change", () => this.show(this.choice.value));
    this.follow = () => this.show(location.hash.slice(1));
    window.addEventListener("hashchange", this.follow);
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this.follow);
  }

  show(id) {
    if (!this.sections.some((section) => section.id === id)) return;
    this.sections.forEach((section) => { section.hidden = section.id !== id; });
    if (this.choice) this.choice.value = id;
  }
}

customElements.define("desk-diagrams", DeskDiagrams);
