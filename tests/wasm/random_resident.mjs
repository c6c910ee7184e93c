// A resident who presses, answers and wanders at random by a seed, with the real backend behind: makes transcripts of the
// boundary that go deep into every flow. Only what is written in the transcript reaches the core, so that it can be
// replayed anywhere.
const CAPABILITIES = ['http', 'store', 'load', 'erase', 'timer', 'cancel', 'navigate', 'open', 'announce', 'calendar', 'log', 'help-page', 'tell-tabs', 'pick-file'];
const PATHS = ['/', '/booking', '/symptoms', '/appointments', '/forms', '/form', '/chat', '/person', '/nothing'];
const TEXTS = ['67', '95,5', '-1', '1.1.1980', '2026-11-24', 'Äiti ja lapsi 👪', '', ' '.repeat(40), '131052-308T'];
const START = Date.parse('2026-11-24T07:00:00Z');

export class RandomResident {
  constructor(random, backend) {
    Object.assign(this, { random, backend, cookie: '', nodes: new Map(), waiting: [], stored: new Map(), said: 0, time: START });
    this.waiting.push(Promise.resolve({ type: 'start', entry: 'app', locale: random.pick(['fi', 'sv', 'en']), capabilities: CAPABILITIES }));
  }

  // The next message, as text.
  async next() {
    const event = this.waiting.length > 0 ? await this.waiting.shift() : this.wander();
    this.time += this.random.below(20) * 1000;
    return JSON.stringify({ v: 1, now: new Date(this.time).toISOString(), uid: `random-${String(this.said++).padStart(6, '0')}`, event });
  }

  hear(text) {
    const { view, effects } = JSON.parse(text);
    if (view?.root !== undefined) this.nodes.clear();
    for (const node of view?.root === undefined ? (view?.patch ?? []) : [view.root]) this.note(node);
    for (const effect of effects) this.perform(effect);
  }

  note(node) {
    if (node.removed) this.nodes.delete(node.key);
    else this.nodes.set(node.key, { ...this.nodes.get(node.key), ...node });
    for (const child of node.children ?? []) this.note(child);
  }

  perform({ id, type, method, path, headers, body, key, value }) {
    const result = (ok) => this.waiting.push(Promise.resolve({ type: 'result', id, ok }));
    if (type === 'store') this.stored.set(key, value);
    if (type === 'load') result({ value: this.stored.get(key) ?? null });
    if (type === 'timer' && this.random.chance(0.1)) result({});
    if (type === 'pick-file') this.waiting.push(Promise.resolve({ type: 'result', id, failed: { kind: 'denied' } }));
    if (type !== 'http') return;
    if (this.random.chance(0.03)) this.waiting.push(Promise.resolve({ type: 'result', id, failed: { kind: this.random.pick(['offline', 'timeout']) } }));
    else this.waiting.push(this.ask(method, path, headers, body).then((ok) => ({ type: 'result', id, ok })));
  }

  async ask(method, path, headers, body) {
    const url = new URL(path.replace(/^\//, ''), this.backend.url);
    const answer = await fetch(url, { method, body, headers: { ...headers, 'x-eteinen': '1', connection: 'close', ...(this.cookie === '' ? {} : { cookie: this.cookie }) } });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    const kept = ['etag', 'content-type', 'location'].map((name) => [name, answer.headers.get(name)]).filter(([, value]) => value !== null);
    return { status: answer.status, headers: Object.fromEntries(kept), body: await answer.text() };
  }

  // Presses or answers something of the screen; now and then something else.
  wander() {
    const { random } = this;
    const odd = random.next();
    if (odd < 0.03) return { type: 'navigate', path: random.pick(PATHS) };
    if (odd < 0.05) return { type: 'navigate', back: true };
    if (odd < 0.06) return { type: 'locale', locale: random.pick(['fi', 'sv', 'en', 'fi-simple', 'xx']) };
    if (odd < 0.07) return { type: 'press', key: 'no.such.key' };
    if (odd < 0.08) return { type: 'tabs', message: { m: random.pick(['session', 'signed-out', 'odd']) } };
    const able = [...this.nodes.values()].filter(({ can, key }) => can?.length > 0 && !/sign-out/.test(key));
    const node = random.pick(able);
    if (node === undefined) return { type: 'navigate', path: '/' };
    if (!node.can.includes('set')) return { type: 'press', key: node.key };
    if (node.role !== 'choice') return { type: 'set', key: node.key, value: random.pick([...TEXTS, ...(node.options ?? []).map(({ value }) => value)]) };
    const question = node.key.slice(0, node.key.length - String(node.value).length - 1);
    return { type: 'set', key: question, value: node.kind === 'checkbox' ? [node.value] : node.value };
  }
}
