// The other tabs of this browser: what one tells reaches the others, never itself. Where the platform has no such
// channel, a tab learns of the others at its next request, which the backend then refuses.
import type { JsonObject } from './messages';

const CHANNEL = 'eteinen';
const WORDS = new Set(['session', 'signed-out']);

export class Tabs {
  private readonly channel: BroadcastChannel | null;

  constructor(onMessage: (message: JsonObject) => void) {
    this.channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel !== null) this.channel.onmessage = ({ data }) => receive(data, onMessage);
    // A page out of the browser's memory has heard nothing of what happened meanwhile.
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) onMessage({ m: 'session' });
    });
  }

  tell(message: JsonObject): void {
    if (WORDS.has(String(message['m']))) this.channel?.postMessage({ m: message['m'] });
  }

  close(): void {
    this.channel?.close();
  }
}

// Anything of this origin can write to the channel: only the words that we know get through.
function receive(data: unknown, onMessage: (message: JsonObject) => void): void {
  const word = typeof data === 'object' && data !== null && 'm' in data ? data.m : null;
  if (typeof word === 'string' && WORDS.has(word)) onMessage({ m: word });
}
