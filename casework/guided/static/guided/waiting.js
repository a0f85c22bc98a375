// What could not be saved yet waits in this tab of the browser, under the person and the step.

const person = () => document.querySelector("meta[name=bj-person]")?.content || "";
const place = (address) => `bj-guide:${person()}:${address}`;

// Fields that are saved one by one; files and what a button of its own sends are not.
export const own = (field) => field.name
  && !["csrfmiddlewaretoken", "changed"].includes(field.name)
  && !["file", "submit", "button"].includes(field.type)
  && !field.closest("[data-unkept]") && !field.closest("bj-upload, guide-many");

export function put(form, address, names) {
  const answers = new FormData(form);
  const values = {};
  for (const name of names) values[name] = answers.getAll(name).filter((value) => typeof value === "string");
  try {
    if (names.size) sessionStorage.setItem(place(address), JSON.stringify(values));
    else sessionStorage.removeItem(place(address));
  } catch { /* full or forbidden storage: the form still works */ }
}

// Puts back what waited here; the names of the fields that it changed.
export function taken(form, address) {
  const kept = JSON.parse(sessionStorage.getItem(place(address)) || "{}");
  return Object.entries(kept).filter(([name, values]) => {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((field) => field.type !== "hidden");
    fields.forEach((field, at) => {
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else field.value = values[at] ?? field.value;
    });
    return fields.length;
  }).map(([name]) => name);
}
