// The two parts of core.wasm that pages load (wasm/split.mjs):
//
//   node tests/wasm/parts_test.mjs build/wasm/bin/core.wasm
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import zlib from 'node:zlib';
import { compile, instantiate, instantiateParts } from './module.mjs';

const whole = process.argv[2];
const path = (part) => whole.replace(/\.wasm$/, `-${part}.wasm`);
const [first, rest] = [compile(path('first')), compile(path('rest'))];

// Bytes of brotli -11. The first part is the budget of ../shared/design/ARCHITECTURE.md for the core on a first visit.
const MOST = { first: 120_000, rest: 195_000 };

const message = (n, event) => JSON.stringify({ v: 1, now: '2026-11-24T07:00:00Z', uid: `parts-${String(n).padStart(4, '0')}`, event });
const CAPABILITIES = ['http', 'store', 'load', 'announce', 'navigate', 'timer'];
const START = message(0, { type: 'start', entry: 'app', locale: 'fi', capabilities: CAPABILITIES });

for (const [part, most] of Object.entries(MOST)) {
  test(`core-${part}.wasm keeps within its budget`, () => {
    const bytes = readFileSync(path(part));
    const packed = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    console.log(`core-${part}.wasm: ${bytes.length} bytes, ${packed.length} with brotli -11 (at most ${most})`);
    assert.ok(packed.length <= most, `${packed.length} > ${most}`);
  });
}

// A way to a form and its first answers, with the files of this tree: broad enough to come to both parts. Gives all replies.
function walk(core) {
  const messages = [START];
  const later = [
    { type: 'press', key: 'start.findrisc' },
    { type: 'set', key: 'q.age', value: '67' },
    { type: 'press', key: 'form.submit' },
    { type: 'set', key: 'q.sex', value: 'female' },
    { type: 'press', key: 'form.submit' },
    { type: 'set', key: 'q.height', value: '170' },
    { type: 'set', key: 'q.weight', value: '95,5' },
    { type: 'press', key: 'form.submit' },
    { type: 'locale', locale: 'sv' },
    { type: 'navigate', path: '/symptoms' },
  ];
  const replies = [];
  for (let n = 0; n < messages.length && n < 200; n++) {
    const reply = core.send(messages[n]);
    replies.push(reply);
    for (const { id, type, path: asked = '' } of JSON.parse(reply).effects) {
      if (type !== 'http') continue;
      const file = /^\/content\/((assets\/(questionnaires|permissions)|i18n)\/.*)$/.exec(asked)?.[1];
      const result = file === undefined ? { failed: { kind: 'offline' } } : { ok: { status: 200, headers: {}, body: readFileSync(file, 'utf8') } };
      messages.push(message(messages.length, { type: 'result', id, ...result }));
    }
    if (n === messages.length - 1 && later.length > 0) messages.push(message(messages.length, later.shift()));
  }
  return replies;
}

function completed() {
  const core = instantiateParts(first, rest);
  core.complete();
  return core;
}

test('together they give the very bytes of core.wasm', () => {
  const theirs = walk(instantiate(compile(whole)));
  assert.deepEqual(walk(completed()), theirs);
  const views = theirs.filter((text) => JSON.parse(text).view !== null).length;
  assert.ok(views >= 5, `${views} views`);
  assert.ok(theirs.some((text) => text.includes('"q.height"')), 'the questions of the form');
});

test('the first part starts by itself and breaks off at what it lacks, also when another instance is complete', () => {
  walk(completed());
  const core = instantiateParts(first, rest);
  assert.equal(JSON.parse(core.send(START)).error, undefined);
  assert.throws(() => walk(instantiateParts(first, rest)), /a function of the rest/);
});
