import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corePath, insideAddress, outsideAddress } from '../../web/src/bridge/addresses';
import { Edits } from '../../web/src/bridge/edits';
import { Effects, type Surroundings } from '../../web/src/bridge/effects';
import { PickedFiles } from '../../web/src/bridge/files';
import { askEarly } from '../../web/src/bridge/http';
import type { CoreEvent, EffectMessage } from '../../web/src/bridge/messages';
import type { Keyring } from '../../web/src/bridge/keyring';
import { Storage } from '../../web/src/bridge/storage';

const base = 'https://county.example/help/';

test('paths of the core stay inside the folder of the page', () => {
  assert.equal(insideAddress('/fhir/Slot?service=x', base), 'https://county.example/help/fhir/Slot?service=x');
  assert.equal(insideAddress('session', base), 'https://county.example/help/session');
  for (const path of ['//evil.example/x', 'https://evil.example/', '/../admin', '/..\\admin', 'javascript:alert(1)']) {
    assert.equal(insideAddress(path, base), null, path);
  }
});

test('an address and its path belong together', () => {
  assert.equal(corePath(insideAddress('/booking/times?a=1', base)!, base), '/booking/times');
  for (const start of ['', 'index.html', '?lang=sv', '?utm_source=x']) assert.equal(corePath(base + start, base), '/');
});

test('a link leads out by web, phone, text message or mail only', () => {
  for (const href of ['https://www.omaolo.fi/', 'tel:112', 'sms:0406296206', 'mailto:a@b.fi']) {
    assert.equal(outsideAddress(href), href);
  }
  for (const href of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/booking', '']) {
    assert.equal(outsideAddress(href), null, href);
  }
});

test('typed text is told once, before what follows', () => {
  const sent: CoreEvent[] = [];
  const edits = new Edits((event) => sent.push(event));
  edits.later('q.weight', '7');
  edits.later('q.weight', '72');
  assert.deepEqual(sent, []);
  edits.flush();
  edits.flush();
  assert.deepEqual(sent, [{ type: 'set', key: 'q.weight', value: '72' }]);
});

function effectsWith(parts: Partial<Surroundings> = {}) {
  const answers: CoreEvent[] = [];
  const calls: string[] = [];
  const effects = new Effects({
    base,
    storage: new Storage(null, async () => null),
    files: new PickedFiles(),
    navigate: (path, replace) => calls.push(`navigate ${path} ${replace}`),
    open: (href) => calls.push(`open ${href}`),
    openWindow: (href) => calls.push(`window ${href}`),
    announce: (text, assertive) => calls.push(`announce ${text} ${assertive}`),
    addToCalendar: (name, ics) => calls.push(`calendar ${name} ${ics}`),
    tellTabs: (message) => calls.push(`tabs ${JSON.stringify(message)}`),
    showHelp: () => calls.push('help'),
    openChat: (chat) => calls.push(`chat ${JSON.stringify(chat)}`) > 0,
    log: (text) => calls.push(`log ${text}`),
    ...parts,
  });
  const perform = (effect: EffectMessage) => effects.perform(effect, (event) => answers.push(event));
  return { effects, perform, answers, calls };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a chat is given to its adapter with what the core says, and the log to those who keep the service running', () => {
  const { perform, calls, answers } = effectsWith();
  perform({ id: 1, type: 'chat', channel: 'terveys-chat-nurse', language: 'fi', text: 'Kuume: kyllä' });
  perform({ id: 2, type: 'log', text: 'directory: no answer' });
  assert.deepEqual(calls, [
    'chat {"channel":"terveys-chat-nurse","language":"fi","text":"Kuume: kyllä"}',
    'log directory: no answer',
  ]);
  assert.deepEqual(answers, [{ type: 'result', id: 1, ok: {} }]);
});

test('a picture goes along to the chat as the file itself, and one that is gone does not', () => {
  const files = new PickedFiles();
  const { handle } = files.take(new File(['jpeg'], 'eye.jpg', { type: 'image/jpeg' }), ['image/jpeg'], 1000);
  const given: unknown[] = [];
  const { perform } = effectsWith({ files, openChat: (chat) => given.push(chat['files']) > 0 });
  const named = { handle, name: 'eye.jpg', type: 'image/jpeg', size: 4 };
  perform({ id: 1, type: 'chat', channel: 'c', files: [named, { ...named, handle: 'file-gone' }] });
  const [one, ...others] = given[0] as { file: File; handle: string }[];
  assert.deepEqual(others, []);
  assert.equal(one?.handle, handle);
  assert.equal(one?.file.name, 'eye.jpg');
});

test('a chat that no adapter takes is not said to be open', () => {
  const { perform, answers } = effectsWith({ openChat: () => false });
  perform({ id: 1, type: 'chat', channel: 'terveys-chat-nurse', language: 'fi' });
  assert.deepEqual(answers, [{ type: 'result', id: 1, failed: { kind: 'unsupported' } }]);
});

test('a chat that opens later is said to be open when it is', async () => {
  const { perform, answers } = effectsWith({ openChat: async ({ channel }) => channel === 'a' });
  perform({ id: 1, type: 'chat', channel: 'a', language: 'fi' });
  perform({ id: 2, type: 'chat', channel: 'b', language: 'fi' });
  assert.deepEqual(answers, []);
  await pause(1);
  assert.deepEqual(answers, [
    { type: 'result', id: 1, ok: {} },
    { type: 'result', id: 2, failed: { kind: 'unsupported' } },
  ]);
});

test('an effect that the shell does not know is answered with unsupported', () => {
  const { perform, answers } = effectsWith();
  perform({ id: 3, type: 'teleport' });
  perform({ id: 4, type: 'constructor' });
  assert.deepEqual(answers, [
    { type: 'result', id: 3, failed: { kind: 'unsupported' } },
    { type: 'result', id: 4, failed: { kind: 'unsupported' } },
  ]);
});

test('a request to another host is denied', async () => {
  const { perform, answers } = effectsWith();
  perform({ id: 1, type: 'http', method: 'GET', path: 'https://evil.example/' });
  await pause(1);
  assert.deepEqual(answers, [{ type: 'result', id: 1, failed: { kind: 'denied' } }]);
});

test('a body is handed on as received, with the headers', async (t) => {
  t.mock.method(globalThis, 'fetch', async (address: string, options: RequestInit) => {
    assert.equal(address, 'https://county.example/help/fhir/Appointment');
    assert.equal(options.credentials, 'same-origin');
    assert.deepEqual(options.headers, [['if-match', 'W/"1"']]);
    return new Response('{"a": 1.50}', { status: 201, headers: { ETag: 'W/"2"', 'Content-Type': 'application/json' } });
  });
  const { perform, answers } = effectsWith();
  const request = { method: 'PUT', path: '/fhir/Appointment', headers: { 'if-match': 'W/"1"' }, body: '{}' };
  perform({ id: 1, type: 'http', ...request });
  await pause(5);
  const headers = { etag: 'W/"2"', 'content-type': 'application/json' };
  assert.deepEqual(answers, [{ type: 'result', id: 1, ok: { status: 201, headers, body: '{"a": 1.50}' } }]);
});

test('what was asked for early is taken once, and a later question gets a fresh answer', async (t) => {
  const fetched: string[] = [];
  t.mock.method(globalThis, 'fetch', async (address: string, { method }: RequestInit) => {
    return new Response(String(fetched.push(`${method} ${address}`)));
  });
  const { perform, answers } = effectsWith();
  const get = async (id: number) => {
    perform({ id, type: 'http', method: 'GET', path: '/session' });
    await pause(5);
    return (answers.at(-1) as unknown as { ok: { body: string } }).ok.body;
  };
  askEarly(['/session', '//evil.example/x'], base);
  assert.deepEqual([await get(1), await get(2)], ['1', '2']);
  askEarly(['/session'], base);
  perform({ id: 3, type: 'http', method: 'POST', path: '/session', body: '{}' });
  assert.equal(await get(4), '5', 'of what was changed meanwhile too');
  assert.deepEqual(fetched, ['GET', 'GET', 'GET', 'POST', 'GET'].map((method) => `${method} ${base}session`));
});

test('a request that finds no network is answered with offline', async (t) => {
  t.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('network')));
  const { perform, answers } = effectsWith();
  perform({ id: 1, type: 'http', method: 'GET', path: '/session' });
  await pause(5);
  assert.deepEqual(answers, [{ type: 'result', id: 1, failed: { kind: 'offline' } }]);
});

test('a cancelled timer and a cancelled request are not answered', async (t) => {
  t.mock.method(globalThis, 'fetch', (_: string, { signal }: RequestInit) => {
    return new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(new Error('aborted'))));
  });
  const { perform, answers } = effectsWith();
  perform({ id: 1, type: 'timer', ms: 1 });
  perform({ id: 2, type: 'http', method: 'GET', path: '/session' });
  perform({ id: 3, type: 'cancel', effect: 1 });
  perform({ id: 4, type: 'cancel', effect: 2 });
  perform({ id: 5, type: 'timer', ms: 2 });
  await pause(20);
  assert.deepEqual(answers, [{ type: 'result', id: 5, ok: {} }]);
});

test('effects without an answer reach the browser', () => {
  const { perform, calls } = effectsWith();
  perform({ id: 1, type: 'navigate', path: '/booking', replace: true });
  perform({ id: 2, type: 'open', href: 'tel:112' });
  perform({ id: 3, type: 'open', href: 'javascript:alert(1)' });
  perform({ id: 4, type: 'announce', text: '3 aikaa', assertive: true });
  perform({ id: 5, type: 'calendar', filename: 'aika.ics', text: 'BEGIN:VCALENDAR' });
  perform({ id: 6, type: 'help-page' });
  perform({ id: 7, type: 'open', href: '/chat.html#at=/chat/oral-health', window: true });
  perform({ id: 8, type: 'open', href: '//elsewhere.example/', window: true });
  perform({ id: 9, type: 'open', href: 'javascript:alert(1)', window: true });
  perform({ id: 10, type: 'open', href: '/chat.html' });
  assert.deepEqual(calls, [
    'navigate /booking true',
    'open tel:112',
    'announce 3 aikaa true',
    'calendar aika.ics BEGIN:VCALENDAR',
    'help',
    `window ${base}chat.html#at=/chat/oral-health`,
  ]);
});

class FakeDisk implements globalThis.Storage {
  readonly texts = new Map<string, string>();
  [name: string]: unknown;
  get length() {
    return this.texts.size;
  }
  key = (i: number) => [...this.texts.keys()][i] ?? null;
  getItem = (name: string) => this.texts.get(name) ?? null;
  setItem = (name: string, value: string) => void this.texts.set(name, value);
  removeItem = (name: string) => void this.texts.delete(name);
  clear = () => this.texts.clear();
}

// Seals by turning the text around; enough to see that the clear text is nowhere.
const backwards = (text: string) => [...text].reverse().join('');
const keyring: Keyring = {
  seal: async (name, text) => backwards(`${name}:${text}`),
  open: async (name, sealed) => {
    const text = backwards(sealed);
    return text.startsWith(`${name}:`) ? text.slice(name.length + 1) : null;
  },
  destroy: async () => {},
};

test('a secret text is on the disk only sealed, and opens after a reload', async () => {
  const disk = new FakeDisk();
  const storage = new Storage(disk, async () => keyring);
  storage.store('session', 'fever', true);
  storage.store('session', 'fever-and-cough', true);
  await storage.settled();
  assert.equal([...disk.texts.values()].some((text) => text.includes('fever')), false);
  assert.equal(await new Storage(disk, async () => keyring).load('session'), 'fever-and-cough');
});

test('secret texts are sealed when the screen is drawn, of each only the newest', async () => {
  const disk = new FakeDisk();
  const sealed: string[] = [];
  const counting: Keyring = {
    ...keyring,
    seal: (name, text) => {
      sealed.push(text);
      return keyring.seal(name, text);
    },
  };
  let draw = (): void => {};
  const drawn = () => new Promise<void>((resolve) => (draw = resolve));
  const storage = new Storage(disk, async () => counting, Date.now, drawn);
  storage.store('session', 'fever', true);
  storage.store('session', 'fever-and-cough', true);
  storage.store('draft', 'cough', true);
  await pause(1);
  assert.deepEqual(sealed, []);
  draw();
  await storage.settled();
  assert.deepEqual(sealed, ['fever-and-cough', 'cough']);
  const later = new Storage(disk, async () => keyring);
  assert.equal(await later.load('session'), 'fever-and-cough');
  assert.equal(await later.load('draft'), 'cough');
});

test('what could not be sealed does not stop what comes after it', async () => {
  const disk = new FakeDisk();
  const broken: Keyring = {
    ...keyring,
    seal: (name, text) => (text === 'fever' ? Promise.reject(new Error('no seal')) : keyring.seal(name, text)),
  };
  const storage = new Storage(disk, async () => broken);
  storage.store('session', 'fever', true);
  await storage.settled();
  storage.store('session', 'cough', true);
  await storage.settled();
  assert.equal(await new Storage(disk, async () => keyring).load('session'), 'cough');
});

test('a text that cannot be kept stays in memory, leaves no older one behind, and is told of', async () => {
  const full = new FakeDisk();
  full.setItem = () => {
    throw new Error('full');
  };
  const unsealed: Keyring = { ...keyring, seal: () => Promise.reject(new Error('no seal')) };
  const kept = new FakeDisk();
  const before = new Storage(kept, async () => keyring);
  before.store('session', 'cough', true);
  await before.settled();
  assert.equal(kept.length, 1);
  for (const [disk, keys] of [[new FakeDisk(), null], [null, keyring], [full, keyring], [kept, unsealed]] as const) {
    let refused = 0;
    const storage = new Storage(disk, async () => keys, Date.now, () => Promise.resolve(), () => refused++);
    storage.store('session', 'fever', true);
    await storage.settled();
    assert.equal(refused, 1);
    assert.equal(disk?.length ?? 0, 0);
    assert.equal(await storage.load('session'), 'fever');
  }
});

test('a sealed text waits for a page that has its key again', async () => {
  const disk = new FakeDisk();
  const storage = new Storage(disk, async () => keyring);
  storage.store('session', 'fever', true);
  await storage.settled();
  const refusing: Keyring = { ...keyring, open: () => Promise.reject(new Error('no key just now')) };
  assert.equal(await new Storage(disk, async () => null).load('session'), null);
  assert.equal(await new Storage(disk, async () => refusing).load('session'), null);
  assert.equal(await new Storage(disk, async () => keyring).load('session'), 'fever');
});

test('a secret text older than a day is not opened', async () => {
  const disk = new FakeDisk();
  const storage = new Storage(disk, async () => keyring, () => 0);
  storage.store('session', 'fever', true);
  await storage.settled();
  assert.equal(await new Storage(disk, async () => keyring, () => 24 * 3600 * 1000 + 1).load('session'), null);
  assert.equal(disk.length, 0);
});

test('a text erased while it is being sealed does not come back', async () => {
  const disk = new FakeDisk();
  const sealing: (() => void)[] = [];
  const slow: Keyring = {
    ...keyring,
    seal: async (name, text) => {
      await new Promise<void>((resolve) => sealing.push(resolve));
      return keyring.seal(name, text);
    },
  };
  const storage = new Storage(disk, async () => slow);
  storage.store('session', 'fever', true);
  await pause(1);
  storage.erase('session');
  sealing[0]!();
  await storage.settled();
  assert.equal(disk.length, 0);
});

test('a text that becomes secret leaves nothing in the clear', async () => {
  const disk = new FakeDisk();
  const storage = new Storage(disk, async () => null);
  storage.store('session', 'fever', false);
  storage.store('session', 'fever', true);
  assert.equal(disk.length, 0);
});

test('erasing all leaves what belongs to others', async () => {
  const disk = new FakeDisk();
  disk.setItem('other', 'kept');
  const storage = new Storage(disk, async () => keyring);
  storage.store('session', 'fever', true);
  storage.store('locale', 'sv', false);
  await storage.settled();
  storage.eraseAll();
  await storage.settled();
  assert.deepEqual([...disk.texts.keys()], ['other']);
  assert.equal(await storage.load('session'), null);
});

const picture = (bytes: number, type = 'image/png') => new File([new Uint8Array(bytes)], 'eye.png', { type });

test('a picked file stays here by its handle until it is let go', () => {
  const files = new PickedFiles();
  const taken = files.take(picture(20), ['image/png'], 20);
  assert.deepEqual({ ...taken, handle: '' }, { name: 'eye.png', type: 'image/png', size: 20, handle: '' });
  assert.equal(files.get(taken.handle)?.size, 20);
  assert.equal(files.drop(taken.handle), true);
  assert.equal(files.get(taken.handle), undefined);
  assert.equal(files.drop(taken.handle), false);
});

test('a file of another type, too large or empty is not kept', () => {
  const files = new PickedFiles();
  assert.equal(files.take(picture(20, 'image/gif'), ['image/png'], 100).handle, '');
  assert.equal(files.take(picture(101), ['image/png'], 100).handle, '');
  assert.equal(files.take(picture(0), ['image/png'], 100).handle, '');
});

test('picking a file answers with it, and with denied when none was picked', async () => {
  const files = new PickedFiles();
  const taken = files.take(picture(5), ['image/png'], 100);
  let next: typeof taken | null = taken;
  files.pick = async () => next;
  const { perform, answers } = effectsWith({ files });
  perform({ id: 3, type: 'pick-file', accept: ['image/png'], maxBytes: 100 });
  await Promise.resolve();
  next = null;
  perform({ id: 4, type: 'pick-file', accept: ['image/png'], maxBytes: 100 });
  await new Promise((done) => setTimeout(done, 0));
  assert.deepEqual(answers, [
    { type: 'result', id: 3, ok: taken },
    { type: 'result', id: 4, failed: { kind: 'denied' } },
  ]);
  perform({ id: 5, type: 'erase', key: taken.handle });
  assert.equal(files.get(taken.handle), undefined);
});
