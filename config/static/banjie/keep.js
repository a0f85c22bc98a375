// <form data-keep="task:…"> keeps what is typed in this tab of the browser, so that an expired login, a stale page
// or a crash loses nothing. It is restored when the form is opened again by the same person, and forgotten once a
// submission has led to another page. A button with `data-stay` leads back to the form with the server's answer in it: what
// stood there before is forgotten when the form comes back. Passwords, files, hidden fields and those in `data-unkept` are
// never kept; <bj-upload> keeps the files that have arrived. Needs <meta name="bj-person">.

import { clock } from "./clock.js";

const PREFIX = "bj-keep:";
// Tables whose rows the server does not bring back from a draft.
const ROWS = "desk-form:not([draft]) desk-rows";
const t = (text) => (window.gettext ? window.gettext(text) : text);
const person = () => document.querySelector("meta[name=bj-person]")?.content || "";
const place = (form) => `${PREFIX}${person()}:${form.dataset.keep}`;
const skipped = (field) => !field.name || ["hidden", "file", "password", "submit", "button"].includes(field.type)
  || field.closest("[data-unkept]");

function read(form) {
  const fields = {};
  for (const field of form.elements) {
    if (skipped(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      (fields[field.name] ||= []).push(...(field.checked ? [field.value] : []));
    } else if (field.multiple) {
      fields[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      (fields[field.name] ||= []).push(field.value);
    }
  }
  const uploads = {};
  form.querySelectorAll("bj-upload").forEach((upload) => { uploads[upload.getAttribute("name")] = upload.value; });
  const rows = {};
  form.querySelectorAll(ROWS).forEach((table) => { rows[table.getAttribute("name")] = table.keys; });
  return { fields, uploads, rows };
}

function write(form, { fields, uploads, rows }) {
  form.querySelectorAll(ROWS).forEach((table) => { table.keys = rows?.[table.getAttribute("name")] || []; });
  const position = {};
  for (const field of form.elements) {
    const kept = skipped(field) ? undefined : fields[field.name];
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.multiple) [...field.options].forEach((option) => { option.selected = kept.includes(option.value); });
    else field.value = kept[position[field.name] = (position[field.name] ?? -1) + 1] ?? field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.querySelectorAll("bj-upload").forEach((upload) => {
    const kept = uploads?.[upload.getAttribute("name")];
    if (kept?.length) upload.value = kept;
  });
}

const same = (a, b) => JSON.stringify([a.fields, a.uploads]) === JSON.stringify([b.fields, b.uploads]);

function save(form, sent, answered = false) {
  const record = { ...read(form), at: Date.now(), sent, answered };
  try {
    sessionStorage.setItem(place(form), JSON.stringify(record));
  } catch { return; } // full or forbidden storage: the form still works
  const mark = form.querySelector("[data-kept]");
  if (mark) mark.textContent = `${t("已暂存于本机")} ${clock(record.at)}`;
}

function announce(form, record) {
  const note = document.createElement("p");
  note.className = "bj-note";
  note.setAttribute("role", "status");
  note.textContent = `${t("已恢复您上次填写、还没有提交的内容")}（${clock(record.at)}）。`;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "bj-button bj-button--link";
  drop.textContent = t("不要了，重新填写");
  drop.addEventListener("click", () => {
    sessionStorage.removeItem(place(form));
    location.reload();
  });
  note.append(drop);
  form.prepend(note);
}

function open(form) {
  if (form.dataset.keepOpen) return;
  form.dataset.keepOpen = "1";
  const record = JSON.parse(sessionStorage.getItem(place(form)) || "null");
  const refused = form.querySelector("[aria-invalid=true]") || document.querySelector("main .bj-errors");
  if (record && refused) write(form, { fields: {}, uploads: record.uploads });
  else if (record?.answered) sessionStorage.removeItem(place(form));
  else if (record && !same(record, read(form))) {
    write(form, record);
    announce(form, record);
  }
  let waiting;
  const now = () => {
    if (waiting && form.isConnected) save(form, false);
    clearTimeout(waiting);
    waiting = undefined;
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(now, 300); };
  // A page that is thrown away takes nothing with it that was typed a moment ago.
  window.addEventListener("pagehide", now);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("bj-uploaded", later);
  form.addEventListener("submit", ({ submitter }) => {
    clearTimeout(waiting);
    waiting = undefined;
    save(form, true, Boolean(submitter?.hasAttribute("data-stay")));
  });
}

function forget() {
  const lost = document.querySelector("[data-keep-all]");
  const here = new Set([...document.querySelectorAll("form[data-keep]")].map(place));
  for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX) && !here.has(key))) {
    const record = JSON.parse(sessionStorage.getItem(key));
    // Login and problem pages say data-keep-all: a submission that ended there did not arrive.
    if (lost && record.answered) sessionStorage.setItem(key, JSON.stringify({ ...record, answered: false }));
    else if (!lost && record.sent) sessionStorage.removeItem(key);
  }
}

function start() {
  forget();
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    // Rows and uploaded files can be put back once their elements are known.
    const parts = ["desk-rows", "bj-upload"].filter((name) => form.querySelector(name));
    Promise.all(parts.map((name) => customElements.whenDefined(name))).then(() => open(form));
  });
}

document.addEventListener("turbo:load", start);
document.addEventListener("turbo:render", start);
document.addEventListener("DOMContentLoaded", start);
if (document.readyState !== "loading") start();
