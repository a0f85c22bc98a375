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
    const template = this.querySelector(":scope > template");
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replace(BLANK, `n${this.next++}`);
    const row = holder.firstElementChild;
    this.list.append(row);
    this.number();
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    this.tell();
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
