// <desk-form draft="/tasks/…/draft/"> round a form: shows and hides fields as answers change, and keeps what is typed
// with the task on the server, so that another device shows it again. Simple conditions (data-visible="field=value")
// are decided here, all others by the server's answer. Without `draft` nothing is sent. What cannot be sent (no network)
// is kept in the tab by keep.js, and sent as soon as there is a network again.

import { clock } from "../banjie/clock.js";

const PAUSE = 2500;
const PICKED = 200;
const AGAIN = 5000;
const t = (text) => (window.gettext ? window.gettext(text) : text);

class DeskForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector("[data-draft-state]");
    this.form.addEventListener("input", () => this.changed(PAUSE));
    this.form.addEventListener("change", () => this.changed(PICKED));
    this.form.addEventListener("bj-uploaded", () => this.changed(PICKED));
    this.form.addEventListener("focusout", () => this.dirty && this.save());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.leaving = () => document.visibilityState === "hidden" && this.dirty && this.save(true);
    this.online = () => (this.dirty ? this.save() : this.tellAway(""));
    this.offline = () => this.tellAway(t("没有网络：可以接着填写和拍照，都记在本机，连上后自动保存。"));
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
    document.addEventListener("visibilitychange", this.leaving);
    this.arrange();
    if (!navigator.onLine) this.offline();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.leaving);
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
    this.stop();
  }

  changed(pause) {
    this.dirty = true;
    this.arrange();
    this.later(pause);
  }

  later(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  // Without a network a submission would only leave the page; it waits here with all that was typed.
  submit(event) {
    if (navigator.onLine) return this.stop();
    event.preventDefault();
    delete this.form.dataset.sent;
    this.form.removeAttribute("aria-busy");
    this.pressed = true;
    this.away();
  }

  away() {
    this.tellAway(t("没有网络：可以接着填写和拍照，都记在本机，连上后自动保存。"));
    this.say(this.pressed
      ? t("网络断开，还不能提交。填的内容已记在本机，连上后再点一次。")
      : t("网络断开，填的内容已记在本机；连上后自动保存，请不要关闭本页。"));
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

  async save(leaving = false) {
    this.stop();
    if (!this.getAttribute("draft")) return;
    if (this.saving && !leaving) { this.more = true; return; }
    this.saving = true;
    try {
      await this.send(leaving);
    } finally {
      this.saving = false;
      if (this.more) { this.more = false; this.save(); }
    }
  }

  // A request that outlives its page may carry 64 KB only, so others are not marked as such.
  async send(leaving) {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    let response;
    try {
      response = await fetch(this.getAttribute("draft"), {
        method: "POST", body, headers: { Accept: "application/json" }, keepalive: leaving,
      });
    } catch {
      this.dirty = true;
      this.later(AGAIN);
      return this.away();
    }
    this.pressed = false;
    this.tellAway("");
    if (response.redirected) return this.say(t("登录已过期，草稿没有存到服务器。请在新窗口登录后继续。"));
    const answer = await response.json().catch(() => ({}));
    if (response.ok) this.follow(answer);
    if (response.status >= 500) {
      this.dirty = true;
      this.later(AGAIN);
    }
    this.say(response.ok ? `${answer.sentence} ${clock()}` : answer.sentence || answer.error || t("草稿没有存到服务器。"));
  }

  follow({ hidden, required }) {
    this.querySelectorAll("[data-field]").forEach((element) => {
      const name = element.dataset.field;
      if (!element.dataset.visible) element.hidden = hidden.includes(name);
      const mark = element.querySelector(":scope > label [data-required], :scope > legend [data-required]");
      if (mark) mark.hidden = !required.includes(name);
    });
  }

  // Long forms say it where the person is looking, too.
  tellAway(sentence) {
    this.querySelectorAll("[data-away]").forEach((note) => {
      note.textContent = sentence;
      note.hidden = !sentence;
    });
  }

  say(sentence) {
    if (this.note) this.note.textContent = sentence;
  }
}

customElements.define("desk-form", DeskForm);
