import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Host } from '../../web/src/bridge/host';
import { readHostMessage } from '../../web/src/bridge/host_message';
import type { JsonObject } from '../../web/src/bridge/messages';

type Page = Parameters<typeof Host.meet>[0];
type Dialect = 'webview_flutter' | 'flutter_inappwebview';
const DIALECTS: Dialect[] = ['webview_flutter', 'flutter_inappwebview'];

// An app around a page, which answers hello and keeps what it is asked.
class FakeApp {
  readonly asked: JsonObject[] = [];
  readonly page = {} as Page;
  hello: JsonObject = { locale: 'sv-FI', takes: ['calendar.add', 'open'], textScale: 1.5, insetTop: 24, theme: 'dark' };

  constructor(dialect: Dialect) {
    const take = (text: string) => void this.take(JSON.parse(text));
    if (dialect === 'webview_flutter') this.page.EteinenHost = { postMessage: take };
    else this.page.flutter_inappwebview = { callHandler: (name, text) => name === 'eteinen' && take(text) };
  }

  say(message: JsonObject): void {
    this.page.eteinen?.receive(JSON.stringify({ v: 1, nonce: 'n-1', ...message }));
  }

  private async take(message: JsonObject): Promise<void> {
    this.asked.push(message);
    await null;
    if (message['m'] === 'hello') this.say({ t: 'res', id: 'hello', ok: true, p: this.hello });
  }
}

async function meet(dialect: Dialect = 'webview_flutter') {
  const app = new FakeApp(dialect);
  const host = await Host.meet(app.page, 'n-1');
  assert.ok(host !== null);
  const told: unknown[] = [];
  host.listen({
    back: () => told.push('back') > 0,
    locale: (tag) => told.push(tag),
    message: (message) => told.push(message),
  });
  return { app, host, told };
}

for (const dialect of DIALECTS) {
  test(`page and app say hello over ${dialect}`, async () => {
    const { app, host } = await meet(dialect);
    assert.equal(app.asked[0]?.['m'], 'hello');
    assert.equal(host.locale, 'sv-FI');
    const { style, dataset } = document.documentElement;
    assert.equal(style.getPropertyValue('--host-text-scale'), '1.5');
    assert.equal(style.getPropertyValue('--host-inset-top'), '24px');
    assert.equal(dataset['theme'], 'dark');
  });
}

test('a page without an app around it meets nobody', async () => {
  assert.equal(await Host.meet({} as Page, 'n-1'), null);
});

test('an app that never answers is no app', async () => {
  const page = { EteinenHost: { postMessage: () => {} } } as unknown as Page;
  assert.equal(await Host.meet(page, 'n-1'), null);
});

test('a request gets the answer with its id, once', async () => {
  const { app, host } = await meet();
  const answer = host.ask('calendar.add', { filename: 'aika.ics', ics: 'BEGIN:VCALENDAR' });
  const asked = app.asked.at(-1)!;
  assert.deepEqual(asked['p'], { filename: 'aika.ics', ics: 'BEGIN:VCALENDAR' });
  app.say({ t: 'res', id: 'p-99', ok: false });
  app.say({ t: 'res', id: asked['id']!, ok: true, p: { added: true } });
  app.say({ t: 'res', id: asked['id']!, ok: false });
  assert.deepEqual(await answer, { ok: { added: true } });
});

test('what the app can not do is not asked', async () => {
  const { app, host } = await meet();
  assert.deepEqual(await host.ask('auth.start', {}), { failed: 'unsupported' });
  assert.equal(app.asked.length, 1);
});

test('a request that is too long is not sent', async () => {
  const { host } = await meet();
  assert.deepEqual(await host.ask('calendar.add', { ics: 'x'.repeat(70_000) }), { failed: 'denied' });
});

test('the back key is answered, language and identification are told', async () => {
  const { app, told } = await meet();
  app.say({ t: 'req', id: 'h-1', m: 'back' });
  assert.deepEqual(app.asked.at(-1), { v: 1, t: 'res', id: 'h-1', ok: true, p: { handled: true }, nonce: 'n-1' });
  app.say({ t: 'evt', id: 'h-2', m: 'locale', p: { locale: 'en' } });
  app.say({ t: 'evt', id: 'h-3', m: 'auth.done', p: { ok: true } });
  assert.deepEqual(told, ['back', 'en', { m: 'auth.done', p: { ok: true } }]);
});

test('an unknown request is refused and reaches nobody', async () => {
  const { app, told } = await meet();
  app.say({ t: 'req', id: 'h-1', m: 'records.read' });
  assert.equal(app.asked.at(-1)?.['ok'], false);
  assert.deepEqual(told, []);
});

test('without the nonce of this load nothing is heard', async () => {
  const { app, told } = await meet();
  app.say({ t: 'evt', id: 'h-1', m: 'locale', p: { locale: 'en' }, nonce: 'old' });
  assert.deepEqual(told, []);
});

test('a look outside its limits changes nothing', async () => {
  const { app } = await meet();
  app.say({ t: 'evt', id: 'h-1', m: 'look', p: { textScale: 400, insetTop: -5, theme: 'url(x)' } });
  const { style, dataset } = document.documentElement;
  assert.equal(style.getPropertyValue('--host-text-scale'), '1.5');
  assert.equal(style.getPropertyValue('--host-inset-top'), '24px');
  assert.equal(dataset['theme'], 'dark');
});

test('what is no message of the contract is no message', () => {
  const message = { v: 1, t: 'evt', id: 'h-1', m: 'look', p: {}, nonce: 'n' };
  assert.ok(readHostMessage(JSON.stringify(message)) !== null);
  const wrong: unknown[] = [
    'hello',
    '[]',
    'null',
    '{"v":1',
    42,
    JSON.stringify({ ...message, v: 2 }),
    JSON.stringify({ ...message, t: 'cmd' }),
    JSON.stringify({ ...message, id: '' }),
    JSON.stringify({ ...message, id: 'a b' }),
    JSON.stringify({ ...message, m: '__proto__' }),
    JSON.stringify({ ...message, m: 'look.at.this' }),
    JSON.stringify({ ...message, p: [] }),
    JSON.stringify({ ...message, p: { x: 'y'.repeat(70_000) } }),
  ];
  for (const text of wrong) assert.equal(readHostMessage(text), null, String(text).slice(0, 60));
});
