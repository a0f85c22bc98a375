// <change-field> round the form of one field: only what its kind has is shown, and the preview follows the typing.
// <change-rows prefix="options"> adds an empty line when the last one is begun.
// <change-letter> puts a placeholder where the cursor was, and its preview follows the typing.

const PAUSE = 500;

// Sends the form as a preview and shows what comes back; a later answer wins, an unreachable server changes nothing.
class Following extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.addEventListener("input", () => this.later());
    this.addEventListener("change", () => this.later());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), PAUSE);
  }

  async preview() {
    const body = new FormData(this.form);
    body.set("act", "preview");
    const turn = this.turn = (this.turn || 0) + 1;
    try {
      const response = await fetch(location.href, { method: "POST", body: new URLSearchParams(body), headers: { "X-Requested-With": "fetch" } });
      const isPart = response.ok && !response.redirected;
      const text = isPart ? await response.text() : "";
      if (isPart && turn === this.turn) document.getElementById("preview").innerHTML = text;
    } catch {
      // Typing goes on; the next change tries again.
    }
  }
}

class ChangeField extends Following {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("change", () => this.narrow());
    this.narrow();
  }

  narrow() {
    const kind = this.form.elements.type?.value;
    for (const part of this.querySelectorAll("[data-kinds]")) part.hidden = !part.dataset.kinds.split(" ").includes(kind);
    for (const part of this.querySelectorAll("[data-only]")) {
      const [name, value] = part.dataset.only.split("=");
      part.hidden = this.form.elements[name]?.value !== value;
    }
  }
}

class ChangeRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.grow());
  }

  grow() {
    const rows = this.querySelectorAll("[data-row]");
    const last = rows[rows.length - 1];
    if (![...last.querySelectorAll("input, textarea")].some((input) => input.value)) return;
    const next = last.cloneNode(true);
    for (const input of next.querySelectorAll("input, select, textarea")) {
      input.name = input.name.replace(/-\d+-/, `-${rows.length}-`);
      input.value = "";
    }
    last.after(next);
  }
}

class ChangeLetter extends Following {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("focusin", (event) => {
      if (event.target.matches("[data-text]")) this.here = event.target;
    });
    this.addEventListener("click", (event) => {
      const name = event.target.closest("[data-name]");
      if (name) this.put(`{{${name.dataset.name}}}`);
    });
  }

  put(text) {
    const here = this.here || this.querySelector("textarea[data-text]");
    if (!here) return;
    here.setRangeText(text, here.selectionStart, here.selectionEnd, "end");
    here.focus();
    here.closest("bj-feel")?.colour?.();
    this.later();
  }
}

for (const [name, kind] of [["change-field", ChangeField], ["change-rows", ChangeRows], ["change-letter", ChangeLetter]]) {
  if (!customElements.get(name)) customElements.define(name, kind);
}
