// What people read: a Chinese text, or its translation where the page is in another language.
export const t = (text) => (window.gettext ? window.gettext(text) : text);

// t("第 {n} 步", {n: 2}): values are put in as they are, for text nodes only.
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
