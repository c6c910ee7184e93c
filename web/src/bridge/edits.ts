// Typed text on its way to the core. A field's text is sent when the hand rests, when the field is left, and before any
// other event, so that the core never decides on an answer that is older than what the resident sees. While a mouse button
// or finger is down it waits: what the answer draws anew would move away from under it, and the press would be lost.
import type { CoreEvent, JsonValue } from './messages';

const REST_MS = 250;

export class Edits {
  private readonly waiting = new Map<string, JsonValue>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  private due = false;

  constructor(private readonly send: (event: CoreEvent) => void) {}

  later(key: string, value: JsonValue): void {
    this.waiting.set(key, value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), REST_MS);
  }

  // The field is left or the hand rests.
  settle(): void {
    if (this.held) this.due = true;
    else this.flush();
  }

  hold(): void {
    this.held = true;
  }

  // The button or finger is up; the click that this makes comes first.
  release(): void {
    this.held = false;
    if (this.due) setTimeout(() => this.settle());
  }

  flush(): void {
    clearTimeout(this.timer);
    this.due = false;
    const edits = [...this.waiting];
    this.waiting.clear();
    for (const [key, value] of edits) this.send({ type: 'set', key, value });
  }
}
