// <guide-many> takes several files at once and gives each to the paper whose name it bears; for the others it asks.
// A file goes only to a paper that has none yet.

const t = (text) => (window.gettext ? window.gettext(text) : text);
const plain = (text) => text.replace(/[\s（）()《》“”_.-]/g, "").toLowerCase();

// How many signs in a row both have.
function common(one, other) {
  for (let length = Math.min(one.length, other.length); length > 0; length -= 1) {
    for (let at = 0; at + length <= one.length; at += 1) if (other.includes(one.slice(at, at + length))) return length;
  }
  return 0;
}

class Many extends HTMLElement {
  connectedCallback() {
    if (this.rows) return;
    const label = document.createElement("label");
    label.className = "bj-button";
    label.textContent = t("一次选几个文件");
    const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, className: "bj-sr" });
    input.addEventListener("change", () => { this.take([...input.files]); input.value = ""; });
    label.append(input);
    const hint = Object.assign(document.createElement("span"), { className: "bj-small", textContent: t("文件名里写着材料名称的，自动放到那一件；其余的由您指定。") });
    this.rows = Object.assign(document.createElement("ul"), { className: "guide-many__rows" });
    this.rows.setAttribute("aria-live", "polite");
    this.append(label, hint, this.rows);
  }

  // Papers of this step that have no file yet.
  get free() {
    return [...this.closest("form").querySelectorAll("details.guide-item")].filter(
      (item) => item.querySelector("bj-upload") && !item.querySelector(".guide-file") && !item.querySelector("bj-upload li"),
    );
  }

  title(item) {
    const person = item.closest(".guide-group").querySelector(".guide-group__person")?.dataset.person || "";
    return { type: item.querySelector(".guide-item__title").firstChild.textContent.trim(), person };
  }

  take(files) {
    for (const file of files) {
      const fitting = this.fitting(file.name);
      if (fitting.length === 1) this.give(file, fitting[0]);
      else this.ask(file, fitting.length ? fitting : this.free);
    }
  }

  fitting(name) {
    const stem = plain(name.replace(/\.[^.]*$/, ""));
    const likeness = new Map(this.free.map((item) => [item, common(stem, plain(this.title(item).type))]));
    const most = Math.max(3, ...likeness.values());
    const named = this.free.filter((item) => likeness.get(item) === most);
    const own = named.filter((item) => { const { person } = this.title(item); return person && stem.includes(plain(person)); });
    return own.length ? own : named;
  }

  give(file, item) {
    item.open = true;
    item.querySelector("bj-upload").take([file]);
  }

  ask(file, items) {
    const row = document.createElement("li");
    const name = Object.assign(document.createElement("label"), { textContent: file.name });
    const select = Object.assign(document.createElement("select"), { className: "bj-input", id: `many-${Math.random().toString(36).slice(2)}` });
    name.htmlFor = select.id;
    select.append(new Option(t("这是哪一件？"), ""));
    for (const item of items) {
      const { type, person } = this.title(item);
      select.append(new Option(person ? `${person} · ${type}` : type, item.id));
    }
    select.addEventListener("change", (event) => {
      event.stopPropagation();
      const item = document.getElementById(select.value);
      if (!item) return;
      row.remove();
      this.give(file, item);
    });
    row.append(name, select);
    this.rows.append(row);
  }
}

customElements.define("guide-many", Many);
