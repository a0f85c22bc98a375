// Plays a run on the diagram: tokens go along the flows, step by step, from one diagram into another where it goes on there.
// run: [{node, passed: [flow ids], tokens: [flow ids], inside: [node ids], path}], the node of the first step being empty.
import { make } from "./editor-fields.js";
import { kindOf } from "./editor-kinds.js";
import { t, filled } from "./text.js";

const SVG = "http://www.w3.org/2000/svg";
const PACE = 1100;

export class Tokens {
  // show: (path) => Promise of the viewer in which that file is drawn, of nothing where it cannot be shown.
  constructor({ show, host, run, title, done }) {
    Object.assign(this, { show, host, run, done, at: 0 });
    this.said = make("p", { role: "status" });
    this.toggle = this.button(t("播放"), () => (this.timer ? this.pause() : this.play()));
    host.replaceChildren(
      make("strong", {}, title), this.said,
      this.button(t("上一步"), () => this.step(-1)), this.toggle, this.button(t("下一步"), () => this.step(1)), this.button(t("收起演示"), () => this.stop()),
    );
    host.hidden = false;
    this.go(0).then(() => this.stopped || this.play());
  }

  button(text, act) {
    const button = make("button", { type: "button", className: "bj-button bj-button--small" }, text);
    button.addEventListener("click", act);
    return button;
  }

  play() {
    if (this.at === this.run.length - 1) this.go(0);
    this.toggle.textContent = t("暂停");
    this.timer = setInterval(() => (this.at < this.run.length - 1 ? this.go(this.at + 1) : this.pause()), PACE);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.toggle.textContent = t("播放");
  }

  step(by) {
    this.pause();
    this.go(Math.max(0, Math.min(this.run.length - 1, this.at + by)));
  }

  async go(to) {
    if (this.turning || this.stopped) return;
    const forward = to > this.at && this.run[to].path === this.run[this.at].path;
    this.turning = true;
    const viewer = await this.show(this.run[to].path);
    this.turning = false;
    if (this.stopped) return;
    if (!viewer) return this.stop();
    this.at = to;
    if (viewer !== this.viewer) this.on(viewer);
    this.draw(forward);
  }

  on(viewer) {
    this.marked = null;
    this.viewer = viewer;
    this.registry = viewer.get("elementRegistry");
    this.canvas = viewer.get("canvas");
    this.layer = this.canvas.getLayer("bj-tokens", 10);
  }

  stop() {
    this.stopped = true;
    this.pause();
    cancelAnimationFrame(this.frame);
    this.layer?.replaceChildren();
    if (this.viewer) this.mark(null);
    this.host.hidden = true;
    this.host.replaceChildren();
    this.done();
  }

  draw(moving = false) {
    const { node, passed, tokens, inside } = this.run[this.at];
    const name = node && nameOf(this.registry.get(node));
    const place = filled(t("第 {n} 步，共 {all} 步"), { n: this.at + 1, all: this.run.length });
    this.said.textContent = `${place} · ${node ? name : t("开始")}`;
    this.mark(node);
    if (node) this.follow(node);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const within = inside.map((id) => this.inNode(id)).filter(Boolean);
    const resting = [...tokens.map((id) => this.onFlow(id, 0.4)).filter(Boolean), ...within];
    // Nothing follows the last step: there the tokens go on to where they wait for good.
    const isLast = this.at === this.run.length - 1;
    const final = tokens.map((id) => this.ahead(id)).filter(Boolean);
    const end = isLast ? [...final.map((line) => along(line, 0.93)), ...within] : resting;
    cancelAnimationFrame(this.frame);
    if (!moving || still) return this.dots(end);
    const legs = [this.lines(passed), ...(isLast ? [final] : [])].filter((lines) => lines.length);
    return this.travel(legs, end);
  }

  // The tokens that were taken go along their flows first, then the new ones appear.
  travel(legs, end) {
    const began = performance.now();
    const tick = (now) => {
      const share = (now - began) / (PACE * 0.6);
      const leg = legs[Math.floor(share)];
      this.dots(leg ? leg.map((line) => along(line, share % 1)) : end);
      if (leg) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  // Flows that follow each other are one way: [[points] …].
  lines(ids) {
    const lines = [];
    let last = null;
    for (const flow of ids.map((id) => this.registry.get(id)).filter((element) => element?.waypoints)) {
      if (last && last.target === flow.source) lines[lines.length - 1].push(...flow.waypoints);
      else lines.push([...flow.waypoints]);
      last = flow;
    }
    return lines;
  }

  // From a flow through every step that has only one way on, up to a gateway or an end.
  ahead(id) {
    let flow = this.registry.get(id);
    if (!flow?.waypoints) return null;
    const line = [...flow.waypoints];
    for (const seen = new Set([flow]); goesOn(flow.target) && !seen.has(flow.target.outgoing[0]); seen.add(flow)) {
      [flow] = flow.target.outgoing;
      line.push(...flow.waypoints);
    }
    return line;
  }

  dots(points) {
    this.layer.replaceChildren(...points.map(({ x, y }) => {
      const dot = document.createElementNS(SVG, "circle");
      for (const [name, value] of Object.entries({ cx: x, cy: y, r: 9, class: "bj-token" })) dot.setAttribute(name, value);
      return dot;
    }));
  }

  onFlow(id, share) {
    const points = this.registry.get(id)?.waypoints;
    return points && along(points, share);
  }

  inNode(id) {
    const shape = this.registry.get(id);
    return shape && { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
  }

  // A large diagram is moved only where the step could not be seen; the player lies over its lower end.
  follow(node) {
    const shape = this.registry.get(node), { x, y, width, height, scale } = this.canvas.viewbox();
    const covered = this.host.offsetHeight + 24, low = y + height - covered / scale;
    if (!shape || (shape.x >= x && shape.y >= y && shape.x + shape.width <= x + width && shape.y + shape.height <= low)) return;
    this.canvas.scrollToElement(shape, { top: 80, left: 160, right: 160, bottom: 80 + covered });
  }

  mark(node) {
    if (this.marked && this.registry.get(this.marked)) this.canvas.removeMarker(this.marked, "bj-acting");
    this.marked = node && this.registry.get(node) ? node : null;
    if (this.marked) this.canvas.addMarker(this.marked, "bj-acting");
  }
}

// Gateways seldom have a name of their own.
function nameOf(element) {
  return element ? element.businessObject.name || kindOf(element) : "";
}

function goesOn(node) {
  const flows = node.outgoing.filter((one) => one.type === "bpmn:SequenceFlow");
  return !/Gateway$/.test(node.type) && flows.length === 1 && node.outgoing.length === 1;
}

function along(points, share) {
  const lengths = points.slice(1).map((point, place) => Math.hypot(point.x - points[place].x, point.y - points[place].y));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [place, length] of lengths.entries()) {
    if (left <= length || place === lengths.length - 1) {
      const part = length ? Math.min(1, left / length) : 0;
      const [from, to] = [points[place], points[place + 1]];
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    left -= length;
  }
  return points[0];
}
