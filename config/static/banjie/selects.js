// viewflow draws a select as a button that must be filled in, which a button cannot be: whoever hears the page is told
// nothing. It is a combobox that opens a list (ARIA 1.2, select-only combobox); keys and state are viewflow's.

const t = (text) => (window.gettext ? window.gettext(text) : text);
let lists = 0;

function name(anchor) {
  const list = anchor.parentElement.querySelector("[role=listbox]");
  if (!list) return;
  list.id ||= `bj-choices-${lists += 1}`;
  anchor.setAttribute("role", "combobox");
  anchor.setAttribute("aria-controls", list.id);
  // The empty choice is empty to the eye; to the ear it has to be something.
  list.querySelectorAll("[role=option][data-value='']").forEach((option) => {
    if (!option.textContent.trim()) option.setAttribute("aria-label", t("不选"));
  });
}

const all = () => document.querySelectorAll(".mdc-select__anchor[role=button]").forEach(name);

// The elements draw themselves when they please, also after Turbo has changed the page.
new MutationObserver(all).observe(document.documentElement, { childList: true, subtree: true });
all();
