// Typed text on its way to the core. A field's text is sent when the hand rests, when the field is left, and before any
// other event, so that the core never decides on an answer that is older than what the resident sees.
import type { CoreEvent, JsonValue } from './messages';

const REST_MS = 250;

export class Edits {
  private readonly waiting = new Map<string, JsonValue>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (event: CoreEvent) => void) {}

  later(key: string, value: JsonValue): void {
    this.waiting.set(key, value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), REST_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    const edits = [...this.waiting];
    this.waiting.clear();
    for (const [key, value] of edits) this.send({ type: 'set', key, value });
  }
}
