// The words between this page and the app around it: one JSON text for each message, the same over both usual web-view
// plugins. web/HOST.md is the contract. Whatever the app says is checked here before anything looks at it.
import type { JsonObject } from './messages';

export interface HostMessage {
  v: 1;
  // `req` asks and is answered by a `res` with the same id; `evt` only tells.
  t: 'req' | 'res' | 'evt';
  id: string;
  m: string;
  p: JsonObject;
  ok: boolean;
  nonce: string;
}

export const MAX_LENGTH = 64 * 1024;
const ID = /^[A-Za-z0-9-]{1,64}$/;
const METHOD = /^[a-z][A-Za-z]{0,31}(\.[a-z][A-Za-z]{0,31})?$/;

// Null for anything that is not a message as the contract has it.
export function readHostMessage(text: unknown): HostMessage | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value['v'] !== 1) return null;
  const { t, id, m = '', p = {}, ok = false, nonce = '' } = value;
  if (t !== 'req' && t !== 'res' && t !== 'evt') return null;
  if (typeof id !== 'string' || !ID.test(id) || typeof nonce !== 'string') return null;
  if (typeof m !== 'string' || (t !== 'res' && !METHOD.test(m))) return null;
  return isObject(p) && typeof ok === 'boolean' ? { v: 1, t, id, m, p, ok, nonce } : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
