// A form with data-autosubmit is sent when one of its lists changes; the button stays for the keyboard and for text.

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
