// The `http` effect: a request to our own backend and nowhere else. The body is handed on as received, never parsed.
import { insideAddress } from './addresses';
import type { EffectMessage, FailureKind, JsonObject } from './messages';

const TIMEOUT_MS = 15_000;
const MAX_BODY = 8 * 1024 * 1024;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

export type HttpAnswer = { ok: JsonObject } | { failed: FailureKind };

export async function requestHttp(effect: EffectMessage, base: string, cancelled: AbortSignal): Promise<HttpAnswer> {
  const address = typeof effect['path'] === 'string' ? insideAddress(effect['path'], base) : null;
  const method = String(effect['method'] ?? 'GET');
  if (address === null || !METHODS.has(method)) return { failed: 'denied' };

  const abort = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, TIMEOUT_MS);
  cancelled.addEventListener('abort', () => abort.abort(), { once: true });
  try {
    const response = await fetch(address, {
      method,
      mode: 'same-origin',
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
      ...(typeof effect['body'] === 'string' ? { body: effect['body'] } : {}),
      headers: textEntries(effect['headers']),
    });
    const body = await response.text();
    if (body.length > MAX_BODY) return { failed: 'denied' };
    return { ok: { status: response.status, headers: Object.fromEntries(response.headers), body } };
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
