// Takes a .bpmn file of any modeler into the open file, or says why not. The process keeps the id that others call it by.
import { ask } from "./editor-server.js";
import { t } from "./text.js";

const MOST = 1_000_000;

export class Refused extends Error {}

// Resolves to {xml, notes: [sentences about what the engine will not run]}. Throws Refused, Unreachable.
export async function taken(file, { url, modeler }) {
  if (file.size > MOST) throw new Refused(t("文件超过 1 MB，请拆成几个流程。"));
  const content = await file.text();
  const { status, body } = await ask(url, { name: file.name, content });
  if (status !== 200) throw new Refused(body.error);
  const moddle = modeler.get("moddle");
  const processes = (definitions) => (definitions?.rootElements || []).filter((root) => root.$type === "bpmn:Process");
  const [ours] = processes(modeler.getDefinitions());
  let read;
  try {
    read = await moddle.fromXML(content);
  } catch {
    throw new Refused(t("文件读不出来：里面没有完整的流程图。"));
  }
  const [theirs] = processes(read.rootElement);
  if (ours && theirs && !processes(read.rootElement).some((one) => one.id === ours.id)) theirs.id = ours.id;
  for (const process of processes(read.rootElement)) process.isExecutable = true;
  if (ours && theirs) theirs.name ||= ours.name;
  leaveLoose(read.rootElement);
  const { xml } = await moddle.toXML(read.rootElement, { format: true });
  return { xml, notes: body.notes };
}

// A line that lacks an end cannot be drawn, and what cannot be drawn could never be put right here.
function leaveLoose(definitions) {
  const loose = new Set();
  const keep = (owner, list) => {
    if (!owner[list]) return;
    for (const one of owner[list]) {
      if (/:(MessageFlow|SequenceFlow|Association)$/.test(one.$type) && !(one.sourceRef && one.targetRef)) loose.add(one);
      keep(one, "flowElements");
      keep(one, "artifacts");
    }
    owner[list] = owner[list].filter((one) => !loose.has(one));
  };
  for (const root of definitions.rootElements || []) ["flowElements", "artifacts", "messageFlows"].forEach((list) => keep(root, list));
  for (const { plane } of definitions.diagrams || []) {
    if (plane?.planeElement) plane.planeElement = plane.planeElement.filter((one) => !loose.has(one.bpmnElement));
  }
}
