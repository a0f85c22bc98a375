// An element that becomes another sort keeps only what means something there; the deploy check refuses the rest.
import { meaning } from "./editor-model.js";

// fits: {userTask: ["task", …], …}, as the deploy check has it.
export function keepWhatFits(viewer, model, fits) {
  viewer.on("commandStack.shape.replace.postExecuted", ({ context: { newShape } }) => {
    const node = meaning(newShape);
    const wanted = fits[node.$type.replace(/^bpmn:(.)/, (_, letter) => letter.toLowerCase())] || [];
    const values = node.extensionElements?.values || [];
    const kept = values.filter((value) => wanted.includes(value.$type.replace(/^banjie:(.)/, (_, letter) => letter.toLowerCase())));
    if (kept.length === values.length) return;
    if (kept.length) model.set(newShape, node.extensionElements, { values: kept });
    else model.set(newShape, node, { extensionElements: undefined });
  });
}
