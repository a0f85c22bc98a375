// <desk-names> round a long list of boxes to tick: typing leaves those whose name contains it, and all that show can be
// ticked at once.

class DeskNames extends HTMLElement {
  connectedCallback() {
    this.labels = [...this.querySelectorAll("label")];
    this.state = this.querySelector("[data-state]");
    const find = this.querySelector("[data-find]");
    find?.addEventListener("input", (event) => { event.stopPropagation(); this.narrow(find.value); });
    find?.addEventListener("change", (event) => event.stopPropagation());
    find?.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.querySelector("[data-all]")?.addEventListener("click", () => this.tick(true));
    this.querySelector("[data-none]")?.addEventListener("click", () => this.tick(false));
    this.addEventListener("change", () => this.tell());
    this.tell();
  }

  narrow(wanted) {
    const words = wanted.trim().toLowerCase();
    this.labels.forEach((label) => { label.hidden = !label.textContent.toLowerCase().includes(words); });
  }

  tick(checked) {
    const shown = this.labels.filter((label) => !label.hidden).map((label) => label.querySelector("input"));
    shown.forEach((box) => { box.checked = checked; });
    shown[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tell() {
    const ticked = this.labels.filter((label) => label.querySelector("input").checked).length;
    this.state.textContent = this.state.dataset.state.replace("N", ticked).replace("M", this.labels.length);
  }
}

customElements.define("desk-names", DeskNames);
