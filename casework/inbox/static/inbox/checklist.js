// <desk-checklist> round the cards of a checklist: keeps the score and the number of open items, leads to the next open
// one, and opens the card for what was seen where an item falls short. Without this script every card works by hand.

const SHORT = ["partly", "not_met"];

class DeskChecklist extends HTMLElement {
  connectedCallback() {
    this.items = [...this.querySelectorAll("[data-check]")];
    this.addEventListener("change", (event) => this.answered(event.target));
    this.querySelector("[data-next]").addEventListener("click", () => this.goToNext());
    this.items.forEach((item) => this.isShort(item) && this.unfold(item));
    this.tell();
  }

  answered(field) {
    const item = field.closest("[data-check]");
    if (!item || field.type !== "radio") return;
    this.unfold(item);
    item.classList.remove("desk-item--error");
    this.tell();
  }

  unfold(item) {
    const short = this.isShort(item);
    const more = item.querySelector("[data-more]");
    item.querySelector("[data-asked]").hidden = !short;
    if (short) more.open = true;
    else if (!this.holds(more)) more.open = false;
  }

  holds(more) {
    return more.querySelector("textarea").value || more.querySelector("bj-upload li, bj-upload input[type=hidden]");
  }

  isShort(item) {
    return SHORT.includes(this.chosen(item)?.value);
  }

  chosen(item) {
    return item.querySelector("input[type=radio]:checked");
  }

  get open() {
    return this.items.filter((item) => !this.chosen(item));
  }

  // In halves and whole weights, so that halves are rounded up exactly as on the server.
  get score() {
    let halves = 0;
    let weight = 0;
    for (const item of this.items) {
      const points = this.chosen(item)?.dataset.points;
      if (points === undefined) continue;
      weight += Number(item.dataset.weight);
      halves += Number(item.dataset.weight) * Number(points) * 2;
    }
    return weight ? (Math.floor((1000 * halves + weight) / (2 * weight)) / 10).toFixed(1) : "—";
  }

  tell() {
    const open = this.open.length;
    const left = this.querySelector("[data-left]");
    left.querySelector("b").textContent = open;
    left.hidden = !open;
    this.querySelector("[data-all]").hidden = open > 0;
    this.querySelector("[data-next]").hidden = !open;
    this.querySelector("[data-score]").textContent = this.score;
  }

  goToNext() {
    const item = this.open[0];
    item?.scrollIntoView({ block: "center" });
    item?.querySelector("input[type=radio]").focus({ preventScroll: true });
  }
}

customElements.define("desk-checklist", DeskChecklist);
