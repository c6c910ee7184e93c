// One running core: a message in, a reply out. After a trap the instance is dead and is never called again; the session
// (session.ts) then makes a fresh one.
import { type CoreExports, Missing } from './loader';
import type { Message, Reply } from './messages';

export interface Core {
  // Throws CoreTrap when the core broke; the caller must drop it.
  step(message: Message): Reply;
  // Fetches and adds what the first screen can do without; undefined when nothing is missing. A message that needs what is
  // missing breaks the core.
  readonly complete?: (() => Promise<void>) | undefined;
}

export class CoreTrap extends Error {
  constructor(
    message: string,
    // Nothing broke: what the core still lacks was needed.
    readonly expected = false,
  ) {
    super(message);
  }
}

export class WasmCore implements Core {
  private readonly exports: CoreExports;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private dead = false;
  complete: (() => Promise<void>) | undefined;

  constructor(exports: CoreExports, addMissing?: () => Promise<void>) {
    this.exports = exports;
    if (addMissing === undefined) return;
    let adding: Promise<void> | null = null;
    const added = (): void => void (this.complete = undefined);
    const failed = (reason: unknown): never => {
      adding = null;
      throw reason;
    };
    this.complete = () => (adding ??= addMissing().then(added, failed));
  }

  step(message: Message): Reply {
    if (this.dead) throw new CoreTrap('the instance is dead');
    try {
      return JSON.parse(this.exchange(JSON.stringify(message))) as Reply;
    } catch (reason) {
      this.dead = true;
      throw new CoreTrap(String(reason), reason instanceof Missing);
    }
  }

  // Memory can grow in every call, which detaches the old buffer: it is taken anew each time.
  private exchange(text: string): string {
    const { memory, core_input, core_step, core_output } = this.exports;
    const bytes = this.encoder.encode(text);
    const input = core_input(bytes.length);
    if (input === 0) throw new Error('no room for the message');
    new Uint8Array(memory.buffer, input, bytes.length).set(bytes);
    const length = core_step();
    if (length <= 0) throw new Error('no reply');
    return this.decoder.decode(new Uint8Array(memory.buffer, core_output(), length));
  }
}
