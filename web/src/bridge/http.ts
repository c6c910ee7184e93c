// The `http` effect: a request to our own backend and nowhere else. The body is handed on as received, never parsed.
import { insideAddress } from './addresses';
import type { EffectMessage, FailureKind, JsonObject } from './messages';

const TIMEOUT_MS = 15_000;
const MAX_BODY = 8 * 1024 * 1024;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

// The public content: texts, questionnaires, directory.
const CONTENT = /^[^?#]*\/content\//;

export type HttpAnswer = { ok: JsonObject } | { failed: FailureKind };

interface Begun {
  answer: Promise<Response>;
  abort: AbortController;
}

// Begun before the core has asked, by address, and until when they count.
const early = new Map<string, Begun>();
let fresh = 0;

// Asks for what the core is going to ask for first (../begin.ts). Each answer is given out once, soon, and before anything
// is changed: whoever asks again, or later, wants a fresh one.
export function askEarly(paths: string[], base: string): void {
  for (const path of paths) {
    const address = insideAddress(path, base);
    if (address === null) continue;
    const begun = begin(address, 'GET');
    begun.answer.catch(() => {}); // told to whoever asks
    early.set(address, begun);
  }
  fresh = performance.now() + TIMEOUT_MS;
}

function takeEarly(method: string, address: string): Begun | undefined {
  if (method !== 'GET' || performance.now() > fresh) early.clear();
  const begun = early.get(address);
  early.delete(address);
  return begun;
}

function begin(address: string, method: string, body?: string, headers: [string, string][] = []): Begun {
  const abort = new AbortController();
  const answer = fetch(address, {
    method,
    mode: 'same-origin',
    credentials: 'same-origin',
    // Nothing that may be of a person is left in the browser's cache. What is the same for all may be, and is asked about.
    cache: CONTENT.test(address) ? 'no-cache' : 'no-store',
    signal: abort.signal,
    ...(body === undefined ? {} : { body }),
    headers,
  });
  return { answer, abort };
}

export async function requestHttp(effect: EffectMessage, base: string, cancelled: AbortSignal): Promise<HttpAnswer> {
  const address = typeof effect['path'] === 'string' ? insideAddress(effect['path'], base) : null;
  const method = String(effect['method'] ?? 'GET');
  if (address === null || !METHODS.has(method)) return { failed: 'denied' };

  const headers = textEntries(effect['headers']);
  const body = typeof effect['body'] === 'string' ? effect['body'] : undefined;
  const { answer, abort } = takeEarly(method, address) ?? begin(address, method, body, headers);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, TIMEOUT_MS);
  cancelled.addEventListener('abort', () => abort.abort(), { once: true });
  try {
    const response = await answer;
    const text = await response.text();
    if (text.length > MAX_BODY) return { failed: 'denied' };
    return { ok: { status: response.status, headers: Object.fromEntries(response.headers), body: text } };
  } catch {
    return { failed: timedOut ? 'timeout' : 'offline' };
  } finally {
    clearTimeout(timer);
  }
}

function textEntries(headers: unknown): [string, string][] {
  if (typeof headers !== 'object' || headers === null) return [];
  return Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
