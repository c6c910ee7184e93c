// The faults of tests/e2e/faults.mjs: what the network, the server and the storage do to a page, by a seed.

// A generator of numbers that a seed repeats (mulberry32).
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most) => Math.floor(next() * most);
  const one = (list) => list[below(list.length)];
  return { next, below, one, pick: one, chance: (share) => next() < share };
}

const KINDS = ['drop', 'slow', 'not-found', 'too-many', 'broken', 'busy', 'no-json', 'answer-lost'];
const SHARE = 0.25;

export class Faults {
  made = new Map();
  going = true;
  stores = true;  // what the page keeps comes back after it was loaded again

  constructor(random, backend) {
    this.random = random;
    this.backend = backend;
  }

  note(kind) {
    this.made.set(kind, (this.made.get(kind) ?? 0) + 1);
  }

  // Every request for data, of a person or public, in this context, and the storage of a third of the runs.
  async over(context) {
    await context.route(/\/(fhir|session|content|built-in)(\/|\?|$)/, (route) => this.answer(route).catch(() => {}));
    if (!this.random.chance(0.3)) return;
    const kind = this.random.pick(['storage-full', 'storage-denied']);
    this.note(kind);
    this.stores = false;
    await context.addInitScript((denied) => {
      const refuse = (...why) => () => {
        throw new DOMException(...why);
      };
      if (denied) Object.defineProperty(window, 'sessionStorage', { get: refuse('denied', 'SecurityError') });
      else Storage.prototype.setItem = refuse('full', 'QuotaExceededError');
    }, kind === 'storage-denied');
  }

  // Who is here comes late more often than the rest: the page can be used before.
  kindFor(request) {
    const asksWho = request.method() === 'GET' && request.url().endsWith('/session');
    if (asksWho && this.random.chance(SHARE)) return 'slow';
    return this.random.chance(SHARE) ? this.random.pick(KINDS) : undefined;
  }

  async answer(route) {
    const kind = this.going ? this.kindFor(route.request()) : undefined;
    if (kind === undefined) return route.continue();
    this.note(kind);
    const say = (status, body) => route.fulfill({ status, contentType: 'application/fhir+json', body });
    switch (kind) {
      case 'drop':
        return route.abort('connectionreset');
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, 500 + this.random.below(2500)));
        return route.continue();
      case 'not-found':
        return say(404, '{}');
      case 'too-many':
        return say(429, '{}');
      case 'broken':
        return say(500, '');
      case 'busy':
        return say(503, '{}');
      case 'no-json':
        return say(200, '<html>proxy</html>');
      default:
        // The server does it, and nobody hears of it.
        await route.fetch().catch(() => {});
        return route.abort('connectionreset');
    }
  }

  // As a power cut would: what was written stays, sessions and holds as the storage has them.
  async killBackend() {
    this.note('backend-killed');
    const { child } = this.backend;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await this.backend.start();
  }

  async stop() {
    this.going = false;
  }
}
