// What the core asks to keep on this device, for as long as the tab lives. Plain texts lie in sessionStorage; secret
// ones (answers about health) only as AES-GCM cipher text, under a key that can't be exported and that lies apart, in
// IndexedDB. Where the platform lacks either, a text stays in memory only and is gone with the page.
//
// This keeps a casual look at the disk from finding anything. It does not protect an unlocked, shared device: that is
// what `erase` and the "shared device" choice are for.
import { openKeyring, type Keyring } from './keyring';

const PLAIN = 'eteinen.plain.';
const SECRET = 'eteinen.secret.';
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

export class Storage {
  // The newest texts; also the only place of those that the disk refused.
  private readonly memory = new Map<string, string>();
  private keyring: Promise<Keyring | null> | undefined;
  // Secret texts on their way, by key. They are written one after another, so that an older one never lands on a newer
  // one, and of several of one key only the newest.
  private readonly waiting = new Set<string>();
  private writing: Promise<void> = Promise.resolve();

  // `drawn` resolves when what the resident waits to see is on the screen: only then is sealed. `refused` hears of each
  // text that stays in memory only.
  constructor(
    private readonly disk: globalThis.Storage | null,
    private readonly openKeys: () => Promise<Keyring | null> = openKeyring,
    private readonly now: () => number = Date.now,
    private readonly drawn: () => Promise<void> = () => Promise.resolve(),
    private readonly refused: () => void = () => {},
  ) {}

  store(key: string, value: string, secret: boolean): void {
    this.memory.set(key, value);
    this.remove(secret ? PLAIN + key : SECRET + key);
    if (secret) this.writeSoon(key);
    else this.write(PLAIN + key, value);
  }

  async load(key: string): Promise<string | null> {
    const held = this.memory.get(key) ?? this.read(PLAIN + key);
    if (held !== null) return held;
    const sealed = this.read(SECRET + key);
    if (sealed === null) return null;
    const keyring = await this.keys();
    if (keyring === null) return null; // the next page may have one
    try {
      const value = await this.unseal(keyring, key, sealed);
      if (value === null) this.remove(SECRET + key);
      return value;
    } catch {
      return null; // so it may
    }
  }

  erase(key: string): void {
    this.memory.delete(key);
    this.remove(PLAIN + key);
    this.remove(SECRET + key);
  }

  eraseAll(): void {
    this.memory.clear();
    for (const name of this.names()) this.remove(name);
    const keyring = this.keyring;
    this.keyring = undefined;
    this.writing = this.writing.then(async () => (await (keyring ?? this.openKeys()))?.destroy());
  }

  // Resolves when everything that was given so far is on the disk.
  settled(): Promise<void> {
    return this.writing;
  }

  private keys(): Promise<Keyring | null> {
    return (this.keyring ??= this.openKeys());
  }

  private writeSoon(key: string): void {
    if (this.waiting.size === 0) {
      // Also when something before it failed.
      this.writing = this.writing.then(this.drawn, this.drawn).then(() => this.writeWaiting());
    }
    this.waiting.add(key);
  }

  private async writeWaiting(): Promise<void> {
    const keys = [...this.waiting];
    this.waiting.clear();
    for (const key of keys) {
      try {
        await this.writeSecret(key);
      } catch {
        this.refuse(SECRET + key);
      }
    }
  }

  private async writeSecret(key: string): Promise<void> {
    const keyring = await this.keys();
    const value = this.memory.get(key);
    if (value === undefined) return;
    if (keyring === null) return this.refuse(SECRET + key);
    const sealed = await keyring.seal(key, value);
    if (this.memory.get(key) === value) this.write(SECRET + key, `${this.now()} ${sealed}`);
  }

  private async unseal(keyring: Keyring, key: string, text: string): Promise<string | null> {
    const [writtenAt, sealed] = text.split(' ');
    if (sealed === undefined || this.now() - Number(writtenAt) > MAX_AGE_MS) return null;
    return keyring.open(key, sealed);
  }

  private names(): string[] {
    const names: string[] = [];
    for (let i = 0; i < (this.disk?.length ?? 0); i++) {
      const name = this.disk?.key(i);
      if (name?.startsWith(PLAIN) || name?.startsWith(SECRET)) names.push(name);
    }
    return names;
  }

  private read(name: string): string | null {
    return this.disk?.getItem(name) ?? null;
  }

  private remove(name: string): void {
    this.disk?.removeItem(name);
  }

  private write(name: string, value: string): void {
    try {
      if (this.disk === null) throw new Error('no disk');
      this.disk.setItem(name, value);
    } catch {
      this.refuse(name);
    }
  }

  // An old text would be worse than none.
  private refuse(name: string): void {
    this.remove(name);
    this.refused();
  }
}

// The tab's own storage, or null where the browser forbids it.
export function tabStorage(): globalThis.Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
