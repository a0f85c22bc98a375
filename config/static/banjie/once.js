// Forms are sent once: a second click while the first is under way does nothing.
// A button with data-confirm="sentence" asks first, in a dialog that names the consequence.
// A form with data-again may be sent repeatedly (downloads, searches).

const t = (text) => (window.gettext ? window.gettext(text) : text);

function ask(button) {
  const dialog = document.createElement("dialog");
  dialog.className = "bj-dialog";
  const sentence = document.createElement("p");
  sentence.textContent = button.dataset.confirm;
  const yes = button.cloneNode(true);
  yes.type = "button";
  yes.removeAttribute("data-confirm");
  yes.removeAttribute("id");
  const no = document.createElement("button");
  no.type = "button";
  no.className = "bj-button";
  no.textContent = t("先不了");
  const row = document.createElement("div");
  row.className = "bj-actions";
  row.append(yes, no);
  dialog.append(sentence, row);
  no.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  yes.addEventListener("click", () => {
    dialog.close();
    button.dataset.confirmed = "1";
    button.form.requestSubmit(button);
    delete button.dataset.confirmed;
  });
  document.body.append(dialog);
  dialog.showModal();
}

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (button?.dataset.confirm && !button.dataset.confirmed) {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(button);
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method === "get" || "again" in form.dataset) return;
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
}, true);

document.addEventListener("turbo:submit-end", (event) => release(event.target));
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
