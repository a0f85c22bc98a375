// <desk-rows name="findings">: rows of a table are added from the <template> and removed. The server reads the order of the
// hidden inputs "<name>-rows", so a removed row is simply not there.

const BLANK = /__row__/g;

class DeskRows extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(":scope > [data-rows]");
    this.next = this.list.children.length;
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-add]")) this.add();
      const remove = event.target.closest("[data-remove]");
      if (remove) this.remove_(remove.closest("[data-line]"));
    });
    this.number();
  }

  add() {
    const row = this.append_(`n${this.next++}`);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    this.tell();
  }

  append_(key) {
    const holder = document.createElement("div");
    holder.innerHTML = this.querySelector(":scope > template").innerHTML.replace(BLANK, key);
    const row = holder.firstElementChild;
    this.list.append(row);
    this.number();
    return row;
  }

  // The keys of the rows that are there; setting them adds the rows that are not.
  get keys() {
    return [...this.querySelectorAll(`[name="${this.getAttribute("name")}-rows"]`)].map((input) => input.value);
  }

  set keys(wanted) {
    if (!this.querySelector(":scope > template")) return;
    const have = new Set(this.keys);
    wanted.filter((key) => !have.has(key)).forEach((key) => this.append_(key));
    this.next = Math.max(this.next, ...wanted.map((key) => (parseInt(key.replace(/^n/, ""), 10) || 0) + 1));
  }

  remove_(row) {
    const beside = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    this.number();
    (beside?.querySelector("[data-remove]") || this.querySelector("[data-add]"))?.focus();
    this.tell();
  }

  number() {
    [...this.list.querySelectorAll(":scope > [data-line]")].forEach((row, index) => {
      const mark = row.querySelector("[data-number]");
      if (mark && !mark.dataset.number) mark.textContent = index + 1;
    });
  }

  tell() {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("desk-rows", DeskRows);
