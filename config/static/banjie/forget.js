// What waits in this browser for a time without a network belongs to one person and has an end: pages (inbox/offline.js) say
// until when they may be kept, files (stash.js) last a week. Every page that is opened throws away what is over or another's.

import * as stash from "./stash.js";

const PAGES = "bj-offline:";
const UNTIL = "X-Banjie-Until";
const person = () => document.querySelector("meta[name=bj-person]")?.content || "";

async function forgetPages() {
  const own = PAGES + person();
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PAGES))) {
    if (name === own) await forgetOver(await caches.open(name));
    else await caches.delete(name);
  }
}

// What says nothing of an end is what the pages are drawn with, the same for everybody.
async function forgetOver(cache) {
  for (const request of await cache.keys()) {
    const until = (await cache.match(request))?.headers.get(UNTIL);
    if (until && until < Date.now()) await cache.delete(request);
  }
}

function start() {
  if (window.caches) forgetPages().catch(() => {});
  if (window.indexedDB) stash.forget(person()).catch(() => { /* a browser that keeps no files has none to forget */ });
}

document.addEventListener("turbo:load", start);
if (document.readyState !== "loading") start();
else document.addEventListener("DOMContentLoaded", start);
