// What a FEEL expression of this diagram may name: facts, answers of forms, results, functions, words of the language.
import { is, meaning } from "./editor-model.js";
import { t } from "./text.js";

export const KEYWORDS = [
  "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "not", "between", "instance", "of",
  "null", "true", "false", "function",
];

// [{text, label, kind}]: what to write, what it is called in Chinese, and what sort of name it is.
export function namesFor(context, model) {
  const names = new Map();
  const offer = (text, label, kind) => !names.has(text) && names.set(text, { text, label, kind });
  const forms = Object.fromEntries((context.forms || []).map((form) => [form.key, form]));
  const offerForm = (id, name, key) => {
    offer(id, name || forms[key]?.title || "", "step");
    for (const field of forms[key]?.fields || []) offer(`${id}.${field.name}`, field.label, "field");
  };
  for (const element of model ? model.nodes() : []) offerNode(meaning(element), model, offer, offerForm);
  for (const step of context.steps || []) offerForm(step.id, step.name, step.form);
  for (const variable of context.variables || []) offer(variable.name, variable.label, "variable");
  for (const fact of context.facts || []) offer(fact.name, fact.label, "fact");
  for (const name of context.functions || []) offer(`${name.name}(`, name.label, "function");
  for (const word of KEYWORDS) offer(word, t("语句"), "keyword");
  return [...names.values()];
}

function offerNode(node, model, offer, offerForm) {
  if (is(node, "bpmn:UserTask")) offerForm(node.id, node.name, model.find(node, "Task")?.form);
  for (const start of model.all(node, "Start")) offerForm(start.form, "", start.form);
  for (const kind of ["Operation", "Decision"]) {
    const result = model.find(node, kind)?.result;
    if (result) offer(result, node.name || "", "variable");
  }
  const loop = node.loopCharacteristics && model.find(node.loopCharacteristics, "Loop");
  if (loop?.element) offer(loop.element, t("正在逐项办理的一项"), "variable");
}

// Those that go on with the word before the cursor; `before` is the text up to it.
export function matching(names, before) {
  const word = /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(before)?.[0] || "";
  if (!word) return { word, found: [] };
  const lower = word.toLowerCase();
  const deep = word.includes(".");
  const found = names.filter((name) => {
    const text = name.text.toLowerCase();
    if (text === lower) return false;
    if (!deep && name.kind === "field" && !text.startsWith(lower)) return name.label.includes(word);
    return text.startsWith(lower) || (!deep && name.label.toLowerCase().includes(lower));
  });
  return { word, found: found.slice(0, 40) };
}
