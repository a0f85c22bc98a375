// Reads and writes what Banjie adds to a diagram, through bpmn-js' command stack: each change can be undone.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";

export { getBusinessObject as meaning, is };

export class Model {
  constructor(modeler) {
    this.modeler = modeler;
    for (const name of ["elementRegistry", "modeling", "bpmnFactory", "canvas"]) this[name] = modeler.get(name, false);
  }

  // The banjie: element of that name, of ``owner`` (a diagram element's meaning, unless another one is given).
  find(owner, name) {
    return this.all(owner, name)[0];
  }

  all(owner, name) {
    return (owner.extensionElements?.values || []).filter((value) => value.$type === `banjie:${name}`);
  }

  create(type, properties, parent) {
    const made = this.bpmnFactory.create(type, properties);
    made.$parent = parent;
    return made;
  }

  set(element, target, properties) {
    this.modeling.updateModdleProperties(element, target, properties);
  }

  // Sets attributes of a banjie: element, which comes into being with the first and goes with the last.
  write(element, owner, name, properties) {
    const found = this.find(owner, name);
    const cleaned = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, value || undefined]));
    if (!found) {
      if (Object.values(cleaned).some(Boolean)) this.add(element, owner, name, cleaned);
    } else if (Object.entries({ ...attributes(found), ...cleaned }).some(([, value]) => value)) {
      this.set(element, found, cleaned);
    } else {
      this.drop(element, owner, found);
    }
  }

  add(element, owner, name, properties) {
    const holder = owner.extensionElements;
    const made = this.create(`banjie:${name}`, properties, holder || owner);
    if (holder) {
      this.set(element, holder, { values: [...(holder.values || []), made] });
    } else {
      const fresh = this.create("bpmn:ExtensionElements", { values: [made] }, owner);
      made.$parent = fresh;
      this.set(element, owner, { extensionElements: fresh });
    }
    return made;
  }

  drop(element, owner, extension) {
    const values = owner.extensionElements.values.filter((value) => value !== extension);
    if (values.length) this.set(element, owner.extensionElements, { values });
    else this.set(element, owner, { extensionElements: undefined });
  }

  // {name: value} of the banjie:parameter children; an empty value takes the parameter away.
  parameters(call) {
    return Object.fromEntries((call?.parameters || []).map((parameter) => [parameter.name, parameter.value]));
  }

  writeParameter(element, call, name, value) {
    const others = (call.parameters || []).filter((parameter) => parameter.name !== name);
    const place = (call.parameters || []).findIndex((parameter) => parameter.name === name);
    const made = value ? [this.create("banjie:Parameter", { name, value }, call)] : [];
    if (place < 0) this.set(element, call, { parameters: [...others, ...made] });
    else this.set(element, call, { parameters: [...others.slice(0, place), ...made, ...others.slice(place)] });
  }

  // Messages, signals, errors and escalations stand beside the processes in the file.
  roots(type) {
    return (this.definitions.rootElements || []).filter((root) => root.$type === type);
  }

  get definitions() {
    return this.modeler.getDefinitions();
  }

  // Points an event definition at the root element of that name, which is made where there is none.
  refer(element, definition, attribute, type, name) {
    if (!name) return this.set(element, definition, { [attribute]: undefined });
    let root = this.roots(type).find((one) => one.name === name);
    if (!root) {
      root = this.create(type, { name }, this.definitions);
      this.set(element, this.definitions, { rootElements: [...this.definitions.rootElements, root] });
    }
    return this.set(element, definition, { [attribute]: root });
  }

  // The flow nodes of this file in the order of the diagram's elements.
  nodes() {
    return this.elementRegistry.filter((element) => is(element, "bpmn:FlowNode") && element.type !== "label");
  }
}

function attributes(moddle) {
  return Object.fromEntries(moddle.$descriptor.properties
    .filter((property) => property.ns.prefix === "banjie" && property.ns.localName !== "nameEn")
    .map((property) => [property.name, [moddle.get(property.name)].flat().filter(Boolean).length ? moddle.get(property.name) : undefined]));
}
