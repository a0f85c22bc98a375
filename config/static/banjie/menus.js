// Small behaviours of the frame: the person's menu closes itself; <bj-back> goes back, where there is a back; what is
// marked data-print prints the page.

function closeMenus(except) {
  document.querySelectorAll("details.bj-who__menu[open], details[data-menu][open]").forEach((menu) => {
    if (!except || !menu.contains(except)) menu.open = false;
  });
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus());
document.addEventListener("turbo:before-cache", () => closeMenus());
document.addEventListener("click", (event) => event.target.closest?.("[data-print]") && window.print());

class Back extends HTMLElement {
  connectedCallback() {
    this.hidden = history.length < 2;
    this.addEventListener("click", () => history.back());
  }
}

customElements.define("bj-back", Back);
