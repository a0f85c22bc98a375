// The diagram itself: bpmn-js with our words, our limits and our moddle; to draw in, or only to look at.
import Modeler from "bpmn-js/lib/Modeler";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn-codes.css";
import banjie from "./banjie-moddle.json";
import limits from "./editor-limits.js";
import words from "./editor-words.js";
import { lettering } from "./lettering.js";

export function diagramIn(container, { editable }) {
  const Kind = editable ? Modeler : NavigatedViewer;
  return new Kind({
    container,
    moddleExtensions: { banjie },
    additionalModules: editable ? [words, limits] : [words],
    textRenderer: lettering,
  });
}

const PALETTE = 130; // pixels that the tools cover at the left

// Whole where that can still be read, otherwise its beginning.
export function fit(viewer, { editable }) {
  const canvas = viewer.get("canvas");
  canvas.resized();
  if (canvas.zoom("fit-viewport") >= 0.6) return;
  const { inner } = canvas.viewbox();
  canvas.zoom(0.8);
  const { outer } = canvas.viewbox();
  canvas.viewbox({ x: inner.x - (editable ? PALETTE : 8) / 0.8, y: inner.y - 24, width: outer.width / 0.8, height: outer.height / 0.8 });
}

export function goTo(viewer, id) {
  const element = viewer.get("elementRegistry").get(id);
  if (!element) return false;
  viewer.get("canvas").scrollToElement(element, 80);
  viewer.get("selection").select(element);
  return true;
}
