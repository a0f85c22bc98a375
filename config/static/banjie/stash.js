// Files that have been chosen and have not arrived wait in this browser (IndexedDB), so that a phone that closes the page
// without a network loses no photo. They are taken out as they arrive, and forgotten (forget.js) after a week, and when
// somebody else uses this browser: a place begins with its person, "12:task:…:photos".

const FILES = "files";
const LONGEST = 7 * 24 * 60 * 60 * 1000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function files(mode) {
  const opening = indexedDB.open("bj-files", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(FILES, { keyPath: "id", autoIncrement: true })
    .createIndex("place", "place");
  return (await done(opening)).transaction(FILES, mode).objectStore(FILES);
}

// The key under which `file` waits at `place`; nothing where the browser keeps no files (private window, full disk).
export async function put(place, file) {
  try {
    return await done((await files("readwrite")).add({ place, file, name: file.name, at: Date.now() }));
  } catch { return undefined; }
}

export async function drop(id) {
  if (id === undefined) return;
  try { await done((await files("readwrite")).delete(id)); } catch { /* it goes after a week */ }
}

// What waits at `place`, the oldest first, as {id, file}.
export async function waiting(place) {
  try {
    return (await done((await files("readonly")).getAll())).filter((one) => one.place === place && !isOld(one));
  } catch { return []; }
}

const isOld = (one) => one.at < Date.now() - LONGEST;

// What has waited too long, and what is not this person's; nobody in particular (logged out) may be the same person again.
export async function forget(person) {
  const others = (one) => person && !one.place.startsWith(`${person}:`);
  const all = await done((await files("readonly")).getAll());
  await Promise.all(all.filter((one) => isOld(one) || others(one)).map((one) => drop(one.id)));
}
