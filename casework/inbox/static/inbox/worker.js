// Stands between the browser and the pages of tasks: where the network is away, what offline.js kept answers in its place.

const CACHE = "bj-offline:";
const UNTIL = "X-Banjie-Until";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  let response;
  try {
    response = await fetch(request);
  } catch (away) {
    const kept = await caches.match(request.mode === "navigate" ? new URL(request.url).pathname : request, { ignoreVary: true });
    if (!kept) throw away;
    if (kept.headers.get(UNTIL) === null || kept.headers.get(UNTIL) > Date.now()) return kept;
    await forget(new URL(request.url).pathname);
    throw away;
  }
  if (request.mode === "navigate" && (response.redirected || response.type === "opaqueredirect" || response.status >= 400)) {
    await forget(new URL(request.url).pathname);
  }
  return response;
}

// Done, over, or no longer this person's.
async function forget(path) {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE)) await (await caches.open(name)).delete(path);
  }
}
