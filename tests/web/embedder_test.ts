// The page around the chat entry: who is told what, and what a hostile page cannot do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Embedder, topicPath } from '../../web/src/bridge/embedder';

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof ResizeObserver;

function frame() {
  const told: { message: Record<string, unknown>; to: string }[] = [];
  let listener: (event: unknown) => void = () => {};
  const parent = { postMessage: (message: Record<string, unknown>, to: string) => told.push({ message, to }) };
  const page = {
    parent,
    document: { documentElement: { classList: new Set(), getBoundingClientRect: () => ({ height: 99.2 }) } },
    addEventListener: (_: string, heard: (event: unknown) => void) => (listener = heard),
  };
  const embedder = Embedder.of(page as unknown as Window)!;
  const say = (data: unknown, origin = 'https://county.example', source: unknown = parent) =>
    listener({ data, origin, source });
  return { embedder, told, say };
}

test('a page that stands by itself has nobody around it', () => {
  const page = {} as { parent?: unknown };
  page.parent = page;
  assert.equal(Embedder.of(page as unknown as Window), null);
});

test('the page around is told nothing but that the entry is there before it says hello', async () => {
  const { embedder, told } = frame();
  assert.deepEqual(told, [{ message: { v: 1, m: 'eteinen.ready' }, to: '*' }]);
  assert.equal(await embedder.openChat({ channel: 'c', text: 'secret' }), false);
  assert.equal(told.length, 1);
});

test('a chat goes to the origin that said hello, and is open when that one says so', async () => {
  const { embedder, told, say } = frame();
  say({ v: 1, m: 'eteinen.hello' });
  assert.deepEqual(told[1], { message: { v: 1, m: 'eteinen.height', px: 100 }, to: 'https://county.example' });
  const opened = embedder.openChat({ channel: 'c' });
  assert.deepEqual(told[2], {
    message: { v: 1, m: 'eteinen.chat', id: 1, chat: { channel: 'c' } },
    to: 'https://county.example',
  });
  say({ v: 1, m: 'eteinen.chat-answer', id: 1, taken: true });
  assert.equal(await opened, true);
  const refused = embedder.openChat({ channel: 'c' });
  say({ v: 1, m: 'eteinen.chat-answer', id: 2, taken: 'yes' });
  assert.equal(await refused, false);
});

test('the answers never pass through the page around', () => {
  const { embedder, told, say } = frame();
  say({ v: 1, m: 'eteinen.hello' });
  void embedder.openChat({ channel: 'c', language: 'fi', handover: 'h', text: 'secret', summary: { item: 'secret' } });
  assert.deepEqual(told.at(-1)!.message['chat'], { channel: 'c', language: 'fi', handover: 'h' });
  say({ v: 1, m: 'eteinen.chat-answer', id: 1, taken: true });
});

test('a page that does not answer in time has not taken the chat', async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { embedder, say } = frame();
  say({ v: 1, m: 'eteinen.hello' });
  const opened = embedder.openChat({ channel: 'c' });
  mock.timers.tick(10_000);
  assert.equal(await opened, false);
});

test('nobody else can take the place of the page around', async () => {
  const { embedder, told, say } = frame();
  say({ v: 1, m: 'eteinen.hello' }, 'https://evil.example', {});
  say({ v: 1, m: 'eteinen.hello' }, 'null');
  say('eteinen.hello');
  say(null);
  say({ v: 2, m: 'eteinen.hello' });
  assert.equal(told.length, 1);
  say({ v: 1, m: 'eteinen.hello' });
  say({ v: 1, m: 'eteinen.hello' }, 'https://evil.example');
  const opened = embedder.openChat({ channel: 'c' });
  assert.equal(told.at(-1)!.to, 'https://county.example');
  say({ v: 1, m: 'eteinen.chat-answer', id: 1, taken: true }, 'https://evil.example');
  say({ v: 1, m: 'eteinen.chat-answer', id: 7, taken: true });
  say({ v: 1, m: 'eteinen.chat-answer', id: 1, taken: false });
  assert.equal(await opened, false);
});

test('the matter is taken out of the address, and only a plain word is one', () => {
  const pathOf = (hash: string, search = '') => {
    let address = `/chat.html${search}${hash}`;
    const page = {
      location: { hash, pathname: '/chat.html', search },
      history: { state: null, replaceState: (_: unknown, __: string, to: string) => (address = to) },
    };
    return [topicPath(page as unknown as Window), address];
  };
  assert.deepEqual(pathOf('#need=oral-health'), ['/chat/oral-health', '/chat.html']);
  assert.deepEqual(pathOf('#need=oral-health', '?lang=sv'), ['/chat/oral-health', '/chat.html?lang=sv']);
  assert.deepEqual(pathOf(''), ['/', '/chat.html']);
  assert.deepEqual(pathOf('#at=/form/3'), ['/form/3', '/chat.html'], 'back from another server');
  for (const hostile of ['#at=//evil.example', '#at=https://evil.example', '#at=/a?b', '#at=/%2e%2e', '#at=form']) {
    assert.deepEqual(pathOf(hostile), ['/', '/chat.html'], hostile);
  }
  for (const hostile of ['#need=../..', '#need=A', '#need=%00', `#need=${'a'.repeat(41)}`, '#x']) {
    assert.deepEqual(pathOf(hostile), ['/', '/chat.html'], hostile);
  }
});
