// <desk-form draft="/tasks/…/draft/"> round a form: shows and hides fields as answers change, and keeps what is typed
// with the task on the server, so that another device shows it again. Simple conditions (data-visible="field=value")
// are decided here, all others by the server's answer. Without `draft` nothing is sent.

const PAUSE = 2500;
const t = (text) => (window.gettext ? window.gettext(text) : text);
const clock = () => new Date().toTimeString().slice(0, 5);

class DeskForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector("[data-draft-state]");
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("bj-uploaded", () => this.changed());
    this.form.addEventListener("focusout", () => this.dirty && this.save());
    this.form.addEventListener("submit", () => this.stop());
    this.leaving = () => document.visibilityState === "hidden" && this.dirty && this.save();
    document.addEventListener("visibilitychange", this.leaving);
    this.arrange();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.leaving);
    this.stop();
  }

  changed() {
    this.dirty = true;
    this.arrange();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), PAUSE);
  }

  stop() {
    this.dirty = false;
    clearTimeout(this.waiting);
  }

  arrange() {
    const answers = new FormData(this.form);
    this.querySelectorAll("[data-visible]").forEach((element) => {
      const [name, ...value] = element.dataset.visible.split("=");
      element.hidden = !answers.getAll(name).includes(value.join("="));
    });
  }

  async save() {
    this.stop();
    if (!this.getAttribute("draft")) return;
    try {
      const response = await fetch(this.getAttribute("draft"), {
        method: "POST", body: new FormData(this.form), headers: { Accept: "application/json" }, keepalive: true,
      });
      if (response.redirected) return this.say(t("登录已过期，草稿没有存到服务器。请在新窗口登录后继续。"));
      const answer = await response.json();
      if (response.ok) this.follow(answer);
      this.say(response.ok ? `${answer.sentence} ${clock()}` : answer.sentence);
    } catch {
      this.say(t("网络断开，草稿没有存到服务器。"));
    }
  }

  follow({ hidden, required }) {
    this.querySelectorAll("[data-field]").forEach((element) => {
      const name = element.dataset.field;
      if (!element.dataset.visible) element.hidden = hidden.includes(name);
      const mark = element.querySelector(":scope > label [data-required], :scope > legend [data-required]");
      if (mark) mark.hidden = !required.includes(name);
    });
  }

  say(sentence) {
    if (this.note) this.note.textContent = sentence;
  }
}

customElements.define("desk-form", DeskForm);
