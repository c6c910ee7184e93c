import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoreExports } from '../../web/src/bridge/loader';
import { coreMaker, type PlainCore } from '../../web/src/bridge/maker';

const source = { url: 'core.wasm', integrity: 'sha384-' };
// A first part that can't be had.
const gone = Promise.reject<WebAssembly.Module>(new Error('gone'));
gone.catch(() => {});

// Answers every message with `{}` and counts what is done with it.
function plainCore() {
  const done = { instances: 0, initialized: 0 };
  const core: PlainCore = {
    instantiate: () => {
      done.instances++;
      const memory = { buffer: new ArrayBuffer(4096) } as WebAssembly.Memory;
      new Uint8Array(memory.buffer).set([0x7b, 0x7d], 2048);
      return { memory, _initialize: () => done.initialized++, core_input: () => 8, core_step: () => 2, core_output: () => 2048 } as CoreExports;
    },
  };
  return { core, done };
}

async function withoutWebAssembly(act: () => Promise<void>): Promise<void> {
  const there = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly')!;
  delete (globalThis as { WebAssembly?: unknown }).WebAssembly;
  try {
    await act();
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', there);
  }
}

test('without WebAssembly the plain core is loaded once and each instance is initialized', () =>
  withoutWebAssembly(async () => {
    const { core, done } = plainCore();
    let loaded = 0;
    const make = coreMaker(gone, source, async () => (loaded++, core));
    const event = { type: 'press', key: 'a' } as const;
    for (let n = 0; n < 2; n++) {
      const reply = (await make(false)).step({ v: 1, now: '2026-11-24T07:00:00Z', uid: 'uid-00000001', event });
      assert.deepEqual(reply, {});
    }
    assert.deepEqual([loaded, done.instances, done.initialized], [1, 2, 2]);
  }));

test('when it cannot be had, that is said', () =>
  withoutWebAssembly(async () => {
    const make = coreMaker(gone, source, () => Promise.reject(new Error('nowhere')));
    await assert.rejects(make(true), /nowhere/);
  }));

test('with WebAssembly the plain core is not asked for', async () => {
  let loaded = 0;
  const make = coreMaker(gone, source, async () => (loaded++, plainCore().core));
  await assert.rejects(make(false), /gone/);
  assert.equal(loaded, 0);
});
