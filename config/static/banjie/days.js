// A browser sends nothing for a day that is half typed, or that no month has (2月30日): it would come back as if nobody had
// typed anything. So the form waits, and says so beside the day, which stands there as it was typed.

const t = (text) => (window.gettext ? window.gettext(text) : text);
const MARK = "data-no-day";

function tell(input) {
  const place = input.closest(".bj-field, .desk-cell") || input.parentElement;
  place.classList.add("bj-field--error");
  input.setAttribute("aria-invalid", "true");
  if (place.querySelector(`[${MARK}]`)) return;
  const sentence = document.createElement("p");
  sentence.className = "bj-field__error";
  sentence.setAttribute(MARK, "");
  sentence.setAttribute("role", "alert");
  sentence.textContent = t("日期没有填完，或者没有这一天，请改好再提交。");
  input.after(sentence);
}

function take(input) {
  const sentence = input.parentElement.querySelector(`[${MARK}]`);
  if (!sentence || input.validity.badInput) return;
  sentence.remove();
  input.removeAttribute("aria-invalid");
  input.closest(".bj-field--error")?.classList.remove("bj-field--error");
}

document.addEventListener("submit", (event) => {
  const wrong = [...event.target.querySelectorAll("input[type=date]")].filter((input) => input.validity.badInput && input.offsetParent);
  if (!wrong.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong.forEach(tell);
  wrong[0].focus();
}, true);
document.addEventListener("input", ({ target }) => target.type === "date" && take(target));
