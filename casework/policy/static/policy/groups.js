// Groups of parameters are folded where there is little room; beside a menu there is room for all of them.

const WIDE = matchMedia("(min-width: 721px)");

function unfold() {
  if (WIDE.matches) document.querySelectorAll("details[data-group]").forEach((group) => { group.open = true; });
}

document.addEventListener("turbo:load", unfold);
unfold();
