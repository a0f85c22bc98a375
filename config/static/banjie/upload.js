// <bj-upload name="photos" begin="/…/" complete="/…/{version}/" multiple accept="image/*,.pdf" camera
//            data='{"document_type":"DT-463"}' value='[{"version":"…","name":"…","preview":"/…/"}]'></bj-upload>
//
// For every chosen file: POST `begin` with JSON {name, size, media_type, ...data} → ticket {method, url, headers,
// version}; the bytes go by that ticket (to us or straight to the object store), with progress; then POST `complete`,
// where {version} is replaced, with JSON {version} → {preview?}. An answer of 4xx or 5xx with {error: sentence} is
// shown beside the file. The ticket may bring its own `complete` address instead of the attribute. Files that are
// there already come as `value` or as hidden inputs inside the element with data-name and data-preview. Arrived files become hidden inputs `name` = version id. `remove` ("/…/{version}/", POST) is
// called when the person takes a file away again; without it only the hidden input goes. `camera` adds a button that
// opens a phone's camera. The form waits: it cannot be sent while bytes are under way. Fires "bj-uploaded". In a form with
// data-keep a file that has not arrived waits in the browser (stash.js), and goes on when the page is opened again.

import * as stash from "./stash.js";

const t = (text) => (window.gettext ? window.gettext(text) : text);
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
const own = (url) => new URL(url, location.href).origin === location.origin;

class Refused extends Error {}

async function post(url, body) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(t("网络断开，文件还没有传上去。"));
  }
  if (response.redirected || response.status === 401) throw new Error(t("登录已过期，请重新登录后重试。"));
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status < 500) throw new Refused(answer.error || t("这个文件没有被接受。"));
  throw new Error(answer.error || t("文件库暂时连接不上，请稍后重试。"));
}

function send(ticket, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(ticket.method || "PUT", ticket.url);
    for (const [name, value] of Object.entries(ticket.headers || {})) request.setRequestHeader(name, value);
    if (own(ticket.url)) request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new Error(t("网络断开，文件还没有传上去。"))));
    request.addEventListener("load", () => {
      if (request.status < 300) return resolve();
      let sentence = "";
      try { sentence = JSON.parse(request.responseText).error; } catch { /* the store answers in XML */ }
      reject(new Error(sentence || t("文件库没有收下这个文件，请重试。")));
    });
    request.send(file);
  });
}

class Upload extends HTMLElement {
  connectedCallback() {
    if (this.files) return;
    this.busy = 0;
    this.append(this.drop(), (this.files = make("ul", "bj-upload__files")));
    this.files.setAttribute("aria-live", "polite");
    this.form = this.closest("form");
    this.form?.addEventListener("submit", (event) => this.hold(event), true);
    this.value = [...JSON.parse(this.getAttribute("value") || "[]"), ...this.inside()];
    if (this.place) stash.waiting(this.place).then((kept) => this.goOn(kept));
  }

  // Where files of this field wait; nowhere in a form that is not kept.
  get place() {
    const person = document.querySelector("meta[name=bj-person]")?.content;
    const form = this.form?.dataset.keep;
    return person && form ? `${person}:${form}:${this.getAttribute("name")}` : "";
  }

  inside() {
    return [...this.querySelectorAll(":scope > input[type=hidden]")].map((input) => {
      input.remove();
      return { version: input.value, name: input.dataset.name || input.value, preview: input.dataset.preview || "" };
    });
  }

  drop() {
    const zone = make("div", "bj-upload__drop");
    zone.append(this.picker(t("选择文件"), false));
    if (this.hasAttribute("camera")) zone.append(this.picker(t("拍照"), true));
    const hint = this.getAttribute("hint");
    zone.append(hint ? make("div", "", hint) : make("div", "bj-upload__drag", t("也可以把文件拖到这里")));
    for (const kind of ["dragover", "dragleave", "drop"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.toggle("is-over", kind === "dragover");
        if (kind === "drop") this.take(event.dataTransfer.files);
      });
    }
    return zone;
  }

  picker(text, camera) {
    const label = make("label", "bj-button", text);
    const input = make("input", "bj-sr");
    input.type = "file";
    input.multiple = this.hasAttribute("multiple");
    input.accept = camera ? "image/*" : this.getAttribute("accept") || "";
    if (camera) input.setAttribute("capture", "environment");
    input.addEventListener("change", () => { this.take(input.files); input.value = ""; });
    label.append(input);
    return label;
  }

  take(files) {
    const chosen = this.hasAttribute("multiple") ? [...files] : [...files].slice(0, 1);
    if (!this.hasAttribute("multiple") && chosen.length) this.files.replaceChildren();
    for (const file of chosen) this.start(file);
  }

  // What waited since the page was open last; it is not to be overlooked in something that is folded.
  goOn(kept) {
    kept.forEach((one) => this.start(one.file, one.id));
    const folded = this.closest("details");
    if (kept.length && folded) folded.open = true;
  }

  async start(file, kept) {
    const row = this.row(file.name, file.type.startsWith("image/") ? URL.createObjectURL(file) : "");
    row.kept = kept ?? (this.place ? await stash.put(this.place, file) : undefined);
    this.upload(row, file);
  }

  async upload(row, file) {
    this.busy += 1;
    row.className = "is-busy";
    row.waits = false;
    row.act.replaceChildren();
    const bar = make("progress");
    row.state.after(bar);
    try {
      row.say(t("准备上传"));
      const body = { name: file.name, size: file.size, media_type: file.type, ...JSON.parse(this.getAttribute("data") || "{}") };
      const ticket = row.sent || await post(this.getAttribute("begin"), body);
      if (!row.sent) await send(ticket, file, (part) => { bar.value = part; row.say(`${t("上传中")} ${Math.floor(part * 100)}%`); });
      row.sent = ticket;  // what is there need not be sent again
      row.say(t("正在核对"));
      const done = await post(ticket.complete || this.address("complete", ticket.version), { version: ticket.version });
      this.arrived(row, { version: ticket.version, name: file.name, preview: done.preview || "" });
      this.dispatchEvent(new CustomEvent("bj-uploaded", { bubbles: true }));
    } catch (error) {
      row.className = "is-refused";
      if (error instanceof Refused) {
        stash.drop(row.kept);
        row.say(`${t("退回")}：${error.message}`);
      } else {
        row.say(row.kept === undefined ? error.message : `${error.message}${t("已存在本机，连上后自动上传。")}`);
        this.again(row, file);
      }
      row.button(t("移除"), () => { stash.drop(row.kept); row.remove(); });
    } finally {
      this.busy -= 1;
      bar.remove();
    }
  }

  // A file that met no network goes by itself when there is one again; the button does not wait for that.
  again(row, file) {
    row.waits = true;
    row.button(t("重试"), () => this.upload(row, file));
    window.addEventListener("online", () => row.isConnected && row.className === "is-refused" && this.upload(row, file), { once: true });
  }

  address(attribute, version) {
    return this.getAttribute(attribute).replace("{version}", version);
  }

  arrived(row, file) {
    row.className = "is-done";
    stash.drop(row.kept);
    row.file = file;
    row.say(t("已上传"));
    row.act.replaceChildren();
    const hidden = make("input");
    Object.assign(hidden, { type: "hidden", name: this.getAttribute("name"), value: file.version });
    row.append(hidden);
    row.button(t("移除"), () => {
      if (this.hasAttribute("remove")) post(this.address("remove", file.version), {}).catch(() => {});
      row.remove();
      this.dispatchEvent(new CustomEvent("bj-uploaded", { bubbles: true }));
    });
  }

  row(name, picture) {
    const row = make("li");
    const thumb = make(picture ? "img" : "span", "bj-upload__thumb", picture ? "" : name.split(".").pop().slice(0, 4).toUpperCase());
    if (picture) Object.assign(thumb, { src: picture, alt: "" });
    row.state = make("span", "bj-upload__state");
    row.act = make("span", "bj-upload__act");
    row.say = (text) => { row.state.textContent = text; };
    row.button = (text, act) => {
      const button = make("button", "bj-button bj-button--small bj-button--link", text);
      button.type = "button";
      button.setAttribute("aria-label", `${text} ${name}`);
      button.addEventListener("click", act);
      row.act.append(button);
    };
    row.append(thumb, make("span", "bj-upload__name", name), row.state, row.act);
    this.files.append(row);
    return row;
  }

  hold(event) {
    // Without a network the form itself says that it cannot be sent.
    const waits = navigator.onLine && [...this.files.children].find((row) => row.waits);
    if (!this.busy && !waits) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // Not sent after all: once.js has already marked it, and would take the next click for a second one.
    delete this.form.dataset.sent;
    this.form.removeAttribute("aria-busy");
    (this.querySelector(".is-busy") || waits).scrollIntoView({ block: "center" });
    const message = this.busy ? t("文件还在上传，传完再提交。") : t("有文件还没有传上去：请点“重试”，或者移除后再提交。");
    window.dispatchEvent(new CustomEvent("vf-snackbar:show", { detail: { message } }));
  }

  get value() {
    return [...this.files.children].map((row) => row.file).filter(Boolean);
  }

  set value(files) {
    const have = new Set(this.value.map((file) => file.version));
    files.filter((file) => !have.has(file.version)).forEach((file) => this.arrived(this.row(file.name, file.preview), file));
  }
}

customElements.define("bj-upload", Upload);
