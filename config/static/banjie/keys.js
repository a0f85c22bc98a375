// Keyboard: "/" goes to the search field, "j" and "k" walk the rows of a list, Enter opens (it is a link).
// Rows are the table rows of .bj-table and everything marked data-row; each must hold a link.

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

function rows() {
  return [...document.querySelectorAll("main .bj-table tbody tr, main [data-row]")]
    .map((row) => row.querySelector("a[href]"))
    .filter((link) => link && link.offsetParent !== null);
}

function walk(step) {
  const links = rows();
  if (!links.length) return;
  const here = links.findIndex((link) => link === document.activeElement);
  const next = Math.min(links.length - 1, Math.max(0, here < 0 ? 0 : here + step));
  document.querySelectorAll("main .is-current").forEach((row) => row.classList.remove("is-current"));
  links[next].closest("tr, [data-row]").classList.add("is-current");
  links[next].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("main input[type=search], main [data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select?.();
    }
  } else if (event.key === "j" || event.key === "k") {
    walk(event.key === "j" ? 1 : -1);
  }
});
