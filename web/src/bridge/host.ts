// The app around the web view, if there is one: says hello, asks it for what a page alone can't do (calendar, phone,
// identification), and takes in what it tells (text size, safe areas, colours, language, back key).
//
// Nothing depends on it: without an app, or with one that does not answer, the page is an ordinary web page. Messages
// about anything else than the page's look and the back key are handed to the core as they are.
import { type HostMessage, MAX_LENGTH, readHostMessage } from './host_message';
import type { FailureKind, JsonObject, JsonValue } from './messages';

type Answer = { ok: JsonObject } | { failed: FailureKind };

// One of the two plugins: how a text gets out of the page.
type Post = (text: string) => void;

interface Plugins {
  // flutter_inappwebview: a promise-returning handler, usable after its ready event.
  flutter_inappwebview?: { callHandler?: (name: string, text: string) => unknown };
  // webview_flutter: a channel of this name, text only.
  EteinenHost?: { postMessage?: (text: string) => void };
  // Where the app hands in its texts, over both plugins.
  eteinen?: { receive(text: unknown): void };
}

const READY_EVENT = 'flutterInAppWebViewPlatformReady';
// Only waited for where there is a plugin: a page that nobody hosts begins at once.
const HELLO_MS = 5000;
const ANSWER_MS = 10_000;
// What this page understands from the app.
const UNDERSTANDS = ['back', 'look', 'locale', 'auth.done'];

export interface HostEvents {
  // Goes back one screen; false at the beginning, where the app itself goes back.
  back(): boolean;
  locale(tag: string): void;
  // Anything else that the app tells: for the core.
  message(message: JsonObject): void;
}

export class Host {
  // What the app said in its hello: BCP 47 tag of its language, and the requests that it takes.
  readonly locale: string;
  private readonly takes: Set<string>;
  private readonly waiting = new Map<string, (answer: Answer) => void>();
  private readonly early: HostMessage[] = [];
  private events: HostEvents | null = null;
  private count = 0;

  private constructor(
    private readonly post: Post,
    private readonly nonce: string,
    hello: JsonObject,
  ) {
    this.locale = text(hello['locale']);
    const takes = Array.isArray(hello['takes']) ? hello['takes'] : [];
    this.takes = new Set(takes.filter((method) => typeof method === 'string'));
    applyLook(hello);
  }

  // Resolves to null when no app answers in time.
  static async meet(page: Window & Plugins, nonce: string): Promise<Host | null> {
    const post = await plugin(page);
    if (post === null) return null;
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(null), HELLO_MS);
      let host: Host | null = null;
      page.eteinen = {
        receive: (said) => {
          const message = readHostMessage(said);
          if (message === null || message.nonce !== nonce) return;
          if (host !== null) return host.take(message);
          if (message.t !== 'res' || message.id !== 'hello' || !message.ok) return;
          clearTimeout(late);
          host = new Host(post, nonce, message.p);
          resolve(host);
        },
      };
      post(JSON.stringify({ v: 1, t: 'req', id: 'hello', m: 'hello', p: { understands: UNDERSTANDS }, nonce }));
    });
  }

  // From now on the app's messages reach the page; what came before is told first.
  listen(events: HostEvents): void {
    this.events = events;
    for (const message of this.early.splice(0)) this.take(message);
  }

  can(method: string): boolean {
    return this.takes.has(method);
  }

  async ask(method: string, p: JsonObject): Promise<Answer> {
    if (!this.can(method)) return { failed: 'unsupported' };
    const id = `p-${++this.count}`;
    const said = JSON.stringify({ v: 1, t: 'req', id, m: method, p, nonce: this.nonce });
    if (said.length > MAX_LENGTH) return { failed: 'denied' };
    return new Promise((resolve) => {
      const late = setTimeout(() => this.settle(id, { failed: 'timeout' }), ANSWER_MS);
      this.waiting.set(id, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      this.post(said);
    });
  }

  private settle(id: string, answer: Answer): void {
    const answered = this.waiting.get(id);
    this.waiting.delete(id);
    answered?.(answer);
  }

  private take(message: HostMessage): void {
    const { t, id, m, p, ok } = message;
    if (t === 'res') return this.settle(id, ok ? { ok: p } : { failed: 'denied' });
    if (this.events === null) {
      if (this.early.length < 16) this.early.push(message);
      return;
    }
    const understood = UNDERSTANDS.includes(m);
    const answer: JsonObject = {};
    if (m === 'back') answer['handled'] = this.events.back();
    else if (m === 'look') applyLook(p);
    else if (m === 'locale') this.events.locale(text(p['locale']));
    else if (understood) this.events.message({ m, p });
    if (t === 'req') this.post(JSON.stringify({ v: 1, t: 'res', id, ok: understood, p: answer, nonce: this.nonce }));
  }
}

async function plugin(page: Window & Plugins): Promise<Post | null> {
  const channel = page.EteinenHost;
  if (typeof channel?.postMessage === 'function') return (said) => channel.postMessage?.(said);
  const handler = page.flutter_inappwebview;
  if (handler === undefined) return null;
  if (typeof handler.callHandler !== 'function') {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, HELLO_MS);
      page.addEventListener(READY_EVENT, () => resolve(), { once: true });
    });
  }
  // The answer comes as a message of its own, as with the other plugin.
  return typeof handler.callHandler === 'function' ? (said) => void handler.callHandler?.('eteinen', said) : null;
}

// Text size, safe areas and colours: numbers and one of two words, nothing else gets through.
function applyLook(look: JsonObject): void {
  const { style, dataset } = document.documentElement;
  const scale = within(look['textScale'], 0.5, 4);
  if (scale !== null) style.setProperty('--host-text-scale', String(scale));
  for (const side of ['top', 'right', 'bottom', 'left']) {
    const inset = within(look[`inset${side[0]!.toUpperCase()}${side.slice(1)}`], 0, 200);
    if (inset !== null) style.setProperty(`--host-inset-${side}`, `${inset}px`);
  }
  if (look['theme'] === 'light' || look['theme'] === 'dark') dataset['theme'] = look['theme'];
}

function within(value: JsonValue | undefined, least: number, most: number): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.slice(0, 64) : '';
}
