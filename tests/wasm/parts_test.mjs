// The two parts of core.wasm that pages load (wasm/split.mjs):
//
//   node tests/wasm/parts_test.mjs build/wasm/bin/core.wasm
import assert from 'node:assert/strict';
import test from 'node:test';
import { compile, instantiate, instantiateParts, squeezedSize } from './module.mjs';
import { begin, sawTheForm, walk } from './walk.mjs';

const whole = process.argv[2];
const path = (part) => whole.replace(/\.wasm$/, `-${part}.wasm`);
const [first, rest] = [compile(path('first')), compile(path('rest'))];

// Bytes of brotli -11. The first part is the budget of ../shared/design/ARCHITECTURE.md for the core on a first visit.
const MOST = { first: 120_000, rest: 198_000 };

for (const [part, most] of Object.entries(MOST)) {
  test(`core-${part}.wasm keeps within its budget`, () => {
    const size = squeezedSize(path(part));
    console.log(`core-${part}.wasm: ${size} bytes with brotli -11 (at most ${most})`);
    assert.ok(size <= most, `${size} > ${most}`);
  });
}

function completed() {
  const core = instantiateParts(first, rest);
  core.complete();
  return core;
}

test('together they give the very bytes of core.wasm', () => {
  const theirs = walk(instantiate(compile(whole)));
  assert.deepEqual(walk(completed()), theirs);
  sawTheForm(theirs);
});

test('the first part starts by itself and breaks off at what it lacks, also when another instance is complete', () => {
  walk(completed());
  assert.equal(JSON.parse(begin(instantiateParts(first, rest))).error, undefined);
  assert.throws(() => walk(instantiateParts(first, rest)), /a function of the rest/);
});
