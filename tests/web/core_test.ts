import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreTrap, WasmCore } from '../../web/src/bridge/core';
import { compileCore, instantiateCore, LoadError, Missing } from '../../web/src/bridge/loader';
import type { Message } from '../../web/src/bridge/messages';

// A module with the C interface of the core that answers every message with itself, grows its memory by a page at each
// message, and traps at messages of more than 900 bytes. Written out as WebAssembly's binary format has it.
const string = (text: string) => [text.length, ...new TextEncoder().encode(text)];
const vector = (...items: number[][]) => [items.length, ...items.flat()];
const section = (id: number, content: number[]) => [id, content.length, ...content];
const code = (...body: number[]) => [body.length + 2, 0, ...body, 0x0b];
const [I32, FUNCTION, MEMORY] = [0x7f, 0, 2];
const ADDRESS = [0x41, 0x80, 0x08]; // i32.const 1024

const echo = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, vector([0x60, 1, I32, 1, I32], [0x60, 0, 1, I32], [0x60, 1, I32, 0])),
  ...section(
    2,
    vector(
      [...string('env'), ...string('emscripten_notify_memory_growth'), FUNCTION, 2],
      [...string('wasi_snapshot_preview1'), ...string('proc_exit'), FUNCTION, 2],
    ),
  ),
  ...section(3, vector([0], [1], [1])),
  ...section(5, vector([0, 1])),
  ...section(6, vector([I32, 1, 0x41, 0, 0x0b])),
  ...section(
    7,
    vector(
      [...string('memory'), MEMORY, 0],
      [...string('core_input'), FUNCTION, 2],
      [...string('core_step'), FUNCTION, 3],
      [...string('core_output'), FUNCTION, 4],
    ),
  ),
  ...section(
    10,
    vector(
      // core_input: length = n; memory.grow(1); notify(0); 1024
      code(0x20, 0, 0x24, 0, 0x41, 1, 0x40, 0, 0x1a, 0x41, 0, 0x10, 0, ...ADDRESS),
      // core_step: if (length > 900) unreachable; length
      code(0x23, 0, 0x41, 0x84, 0x07, 0x4a, 0x04, 0x40, 0x00, 0x0b, 0x23, 0),
      code(...ADDRESS),
    ),
  ),
]);

const message = (key: string): Message => ({
  v: 1,
  now: '2026-11-24T07:00:00Z',
  uid: 'uid-00000001',
  event: { type: 'press', key },
});
const newCore = async () => new WasmCore(await instantiateCore(await WebAssembly.compile(echo)));

test('a message goes in and the reply comes out as UTF-8, also after memory has grown', async () => {
  const core = await newCore();
  for (const key of ['start.booking', 'Hyvää päivää – 你好']) {
    assert.deepEqual(core.step(message(key)), message(key));
  }
});

test('a core that trapped is never called again', async () => {
  const core = await newCore();
  assert.throws(() => core.step(message('x'.repeat(1000))), CoreTrap);
  assert.throws(() => core.step(message('x')), /the instance is dead/);
});

test('a reply that is not JSON counts as a trap', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const core = new WasmCore({ memory, core_input: () => 1, core_step: () => 4, core_output: () => 0 });
  assert.throws(() => core.step(message('x')), CoreTrap);
});

test('a reply of no length counts as a trap', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const core = new WasmCore({ memory, core_input: () => 1, core_step: () => 0, core_output: () => 0 });
  assert.throws(() => core.step(message('x')), /no reply/);
});

test('a trap is told apart from a function that is still missing', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const core = (core_step: () => number) => new WasmCore({ memory, core_input: () => 1, core_step, core_output: () => 0 });
  const fails = (reason: Error) => () => {
    throw reason;
  };
  assert.throws(() => core(fails(new Missing('a function of the rest'))).step(message('x')), { expected: true });
  assert.throws(() => core(fails(new WebAssembly.RuntimeError('unreachable'))).step(message('x')), { expected: false });
});

test('what is missing is added once, again when that failed, and then nothing is missing', async () => {
  const exports = await instantiateCore(await WebAssembly.compile(echo));
  const added: string[] = [];
  const core = new WasmCore(exports, async () => {
    added.push('asked');
    if (added.length === 1) throw new Error('offline');
  });
  await assert.rejects(core.complete!(), /offline/);
  await Promise.all([core.complete!(), core.complete!()]);
  assert.deepEqual([added.length, core.complete], [2, undefined]);
  assert.equal((await newCore()).complete, undefined);
});

const source = { url: '/assets/core.wasm', integrity: 'sha384-x' };

test('where streaming is refused the core comes from a buffer, with the same integrity', async (t) => {
  const asked: (string | undefined)[] = [];
  t.mock.method(globalThis, 'fetch', async (_: string, options: RequestInit) => {
    asked.push(options.integrity);
    return new Response(echo, { headers: { 'Content-Type': 'text/plain' } });
  });
  assert.ok((await compileCore(source)) instanceof WebAssembly.Module);
  assert.deepEqual(asked, ['sha384-x', 'sha384-x']);
});

test('with the right content type the core is fetched once', async (t) => {
  const fetched = t.mock.method(globalThis, 'fetch', async () => {
    return new Response(echo, { headers: { 'Content-Type': 'application/wasm' } });
  });
  await compileCore(source);
  assert.equal(fetched.mock.callCount(), 1);
});

test('a core that is not there is a load error', async (t) => {
  t.mock.method(globalThis, 'fetch', async () => new Response('', { status: 404 }));
  await assert.rejects(compileCore(source), LoadError);
});
