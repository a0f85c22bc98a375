// <guide-form keep="/…/keep/"> round the form of one step: saves each field the moment it is left, puts the server's
// sentences beside it, says when it was saved, and takes new states of papers from the server. What could not be saved
// (no network, login expired) waits in this tab of the browser and is sent as soon as it can be.
// Parts of the page marked data-live are replaced by what the server shows now, unless somebody is typing in them.

import { clock } from "../banjie/clock.js";
import { own, put, taken } from "./waiting.js";

const PAUSE = 1500;
const AGAIN = 5000;
const t = (text) => (window.gettext ? window.gettext(text) : text);
const named = (form, name) => form.querySelectorAll(`[name="${CSS.escape(name)}"]`);

class GuideForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.note = this.querySelector("[data-saved]");
    this.changed = new Set();
    this.shown = new Map();
    document.querySelectorAll("[data-live][id]").forEach((part) => this.shown.set(part.id, part.innerHTML));
    this.form.addEventListener("input", (event) => this.touch(event.target, PAUSE));
    this.form.addEventListener("change", (event) => this.touch(event.target, 0));
    this.form.addEventListener("focusout", () => this.changed.size && this.save());
    this.form.addEventListener("click", (event) => this.adopt(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("bj-uploaded", (event) => this.arrived(event.target));
    this.leaving = () => document.visibilityState === "hidden" && this.changed.size && this.save();
    this.online = () => this.changed.size && this.save();
    document.addEventListener("visibilitychange", this.leaving);
    window.addEventListener("online", this.online);
    taken(this.form, this.getAttribute("keep")).forEach((name) => this.changed.add(name));
    if (this.changed.size) this.save();
    this.goTo();
    this.arrange();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    document.removeEventListener("visibilitychange", this.leaving);
    window.removeEventListener("online", this.online);
  }

  touch(field, pause) {
    if (!own(field)) return;
    this.changed.add(field.name);
    this.arrange();
    this.wait();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
    if (pause) this.say(t("正在填写…"));
  }

  wait() {
    put(this.form, this.getAttribute("keep"), this.changed);
  }

  async save() {
    clearTimeout(this.waiting);
    if (this.saving) { this.more = true; return; }
    const names = [...this.changed];
    if (!names.length) return;
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    names.forEach((name) => body.append("changed", name));
    this.changed = new Set();
    this.saving = true;
    try {
      await this.send(names, body);
    } finally {
      this.saving = false;
      if (this.more) { this.more = false; this.save(); }
    }
  }

  async send(names, body) {
    let response;
    try {
      response = await fetch(this.getAttribute("keep"), { method: "POST", body, headers: { Accept: "application/json" } });
    } catch {
      return this.failed(names, t("网络断开，还没有保存；连上后自动保存，请不要关闭本页。"));
    }
    if (response.redirected || response.status === 401 || response.status === 403 && !this.isJson(response)) {
      return this.failed(names, t("登录已过期，还没有保存。请在新窗口登录，本页会自动保存。"));
    }
    const answer = await response.json().catch(() => ({}));
    if (response.status >= 500) return this.failed(names, answer.error || t("系统忙，还没有保存，稍后自动再试。"));
    if (!response.ok) return this.say(answer.error || t("没有保存，请刷新页面再试。"), true);
    this.wait();
    this.follow(answer);
    if (!this.changed.size) this.say(answer.saved);
    this.refresh();
  }

  isJson(response) {
    return (response.headers.get("Content-Type") || "").includes("json");
  }

  failed(names, sentence) {
    names.forEach((name) => this.changed.add(name));
    this.wait();
    this.say(sentence, true);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), AGAIN);
  }

  follow({ faults, shown, hidden, required }) {
    for (const [name, sentences] of Object.entries(faults)) this.fault(name, sentences);
    for (const [name, value] of Object.entries(shown)) {
      const field = this.form.elements[name];
      if (field && field !== document.activeElement && !this.changed.has(name)) field.value = value;
    }
    this.form.querySelectorAll("[data-entry]").forEach((element) => {
      const name = element.dataset.field;
      if (!element.dataset.visible) element.hidden = hidden.includes(name);
      const mark = element.querySelector(":scope > label [data-required], :scope > legend [data-required]");
      if (mark) mark.hidden = !required.includes(name);
    });
  }

  fault(name, sentences) {
    const place = this.form.querySelector(`[data-fault="${CSS.escape(name)}"]`);
    if (!place) return;
    place.replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.className = "bj-field__error";
      line.textContent = sentence;
      return line;
    }));
    place.closest(".bj-field")?.classList.toggle("bj-field--error", sentences.length > 0);
    named(this.form, name).forEach((field) => {
      if (sentences.length) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    });
  }

  arrange() {
    const answers = new FormData(this.form);
    this.form.querySelectorAll("[data-visible]").forEach((element) => {
      const [name, ...value] = element.dataset.visible.split("=");
      element.hidden = !answers.getAll(name).includes(value.join("="));
    });
  }

  say(sentence, trouble = false) {
    this.note.textContent = sentence;
    this.note.classList.toggle("is-trouble", trouble);
  }

  // The file is there; its block is shown anew, with what could be read from it.
  async arrived(upload) {
    const item = upload.closest("[data-item]");
    if (!item) {
      this.changed.add(upload.getAttribute("name"));
      return this.save();
    }
    if (!upload.querySelector(".is-done")) return;
    this.reading = `?read=${item.dataset.item}`;
    await this.refresh(this.reading);
    upload.querySelectorAll(".is-done").forEach((row) => row.remove());
    this.fault(item.id, []);
    this.say(`${t("文件保存于")} ${clock()}`);
  }

  async refresh(query = "") {
    const turn = (this.turn = (this.turn || 0) + 1);
    let response;
    try {
      response = await fetch(location.pathname + query, { headers: { Accept: "text/html" } });
    } catch { return; }
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!this.isConnected || (turn !== this.turn && !query)) return;
    page.querySelectorAll("[data-live][id]").forEach((part) => this.replace(part));
  }

  replace(part) {
    const here = document.getElementById(part.id);
    if (!here || (this.shown.get(part.id) === part.innerHTML && here.className === part.className)) return;
    if (here.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
    if ([...this.changed].some((name) => named(here, name).length)) return;
    this.shown.set(part.id, part.innerHTML);
    const open = [...here.querySelectorAll("details[id]")].filter((fold) => fold.open).map((fold) => fold.id);
    here.replaceChildren(...[...part.childNodes].map((node) => document.importNode(node, true)));
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    here.className = part.className;
    const item = here.closest(".guide-item");
    if (item) item.className = part.closest(".guide-item").className;
  }

  // One click confirms a proposal.
  adopt(event) {
    const button = event.target.closest("button[name=adopt]");
    if (!button) return;
    const [requirement, fact, ...value] = button.value.split(":");
    const field = this.form.elements[`fact-${requirement}-${fact}`];
    if (!field) return;
    event.preventDefault();
    field.value = value.join(":");
    this.touch(field, 0);
    button.hidden = true;
  }

  submit(event) {
    clearTimeout(this.waiting);
    if (!event.submitter || !("stay" in event.submitter.dataset)) return;
    const anchor = event.submitter.closest("details[id]")?.id || "";
    sessionStorage.setItem("bj-guide:stay", JSON.stringify({ anchor, at: window.scrollY }));
  }

  goTo() {
    const stay = JSON.parse(sessionStorage.getItem("bj-guide:stay") || "null");
    sessionStorage.removeItem("bj-guide:stay");
    const id = stay?.anchor || decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.matches("details")) target.open = true;
    requestAnimationFrame(() => (stay ? window.scrollTo(0, stay.at) : target.scrollIntoView({ block: "start" })));
  }
}

customElements.define("guide-form", GuideForm);

// One question at a time: opening a paper closes the others of the step, unless a file is still on its way there.
document.addEventListener("toggle", (event) => {
  const item = event.target;
  if (!item.matches?.("details.guide-item") || !item.open) return;
  const others = item.closest("form").querySelectorAll("details.guide-item[open]");
  others.forEach((other) => { other.open = other === item || Boolean(other.querySelector("bj-upload li:is(.is-busy, .is-refused)")); });
}, true);
