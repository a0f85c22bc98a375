// <desk-select>: a click on a row, or walking the rows with j and k, shows its summary in the second pane. On a phone there
// is no second pane: a tap on the row opens it.

const WIDE = matchMedia("(min-width: 1024px)");

class DeskSelect extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("turbo-frame");
    this.addEventListener("click", (event) => this.pressed(event));
    this.addEventListener("focusin", (event) => this.choose(event.target.closest("[data-summary]")));
    if (WIDE.matches) this.choose(this.querySelector("[data-summary]"));
  }

  pressed(event) {
    const row = event.target.closest("[data-summary]");
    if (!row || event.target.closest("a, button, form")) return;
    if (WIDE.matches) this.choose(row);
    else row.querySelector("a[data-open]").click();
  }

  choose(row) {
    if (!row || row === this.chosen || !WIDE.matches) return;
    this.chosen?.classList.remove("is-current");
    this.chosen = row;
    row.classList.add("is-current");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => { this.frame.src = row.dataset.summary; }, 120);
  }
}

customElements.define("desk-select", DeskSelect);
