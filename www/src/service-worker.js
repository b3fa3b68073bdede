// The service worker: every file of one build in one cache; a page and its files are
// always of the same build. A new build waits until the person reloads, and the files of
// a build are kept as long as a page needs them.
const BUILD = "__BUILD__";
const FILES = "__FILES__";
/** Large ones, which are fetched when first asked for and kept from then on. */
const LATER = "__LATER__";
const PREFIX = "memrilab-";
const CACHE = PREFIX + BUILD;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      await cache.addAll(FILES.map((file) => new Request(file, { cache: file === "./" ? "no-cache" : "default" })));
      const page = await cache.match("./");
      // A server in between may still give the page of another build: then this one waits.
      if (!(await page.text()).includes(BUILD)) throw new Error("the page is of another build");
    }),
  );
});

self.addEventListener("activate", (event) => {
  // A page that came before this worker gets its later files from the cache, too.
  event.waitUntil(Promise.all([tidy(), self.clients.claim()]));
});

/** Deletes the files of builds that no page holds a lock for, but not what was kept of this one's later files. */
async function tidy() {
  for (const file of LATER) {
    const kept = await caches.match(file);
    if (kept !== undefined) await keep(file, kept);
  }
  const { held = [] } = await navigator.locks.query();
  const needed = new Set(held.map((lock) => lock.name.replace("memrilab-build-", PREFIX)));
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE && !needed.has(name)) await caches.delete(name);
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const home = new URL("./", self.location).pathname;
  if (request.mode === "navigate" && [home, `${home}index.html`].includes(new URL(request.url).pathname)) {
    const cache = await caches.open(CACHE);
    return (await cache.match("./")) ?? fetch(request);
  }
  // Names are hashed, so a file of any build is the right one.
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok && LATER.some((file) => new URL(file, self.location).href === request.url)) await keep(request, response.clone());
  return response;
}

/** Where the browser has no room left, the page works, only not offline. */
const keep = (request, response) => caches.open(CACHE).then((cache) => cache.put(request, response)).catch(() => {});
