// node check-roundtrip.mjs a.bpmn b.bpmn … → JSON on stdout: [{file, warnings: [text], xml}], what bpmn-js would save.
import { readFile } from "node:fs/promises";
import { BpmnModdle } from "bpmn-moddle";

const banjie = JSON.parse(await readFile(new URL("banjie-moddle.json", import.meta.url), "utf8"));

async function roundtrip(file) {
  const moddle = new BpmnModdle({ banjie });
  try {
    const { rootElement, warnings } = await moddle.fromXML(await readFile(file, "utf8"));
    const { xml } = await moddle.toXML(rootElement, { format: true });
    return { file, warnings: warnings.map((warning) => warning.message), xml };
  } catch (error) {
    return { file, warnings: [error.message], xml: "" };
  }
}

process.stdout.write(JSON.stringify(await Promise.all(process.argv.slice(2).map(roundtrip))));
