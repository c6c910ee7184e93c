// Seals and opens short texts with a key that the browser keeps and never gives out.

export interface Keyring {
  // `name` is bound to the cipher text: what was sealed under one name does not open under another.
  seal(name: string, text: string): Promise<string>;
  // Null when it does not open, now or ever; rejected when the key can't be asked for just now.
  open(name: string, sealed: string): Promise<string | null>;
  destroy(): Promise<void>;
}

const DATABASE = 'eteinen';
const STORE = 'keys';
const KEY = 'session';
const IV_BYTES = 12;
const BLOCK = 8192; // bytes: as many as one call surely takes

// Null where the page has no secure context or no database (some private windows).
export async function openKeyring(): Promise<Keyring | null> {
  if (typeof indexedDB === 'undefined' || globalThis.crypto?.subtle === undefined) return null;
  try {
    return new BrowserKeyring(await openDatabase());
  } catch {
    return null;
  }
}

// All tabs share one key, and any of them may destroy it: it is asked for each time, never held.
class BrowserKeyring implements Keyring {
  constructor(private readonly database: IDBDatabase) {}

  async seal(name: string, text: string): Promise<string> {
    const key = (await findKey(this.database)) ?? (await makeKey(this.database));
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const cipher = await crypto.subtle.encrypt(parameters(iv, name), key, new TextEncoder().encode(text));
    const bytes = new Uint8Array(IV_BYTES + cipher.byteLength);
    bytes.set(iv);
    bytes.set(new Uint8Array(cipher), IV_BYTES);
    return toBase64(bytes);
  }

  async open(name: string, sealed: string): Promise<string | null> {
    const key = await findKey(this.database);
    if (key === null) return null;
    try {
      const bytes = fromBase64(sealed);
      const iv = bytes.slice(0, IV_BYTES);
      const plain = await crypto.subtle.decrypt(parameters(iv, name), key, bytes.slice(IV_BYTES));
      return new TextDecoder().decode(plain);
    } catch {
      return null;
    }
  }

  async destroy(): Promise<void> {
    await finished(this.database.transaction(STORE, 'readwrite').objectStore(STORE).delete(KEY));
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
}

async function findKey(database: IDBDatabase): Promise<CryptoKey | null> {
  return keyIn(database.transaction(STORE).objectStore(STORE));
}

async function keyIn(store: IDBObjectStore): Promise<CryptoKey | null> {
  const kept = await finished<unknown>(store.get(KEY));
  return kept instanceof CryptoKey ? kept : null;
}

// Another tab may have been quicker: then its key is the one, and ours is dropped.
async function makeKey(database: IDBDatabase): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
  const kept = await keyIn(store);
  if (kept !== null) return kept;
  await finished(store.put(made, KEY));
  return made;
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return finished(request);
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += BLOCK) text += String.fromCharCode(...bytes.subarray(i, i + BLOCK));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
