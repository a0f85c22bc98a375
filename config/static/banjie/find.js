// <bj-find> before a long list of choices (schools, people, codes): typing offers those that contain it, and whatever is
// named in full, or by a few letters that nothing else has, is chosen in the list below, which goes on working as it does.

const LONG = 10;
const t = (text) => (window.gettext ? window.gettext(text) : text);
let lists = 0;

class Find extends HTMLElement {
  connectedCallback() {
    this.select = this.nextElementSibling;
    this.input = document.createElement("input");
    this.input.className = "bj-input";
    this.input.type = "text";
    this.input.autocomplete = "off";
    this.input.placeholder = t("输入几个字查找");
    this.input.setAttribute("aria-label", `${t("查找")} ${this.name()}`.trim());
    this.said = document.createElement("small");
    this.said.setAttribute("role", "status");
    this.replaceChildren(this.said, this.input, this.offers());
    this.input.addEventListener("input", (event) => {
      event.stopPropagation();
      // Of two schools, one may be called as the other begins.
      if (this.matches().length === 1) this.choose(this.exact());
    });
    this.input.addEventListener("change", (event) => { event.stopPropagation(); this.settle(); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.settle();
    });
  }

  name() {
    const label = this.select.labels?.[0];
    return label ? [...label.childNodes].find((node) => node.nodeType === Node.TEXT_NODE)?.textContent.trim() || "" : "";
  }

  get options() {
    return [...this.select.options].filter((option) => option.value);
  }

  offers() {
    const list = document.createElement("datalist");
    list.id = `bj-find-${lists += 1}`;
    list.append(...this.options.map((option) => new Option(option.text)));
    this.input.setAttribute("list", list.id);
    return list;
  }

  exact() {
    return this.options.find((option) => option.text === this.input.value.trim());
  }

  matches() {
    const words = this.input.value.trim().toLowerCase().split(/\s+/);
    return this.options.filter((option) => words.every((word) => option.text.toLowerCase().includes(word)));
  }

  // Called when somebody has finished typing.
  settle() {
    if (!this.input.value.trim()) return this.say("");
    const found = this.matches();
    const one = this.exact() || (found.length === 1 ? found[0] : undefined);
    if (one) return this.choose(one);
    this.say(found.length
      ? t("找到 N 个，请再多输几个字，或者在下面的列表里选。").replace("N", found.length)
      : t("没有找到，请换几个字，或者在下面的列表里选。"));
  }

  choose(option) {
    if (!option) return;
    this.input.value = "";
    this.say(`${t("已选")} ${option.text}`);
    if (this.select.value === option.value) return;
    this.select.value = option.value;
    for (const kind of ["input", "change"]) this.select.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  say(words) {
    this.said.textContent = words;
  }
}

customElements.define("bj-find", Find);

function help(select) {
  if (select.options.length <= LONG || select.previousElementSibling instanceof Find) return;
  select.before(document.createElement("bj-find"));
}

const all = () => document.querySelectorAll("main select.bj-input:not([multiple])").forEach(help);

// Rows are added to tables, and Turbo changes the page.
new MutationObserver(all).observe(document.documentElement, { childList: true, subtree: true });
all();
