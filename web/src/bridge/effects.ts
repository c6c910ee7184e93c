// The effects that this shell can perform, by type. Each is started at once and answered later, through the queue;
// a type that is not here is answered with `unsupported`. What an effect means is told in core/app/BOUNDARY.md.
import { insideAddress, outsideAddress } from './addresses';
import type { PickedFiles } from './files';
import { requestHttp } from './http';
import type { CoreEvent, EffectMessage, FailureKind, JsonObject } from './messages';
import type { Storage } from './storage';
import type { EffectRunner } from './session';

export interface Surroundings {
  base: string;
  storage: Storage;
  files: PickedFiles;
  navigate(path: string, replace: boolean): void;
  open(href: string): void;
  // In a window of its own, which knows nothing of this one.
  openWindow(href: string): void;
  announce(text: string, assertive: boolean): void;
  // Puts an iCalendar text into the resident's calendar.
  addToCalendar(filename: string, ics: string): void;
  // Asks the app around the web view; absent where there is none.
  askHost?(message: JsonObject): Promise<{ ok: JsonObject } | { failed: FailureKind }>;
  // Tells the other tabs of this browser.
  tellTabs(message: JsonObject): void;
  showHelp(): void;
  // Gives a chat to the adapter of its maker. False when none has taken it.
  openChat(chat: JsonObject): boolean | Promise<boolean>;
  // Tells those who keep the service running.
  log(text: string): void;
}

type Reply = (event: CoreEvent) => void;
type Handler = (effect: EffectMessage, reply: Reply) => void;

const MAX_TIMER_MS = 86_400_000;

export class Effects implements EffectRunner {
  // Ways to stop what is in flight, by the effect's id.
  private readonly running = new Map<number, () => void>();
  private readonly handlers: Record<string, Handler>;

  constructor(private readonly around: Surroundings) {
    this.handlers = {
      http: (effect, reply) => this.http(effect, reply),
      store: ({ key, value, secret }) => around.storage.store(text(key), text(value), secret === true),
      load: (effect, reply) => this.load(effect, reply),
      erase: ({ key, all }) => this.erase(text(key), all === true),
      timer: (effect, reply) => this.timer(effect, reply),
      cancel: ({ effect }) => this.stop(Number(effect)),
      navigate: ({ path, replace }) => around.navigate(text(path), replace === true),
      open: (effect) => this.open(text(effect['href']), effect['window'] === true),
      announce: (effect) => around.announce(text(effect['text']), effect['assertive'] === true),
      calendar: (effect) => around.addToCalendar(text(effect['filename']), text(effect['text'])),
      ...(around.askHost === undefined ? {} : { host: (effect, reply) => this.host(effect, reply) }),
      'pick-file': (effect, reply) => this.pickFile(effect, reply),
      'tell-tabs': ({ message }) => around.tellTabs(object(message)),
      'help-page': () => around.showHelp(),
      chat: (effect, reply) => this.chat(effect, reply),
      log: (effect) => around.log(text(effect['text'])),
    };
  }

  get capabilities(): string[] {
    return Object.keys(this.handlers);
  }

  perform(effect: EffectMessage, reply: Reply): void {
    const handler = Object.hasOwn(this.handlers, effect.type) ? this.handlers[effect.type] : undefined;
    if (handler !== undefined) handler(effect, reply);
    else reply(failed(effect.id, 'unsupported'));
  }

  abandon(): void {
    for (const id of [...this.running.keys()]) this.stop(id);
  }

  private open(href: string, ownWindow: boolean): void {
    const address = (ownWindow ? insideAddress(href, this.around.base) : null) ?? outsideAddress(href);
    if (address === null) return;
    if (ownWindow) this.around.openWindow(address);
    else this.around.open(address);
  }

  private chat(effect: EffectMessage, reply: Reply): void {
    const { id, channel, language, href, handover, text, summary } = effect;
    const answer = (taken: boolean): void => reply(taken ? ok(id, {}) : failed(id, 'unsupported'));
    const files = this.filesOf(effect);
    const along = files.length > 0 ? { files } : {};
    const taken = this.around.openChat({
      ...{ channel, language, href, handover, text, summary },
      ...along,
    } as unknown as JsonObject);
    if (typeof taken === 'boolean') return answer(taken);
    this.running.set(id, () => {});
    void taken.then((was) => {
      if (this.running.delete(id)) answer(was);
    });
  }

  // The pictures that go along, each with its file; one that is no longer here is left out.
  private filesOf(effect: EffectMessage): object[] {
    const files = Array.isArray(effect['files']) ? effect['files'].map(object) : [];
    return files.flatMap((one) => {
      const file = this.around.files.get(text(one['handle']));
      return file === undefined ? [] : [{ ...one, file }];
    });
  }

  private stop(id: number): void {
    const stop = this.running.get(id);
    this.running.delete(id);
    stop?.();
  }

  private http(effect: EffectMessage, reply: Reply): void {
    const abort = new AbortController();
    this.running.set(effect.id, () => abort.abort());
    void requestHttp(effect, this.around.base, abort.signal).then((answer) => {
      if (!this.running.delete(effect.id)) return;
      reply('failed' in answer ? failed(effect.id, answer.failed) : ok(effect.id, answer.ok));
    });
  }

  private erase(key: string, all: boolean): void {
    if (all) {
      this.around.files.dropAll();
      this.around.storage.eraseAll();
    } else if (!this.around.files.drop(key)) {
      this.around.storage.erase(key);
    }
  }

  private pickFile(effect: EffectMessage, reply: Reply): void {
    const accept = Array.isArray(effect['accept']) ? effect['accept'].map(text) : [];
    this.running.set(effect.id, () => {});
    void this.around.files.pick(accept, Number(effect['maxBytes']) || 0).then((file) => {
      if (!this.running.delete(effect.id)) return;
      reply(file === null ? failed(effect.id, 'denied') : ok(effect.id, file));
    });
  }

  private load(effect: EffectMessage, reply: Reply): void {
    this.running.set(effect.id, () => {});
    void this.around.storage.load(text(effect['key'])).then((value) => {
      if (this.running.delete(effect.id)) reply(ok(effect.id, { value }));
    });
  }

  private host(effect: EffectMessage, reply: Reply): void {
    const asked = object(effect['message']);
    this.running.set(effect.id, () => {});
    void this.around.askHost?.(asked).then((answer) => {
      if (!this.running.delete(effect.id)) return;
      reply('failed' in answer ? failed(effect.id, answer.failed) : ok(effect.id, { message: answer.ok }));
    });
  }

  private timer(effect: EffectMessage, reply: Reply): void {
    const ms = Math.min(Math.max(Number(effect['ms']) || 1, 1), MAX_TIMER_MS);
    const timer = setTimeout(() => {
      if (this.running.delete(effect.id)) reply(ok(effect.id, {}));
    }, ms);
    this.running.set(effect.id, () => clearTimeout(timer));
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function object(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function ok(id: number, answer: JsonObject): CoreEvent {
  return { type: 'result', id, ok: answer };
}

function failed(id: number, kind: FailureKind): CoreEvent {
  return { type: 'result', id, failed: { kind } };
}
