// The core as plain JavaScript gives the very bytes that core.wasm gives:
//
//   node tests/wasm/plain_test.mjs build/wasm/bin/core.wasm build/wasm/bin/core-plain.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { compile, instantiate, useExports } from './module.mjs';

const [, , wasm, plain] = process.argv;
const module = compile(wasm);
const { instantiate: instantiatePlain } = await import(pathToFileURL(plain).href);
const content = (path) => readFileSync(path.replace(/^\/content\//, ''), 'utf8');

// Performs what the core asks of the content, with the files of this tree; everything else is offline.
function answerTo({ id, type, path = '' }) {
  if (type !== 'http') return null;
  if (!/^\/content\/(assets\/questionnaires|assets\/permissions|i18n)\//.test(path)) return { type: 'result', id, failed: { kind: 'offline' } };
  return { type: 'result', id, ok: { status: 200, headers: {}, body: content(path) } };
}

// A whole way: to the form, an answer to every question shown, wrong presses in between. Gives all replies.
function walk(core) {
  const replies = [];
  const queue = [{ type: 'start', entry: 'app', locale: 'fi', capabilities: ['http', 'store', 'load', 'announce', 'navigate', 'timer'] }];
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
    { type: 'press', key: 'no.such.key' },
    { type: 'navigate', back: true },
  ];
  for (let n = 0; n < 200; n++) {
    const event = queue.shift() ?? later.shift();
    if (event === undefined) break;
    const text = core.send(JSON.stringify({ v: 1, now: '2026-11-24T07:00:00Z', uid: `plain-${String(n).padStart(4, '0')}`, event }));
    replies.push(text);
    for (const effect of JSON.parse(text).effects) {
      const answer = answerTo(effect);
      if (answer !== null) queue.push(answer);
    }
  }
  return replies;
}

test('the same replies, byte for byte, over a whole way', (t) => {
  const theirs = walk(instantiate(module));
  const ours = walk(useExports(instantiatePlain()));
  const views = theirs.filter((text) => JSON.parse(text).view !== null).length;
  t.diagnostic(`${theirs.length} replies, ${views} of them with a view, ${theirs.join('').length} characters`);
  assert.ok(views >= 5, `${views} views`);
  assert.ok(theirs.some((text) => text.includes('"q.height"')), 'the questions of the form');
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
