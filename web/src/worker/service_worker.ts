// The service worker: keeps the shell (pages, script, styles, core) and the public content (texts, questionnaires,
// directory) on the device, so that a danger sign leads to the right number without network too.
//
// Only what is the same for everybody is kept. What the backend says of a person is never looked at here, let alone
// stored. A newer shell waits until the last page of the older one is closed: nobody's form changes under their hands.
// Nothing may depend on this worker; some web views have none.
import { cacheFor, keptFor, type Place } from './places';

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
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', act: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
  addEventListener(type: 'message', act: (event: Extendable & { readonly data: unknown }) => void): void;
}
const worker = globalThis as unknown as Scope;
const base = worker.registration.scope;
const shellFiles = new Set(SITE.files.map((file) => new URL(file, base).href));

worker.addEventListener('install', (event) => event.waitUntil(keepShell()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (event) => {
  if (event.data === 'keep-content') event.waitUntil(keepContent());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const place = keptFor(request.method, request.mode, request.url, base, shellFiles);
  if (place !== null) event.respondWith(answer(event, place));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL);
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
  await (await caches.open(name)).put(address, response).catch(() => {});
}

async function kept(name: string, address: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(address);
}

// All content at once, while nobody waits for anything: without it only what was seen before would be there offline.
async function keepContent(): Promise<void> {
  const cache = await caches.open(CONTENT);
  const list = await fetch(new URL('content/files.json', base));
  if (!list.ok) return;
  const { files } = (await list.json()) as { files: string[] };
  for (const file of files) {
    const address = new URL(file, base).href;
    if (!address.startsWith(new URL('content/', base).href)) continue;
    const response = await fetch(address).catch(() => null);
    if (response?.ok === true) await cache.put(address, response);
  }
}
