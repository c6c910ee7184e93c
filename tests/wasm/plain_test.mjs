// The core as plain JavaScript gives the very bytes that core.wasm gives:
//
//   node tests/wasm/plain_test.mjs build/wasm/bin/core.wasm build/wasm/bin/core-plain.mjs
import assert from 'node:assert/strict';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { compile, instantiate, useExports } from './module.mjs';
import { sawTheForm, walk } from './walk.mjs';

const [, , wasm, plain] = process.argv;
const module = compile(wasm);
const { instantiate: instantiatePlain } = await import(pathToFileURL(plain).href);

test('the same replies, byte for byte, over a whole way', (t) => {
  const theirs = walk(instantiate(module));
  const ours = walk(useExports(instantiatePlain()));
  t.diagnostic(`${theirs.length} replies, ${theirs.join('').length} characters`);
  sawTheForm(theirs);
  assert.deepEqual(ours, theirs);
});

test('each instance has a memory of its own', () => {
  const [one, other] = [useExports(instantiatePlain()), useExports(instantiatePlain())];
  walk(one);
  assert.deepEqual(walk(other), walk(useExports(instantiatePlain())));
});

test('broken messages are refused with the same words', () => {
  const [ours, theirs] = [useExports(instantiatePlain()), instantiate(module)];
  for (const message of ['', '{', '[]', '{"v":2}', '['.repeat(100000), Uint8Array.of(0x22, 0xff, 0x22)]) {
    assert.equal(ours.send(message), theirs.send(message));
  }
});
