// The service worker: keeps the shell (pages, script, styles, core) and the public content (texts, questionnaires,
// directory) on the device, so that a danger sign leads to the right number without network too.
//
// Only what is the same for everybody is kept. What the backend says of a person is never looked at here, let alone
// stored. A newer shell waits until the last page of the older one is closed: nobody's form changes under their hands.
// Nothing may depend on this worker; some web views have none.
import { cacheFor, keptFor, type Place, type Route, routesFor } from './places';

// Written by web/build/service_worker.ts: the files of the built site and a version that changes when any of them does.
const SITE = JSON.parse('%SITE%') as { version: string; files: string[] };

const SHELL = `shell-${SITE.version}`;
const CONTENT = 'content';
// A page that is slower than this over the network comes from the device.
const PATIENCE_MS = 3000;

// The few parts of the worker's own scope that the types of a page lack.
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Installing extends Extendable {
  addRoutes?(routes: Route[]): Promise<void>;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install', act: (event: Installing) => void): void;
  addEventListener(type: 'activate', act: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
  addEventListener(type: 'message', act: (event: Extendable & { readonly data: unknown }) => void): void;
}
// GET /content/files.json.
interface ContentList {
  files: string[];
  version?: string;
}

const worker = globalThis as unknown as Scope;
const base = worker.registration.scope;
const shellFiles = new Set(SITE.files.map((file) => new URL(file, base).href));

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
  event.waitUntil(giveRoutes(event));
});
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (event) => {
  if (event.data === 'keep-content') event.waitUntil(keepContent());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const place = keptFor(request.method, request.mode, request.url, base, shellFiles);
  if (place !== null) event.respondWith(answer(event, place));
});

const opened = new Map<string, Promise<Cache>>();
function open(name: string): Promise<Cache> {
  let cache = opened.get(name);
  if (cache === undefined) {
    cache = caches.open(name);
    opened.set(name, cache);
    cache.catch(() => opened.delete(name));
  }
  return cache;
}

// Spares the waking of this worker where the platform can; elsewhere it answers everything itself.
async function giveRoutes(event: Installing): Promise<void> {
  await event.addRoutes?.(routesFor(base, SHELL)).catch(() => {});
}

async function keepShell(): Promise<void> {
  const cache = await open(SHELL);
  await cache.addAll([...shellFiles].map((file) => new Request(file, { cache: cacheFor(file) })));
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name !== SHELL && name !== CONTENT) await caches.delete(name);
  }
  await worker.clients.claim();
}

async function answer(event: Fetching, place: Place): Promise<Response> {
  const { request } = event;
  if (place.from === 'shell') return (await kept(SHELL, place.address)) ?? fetch(request);
  const cache = place.from === 'content' ? CONTENT : SHELL;
  return (await fresh(event, cache, place)) ?? (await kept(cache, place.address)) ?? fetch(request);
}

// The network's answer if it comes in time and is one; content is kept anew then, and nobody waits for that.
async function fresh(event: Fetching, name: string, place: Place): Promise<Response | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  let keeping = Promise.resolve();
  const asked = fetch(event.request).then((response) => {
    if (response.type === 'opaqueredirect') return response; // the browser follows it
    if (!response.ok) return null;
    if (place.from === 'content') keeping = keep(name, place.address, response.clone());
    return response;
  });
  event.waitUntil(asked.then(() => keeping, () => {}));
  return Promise.race([asked.catch(() => null), late]);
}

// A device that has no room for it goes without.
async function keep(name: string, address: string, response: Response): Promise<void> {
  await (await open(name)).put(address, response).catch(() => {});
}

async function kept(name: string, address: string): Promise<Response | undefined> {
  return (await open(name)).match(address);
}

// All content at once, while nobody waits for anything: without it only what was seen before would be there offline. The
// list is kept last, and with its version: while that is the same, nothing more is asked for.
async function keepContent(): Promise<void> {
  const cache = await open(CONTENT);
  const address = new URL('content/files.json', base).href;
  const list = await fetch(address);
  if (!list.ok) return;
  const toKeep = list.clone();
  const { files, version } = (await list.json()) as ContentList;
  const before = (await (await cache.match(address))?.json()) as ContentList | undefined;
  if (version !== undefined && version === before?.version) return;
  let whole = true;
  for (const file of files) {
    const wanted = new URL(file, base).href;
    if (!wanted.startsWith(new URL('content/', base).href)) continue;
    const response = await fetch(wanted).catch(() => null);
    if (response?.ok === true) await cache.put(wanted, response);
    else whole = false;
  }
  if (whole) await cache.put(address, toKeep);
}
