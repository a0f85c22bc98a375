// <bj-diagram src="/…xml" state="/…json" label="…"> shows a BPMN diagram and where an instance stands in it.
// `state` is JSON {completed: [ids], flows: [ids of taken flows], current: [ids], next: [ids], links: {id: address}};
// the element of a link (a called process) opens it. Both attributes are addresses; `state` may be missing.
// `marks` is JSON {added: [ids], removed: [ids], changed: [ids]}, for two versions side by side.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import banjie from "./banjie-moddle.json";
import { lettering } from "./lettering.js";
import { pan } from "./pan.js";
import { t } from "./text.js";
import "./viewer.css";

const READABLE = 0.9;
const MARKERS = {
  completed: "bj-done", flows: "bj-taken", current: "bj-now", next: "bj-next",
  added: "bj-added", removed: "bj-removed", changed: "bj-changed",
};

async function get(url, kind) {
  const response = await fetch(url, { headers: { Accept: kind === "json" ? "application/json" : "application/xml" } });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response[kind]();
}

class Diagram extends HTMLElement {
  connectedCallback() {
    if (this.viewer) return;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", this.getAttribute("label") || t("流程图"));
    // Waits until it is near the screen: a hidden diagram cannot measure itself, and most are never looked at.
    this.seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.seen.disconnect();
      this.load();
    }, { rootMargin: "400px" });
    this.seen.observe(this);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    this.viewer?.destroy();
    this.viewer = null;
    this.replaceChildren();
  }

  async load() {
    const canvas = document.createElement("div");
    canvas.className = "bj-diagram__canvas";
    this.replaceChildren(canvas);
    this.viewer = new NavigatedViewer({
      container: canvas,
      moddleExtensions: { banjie },
      // The wheel belongs to the page; zooming has its buttons.
      zoomScroll: { enabled: false },
      textRenderer: lettering,
    });
    try {
      const [xml, state] = await Promise.all([
        get(this.getAttribute("src"), "text"),
        this.hasAttribute("state") ? get(this.getAttribute("state"), "json") : {},
      ]);
      await this.viewer.importXML(xml);
      this.show({ ...state, ...JSON.parse(this.getAttribute("marks") || "{}") });
    } catch (error) {
      this.classList.add("is-broken");
      this.replaceChildren(`${t("流程图没有显示出来，请刷新页面再试。")}（${error.message}）`);
    }
  }

  show(state) {
    const canvas = this.viewer.get("canvas");
    const registry = this.viewer.get("elementRegistry");
    for (const [key, marker] of Object.entries(MARKERS)) {
      for (const id of state[key] || []) if (registry.get(id)) canvas.addMarker(id, marker);
    }
    this.link(state.links || {}, canvas, registry);
    this.current = (state.current || state.changed || state.added || state.removed || []).filter((id) => registry.get(id));
    this.append(this.buttons());
    pan(this, canvas);
    this.fit();
    this.setAttribute("data-ready", "");
    this.dispatchEvent(new CustomEvent("bj-diagram-ready", { bubbles: true }));
  }

  link(links, canvas, registry) {
    for (const id of Object.keys(links)) if (registry.get(id)) canvas.addMarker(id, "bj-link");
    this.viewer.on("element.click", ({ element }) => {
      const address = links[element.id] || links[element.labelTarget?.id];
      if (address) location.assign(address);
    });
  }

  // Whole if that can be read; otherwise large enough to read, around the place where the case stands.
  fit() {
    const canvas = this.viewer.get("canvas");
    canvas.resized();
    if (canvas.zoom("fit-viewport") >= READABLE) return;
    const here = this.current[0] && this.viewer.get("elementRegistry").get(this.current[0]);
    if (!here) return;
    const { inner, outer } = canvas.viewbox();
    const [width, height] = [outer.width / READABLE, outer.height / READABLE];
    const within = (value, from, length, view) => (
      length <= view ? from - (view - length) / 2 : Math.min(Math.max(value - view / 2, from - 20), from + length - view + 20)
    );
    canvas.viewbox({
      x: within(here.x + here.width / 2, inner.x, inner.width, width),
      y: within(here.y + here.height / 2, inner.y, inner.height, height),
      width,
      height,
    });
  }

  whole() {
    this.viewer.get("canvas").zoom("fit-viewport");
  }

  zoom(factor) {
    const canvas = this.viewer.get("canvas");
    canvas.zoom(Math.min(4, Math.max(0.2, canvas.zoom() * factor)), "auto");
  }

  large() {
    const large = this.classList.toggle("is-large");
    this.querySelector("[data-large]").textContent = large ? t("退出全屏") : t("全屏");
    this.fit();
  }

  buttons() {
    const bar = document.createElement("div");
    bar.className = "bj-diagram__bar";
    const acts = [
      ["+", t("放大"), () => this.zoom(1.25)],
      ["−", t("缩小"), () => this.zoom(0.8)],
      [t("全图"), t("显示整张流程图"), () => this.whole()],
      [t("全屏"), t("全屏显示或返回"), () => this.large()],
    ];
    for (const [text, label, act] of acts) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: text, title: label });
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      bar.append(button);
    }
    bar.lastChild.dataset.large = "";
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.classList.contains("is-large") && this.large());
    return bar;
  }
}

if (!customElements.get("bj-diagram")) customElements.define("bj-diagram", Diagram);
