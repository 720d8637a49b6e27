// The service worker: keeps every file of one build, so that the playground opens without a network. The xtask writes `PRECACHE` above this
// script: the build's version, and the SHA-256 of each of its files, against which each is held before anything is kept.
const NAME = "plimsoll-";
const CACHE = NAME + PRECACHE.version;
const AT_ONCE = 6;
const here = (path) => new URL(path, self.registration.scope).href;
const PAGE = here("index.html");

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("message", ({ data }) => data === "take-over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split("#")[0];
  const isPage = request.mode === "navigate" && (address === self.registration.scope || address === PAGE);
  const path = isPage ? "index.html" : pathOf(address);
  if (request.method === "GET" && Object.hasOwn(PRECACHE.files, path)) event.respondWith(answer(path, request));
});

function pathOf(address) {
  return address.startsWith(self.registration.scope) ? address.slice(self.registration.scope.length) : "";
}

// What was evicted comes from the network again.
async function answer(path, request) {
  const kept = await (await caches.open(CACHE)).match(here(path));
  return kept ?? fetch(request);
}

// All or nothing: a build of which a file is missing or damaged is not kept, and is tried again at the next visit.
async function fill() {
  const cache = await caches.open(CACHE);
  const paths = Object.keys(PRECACHE.files);
  const next = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await keep(cache, path);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, path) {
  const address = here(path);
  if (await cache.match(address)) return;
  // A file whose name holds its hash may be there from an earlier build.
  const old = path === "index.html" ? undefined : await caches.match(address);
  const response = old ?? (await fetch(address, { cache: "no-cache" }));
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${path}`);
  const bytes = await response.clone().arrayBuffer();
  if ((await digest(bytes)) !== PRECACHE.files[path]) throw new Error(`${path} came damaged`);
  await cache.put(address, response);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(NAME) && name !== CACHE).map((name) => caches.delete(name)));
}
