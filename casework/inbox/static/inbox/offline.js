// A checklist is filled in where there may be no network: this page and what it is drawn with are kept in the browser, so
// that it opens again without one (worker.js). What is typed keep.js puts back, photos upload.js. Kept under the person
// and for as long as the page says (<meta name="bj-worker" data-lasts="seconds">); forget.js throws away what is over or
// belongs to somebody else.

const CACHE = "bj-offline:";
const person = () => document.querySelector("meta[name=bj-person]")?.content || "";
const UNTIL = "X-Banjie-Until";
const meta = () => document.querySelector("meta[name=bj-worker]");
const worker = () => meta()?.content;
const checklist = () => document.querySelector("desk-form[draft] desk-checklist");

function drawnWith() {
  const named = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
  const loaded = performance.getEntriesByType("resource").filter((one) => one.initiatorType !== "fetch").map((one) => one.name);
  const ours = [...named, ...loaded].filter((address) => new URL(address).origin === location.origin);
  return [...new Set(ours)].filter((address) => /\/(static|jsi18n)\//.test(address));
}

async function keep() {
  if (!worker() || !person() || !checklist() || !navigator.serviceWorker || !navigator.onLine) return;
  const address = location.pathname;
  await navigator.serviceWorker.register(worker(), { scope: new URL("tasks/", new URL(worker(), location.href)).pathname });
  const cache = await caches.open(CACHE + person());
  const page = await fetch(address, { headers: { Accept: "text/html" } });
  if (!page.ok || page.redirected) return;
  const headers = new Headers(page.headers);
  headers.set(UNTIL, Date.now() + Number(meta().dataset.lasts) * 1000);
  await Promise.all(drawnWith().map((one) => cache.add(one).catch(() => { /* nothing that the form needs */ })));
  await cache.put(address, new Response(await page.blob(), { headers }));
}

// Handed in: there is nothing to come back to.
document.addEventListener("turbo:submit-end", async ({ detail }) => {
  const address = location.pathname; // by the time that the cache is open it may be another
  if (!detail.success || !detail.fetchResponse?.redirected || !person()) return;
  await (await caches.open(CACHE + person())).delete(address);
});

let keeping;
function start() {
  // Without it the page works as long as it stays open.
  keeping ||= keep().catch(() => {}).finally(() => { keeping = undefined; });
}

document.addEventListener("turbo:load", start);
if (document.readyState === "complete") start();
else window.addEventListener("load", start);
