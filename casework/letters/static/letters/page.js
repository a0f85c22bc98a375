// <letter-page>: gives every line its measures, and cuts the letter into sheets of A4 as a printer would.
// The text flows through columns of one text block each; a sheet is a window on one of them. On a screen too narrow for
// type of a readable size it stays one long sheet.

const NARROW = 460;

class LetterPage extends HTMLElement {
  connectedCallback() {
    for (const copy of this.querySelectorAll("[data-copy]")) copy.remove();
    for (const node of this.querySelectorAll("[data-set]")) {
      for (const measure of node.dataset.set.trim().split(" ")) {
        const [name, value] = measure.split(":");
        if (value) node.style.setProperty(`--${name}`, value);
      }
    }
    this.first = this.querySelector(".lp-sheet");
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this);
    document.fonts.ready.then(() => this.fit(true));
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  fit(anew = false) {
    const width = this.clientWidth;
    if (!width || (!anew && width === this.width)) return;
    this.width = width;
    for (const copy of this.querySelectorAll("[data-copy]")) copy.remove();
    this.first.querySelector(".lp-flow > .lp-room")?.remove();
    this.classList.toggle("lp--sheets", width >= NARROW);
    if (width >= NARROW) this.cut();
  }

  cut() {
    const flow = this.first.querySelector(".lp-flow");
    const imprint = this.first.querySelector(".lp-imprint");
    if (imprint) flow.append(this.room(imprint.offsetHeight));
    const gap = parseFloat(getComputedStyle(flow).columnGap);
    const step = flow.clientWidth + gap;
    // What reaches into the margin of the last sheet makes no further one.
    const count = Math.max(1, Math.floor((flow.scrollWidth + gap + 1) / step));
    this.dataset.sheets = count;
    const sheets = [this.first, ...Array.from({ length: count - 1 }, () => this.copy())];
    sheets.forEach((sheet, place) => this.finish(sheet, place, count, step));
  }

  // What stands at the foot of the last sheet takes its room at the end of the text.
  room(height) {
    const room = document.createElement("div");
    room.className = "lp-room";
    room.style.height = `${height}px`;
    return room;
  }

  copy() {
    const sheet = this.first.cloneNode(true);
    sheet.dataset.copy = "";
    sheet.setAttribute("aria-hidden", "true");
    this.append(sheet);
    return sheet;
  }

  finish(sheet, place, count, step) {
    sheet.querySelector(".lp-flow").style.transform = place ? `translateX(${-place * step}px)` : "";
    const imprint = sheet.querySelector(".lp-imprint");
    if (imprint) {
      imprint.hidden = place !== count - 1;
      // It lies in the flow, which was moved: back to where the sheet is.
      imprint.style.left = `${place * step}px`;
    }
    const foot = sheet.querySelector(".lp-foot");
    if (foot) foot.hidden = place > 0;
    sheet.querySelector(".lp-number")?.remove();
    if (place || this.hasAttribute("numbered")) sheet.append(this.number(place + 1));
  }

  number(page) {
    const number = document.createElement("p");
    number.className = `lp-number ${page % 2 ? "lp-number--odd" : "lp-number--even"}`;
    number.textContent = `— ${page} —`;
    number.setAttribute("aria-hidden", "true");
    return number;
  }
}

if (!customElements.get("letter-page")) customElements.define("letter-page", LetterPage);
