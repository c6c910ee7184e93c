// The page around the chat entry, where it stands in a frame: web/CHAT.md says what the two tell each other.
//
// Which pages may frame it is the backend's decision (frame-ancestors); whoever says hello is one of them. That a chat
// begins is posted to the origin that said hello and to nobody else, and the answers not even there: the vendor fetches
// them from the backend by the number of the handover.
import type { JsonObject } from './messages';

const ANSWER_MS = 10_000;
// Of a chat, what the page around may know.
const TOLD = ['channel', 'language', 'href', 'handover'];
const TOPIC = /^[a-z-]{1,40}$/;
const PATH = /^\/[A-Za-z0-9/-]{0,99}$/;

export class Embedder {
  private origin: string | null = null;
  private readonly waiting = new Map<number, (taken: boolean) => void>();
  private count = 0;

  // Null when the page stands by itself.
  static of(page: Window): Embedder | null {
    return page.parent === page ? null : new Embedder(page);
  }

  private constructor(private readonly page: Window) {
    page.document.documentElement.classList.add('framed');
    page.addEventListener('message', (event) => this.receive(event));
    // Says nothing but that the page is there: anybody may hear it.
    page.parent.postMessage({ v: 1, m: 'eteinen.ready' }, '*');
    new ResizeObserver(() => this.tellHeight()).observe(page.document.documentElement);
  }

  // False when the page around has not said hello, does not take the chat, or does not answer in time.
  openChat(chat: JsonObject): Promise<boolean> {
    const { origin } = this;
    if (origin === null) return Promise.resolve(false);
    const told = Object.fromEntries(Object.entries(chat).filter(([name]) => TOLD.includes(name)));
    const id = ++this.count;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.finish(id, false), ANSWER_MS);
      this.waiting.set(id, (taken) => {
        clearTimeout(late);
        resolve(taken);
      });
      this.page.parent.postMessage({ v: 1, m: 'eteinen.chat', id, chat: told }, origin);
    });
  }

  private receive({ source, origin, data }: MessageEvent): void {
    if (source !== this.page.parent || typeof data !== 'object' || data === null || data.v !== 1) return;
    if (data.m === 'eteinen.hello' && this.origin === null && origin !== 'null') {
      this.origin = origin;
      this.tellHeight();
    }
    if (data.m === 'eteinen.chat-answer' && origin === this.origin && typeof data.id === 'number') {
      this.finish(data.id, data.taken === true);
    }
  }

  private finish(id: number, taken: boolean): void {
    const answer = this.waiting.get(id);
    this.waiting.delete(id);
    answer?.(taken);
  }

  private tellHeight(): void {
    if (this.origin === null) return;
    const px = Math.ceil(this.page.document.documentElement.getBoundingClientRect().height);
    this.page.parent.postMessage({ v: 1, m: 'eteinen.height', px }, this.origin);
  }
}

// What is to be opened, from the part of the address that no server sees: the matter that the page around is about
// ("#need=oral-health"), or where whoever identified on another server had been ("#at=/form/3"); "/" when it names
// neither. It is taken out of the address at once.
export function topicPath(page: Window): string {
  const named = new URLSearchParams(page.location.hash.slice(1));
  if (page.location.hash !== '') page.history.replaceState(page.history.state, '', page.location.pathname + page.location.search);
  const topic = named.get('need') ?? '';
  const path = named.get('at') ?? '';
  if (TOPIC.test(topic)) return `/chat/${topic}`;
  return PATH.test(path) && !path.startsWith('//') ? path : '/';
}
