// core.wasm from outside: node tests/wasm/module_test.mjs build/wasm/bin/core.wasm
import assert from 'node:assert/strict';
import test from 'node:test';

import { compile, instantiate, squeezedSize } from './module.mjs';

const path = process.argv[2];
const module = compile(path);
const kMaxMessageBytes = 8 << 20; // core/app/core.h
// What pages load first is a part of it (parts_test.mjs); the whole may not grow unnoticed either.
const kMaxBrotliBytes = 293_000;

const start = {
  v: 1,
  now: '2026-11-24T07:00:00Z',
  uid: 'test-0001',
  event: { type: 'start', entry: 'app', locale: 'fi', capabilities: ['http', 'store', 'announce'] },
};

// A new import is a new thing that every shell must provide: add it here, to the loader in web/ and to module.mjs.
test('asks its host for nothing but what is written here', () => {
  const allowed = [
    'env.emscripten_notify_memory_growth',
    'wasi_snapshot_preview1.fd_close',
    'wasi_snapshot_preview1.fd_seek',
    'wasi_snapshot_preview1.fd_write',
    'wasi_snapshot_preview1.proc_exit',
  ];
  const found = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
  assert.deepEqual(found.filter((name) => !allowed.includes(name)), []);
});

test('offers the four functions and its memory', () => {
  const names = WebAssembly.Module.exports(module).map((entry) => entry.name);
  for (const name of ['_initialize', 'core_input', 'core_output', 'core_step', 'memory']) {
    assert.ok(names.includes(name), name);
  }
});

test('is no larger than it was', () => {
  const size = squeezedSize(path);
  console.log(`core.wasm: ${size} bytes with brotli -11 (at most ${kMaxBrotliBytes})`);
  assert.ok(size <= kMaxBrotliBytes, `${size} > kMaxBrotliBytes`);
});

test('answers the first message without an error', () => {
  const reply = instantiate(module).sendJson(start);
  assert.equal(reply.v, 1);
  assert.equal(reply.error, undefined);
  assert.ok(Array.isArray(reply.effects));
});

test('gives the same bytes for the same messages', () => {
  const messages = [start, { ...start, uid: 'test-0002', event: { type: 'press', key: 'no.such.key' } }];
  const run = () => {
    const core = instantiate(module);
    return messages.map((message) => core.send(JSON.stringify(message)));
  };
  assert.deepEqual(run(), run());
});

test('says what is wrong with a broken message and goes on as before', () => {
  const core = instantiate(module);
  const untouched = instantiate(module);
  core.sendJson(start);
  untouched.sendJson(start);
  const broken = [
    '',
    '{',
    '[]',
    'null',
    '{"v":1',
    '{"v":2,"now":"2026-11-24T07:00:00Z","event":{"type":"start"}}',
    '{"v":1,"now":"yesterday","event":{"type":"start"}}',
    '{"v":1,"now":"2026-11-24T07:00:00Z","event":{"type":"no such event"}}',
    '{"v":1,"now":"2026-11-24T07:00:00Z","event":5}',
    '['.repeat(100000),
    '{"a":'.repeat(100000),
    Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d),
    Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22),
  ];
  for (const message of broken) {
    const reply = JSON.parse(core.send(message));
    assert.match(reply.error.phase, /^(message|event)$/, String(message).slice(0, 60));
    assert.ok(reply.error.message.length > 0);
    assert.equal(reply.view, null);
    assert.deepEqual(reply.effects, []);
  }
  const next = JSON.stringify({ ...start, uid: 'test-0003', event: { type: 'locale', locale: 'sv' } });
  assert.equal(core.send(next), untouched.send(next));
});

test('refuses a message over the limit without reading it', () => {
  const core = instantiate(module);
  assert.equal(core.exports.core_input(kMaxMessageBytes + 1), 0);
  assert.equal(core.exports.core_step(), 0);
  assert.equal(core.sendJson(start).error, undefined);
});

test('never answers with length 0 unless there was no message', () => {
  const core = instantiate(module);
  assert.equal(core.exports.core_step(), 0);
  assert.ok(core.send(JSON.stringify(start)).length > 0);
  assert.equal(core.exports.core_step(), 0);
});

test('answers a message of the largest size within its memory', () => {
  const core = instantiate(module);
  const text = 'x'.repeat(kMaxMessageBytes - 200);
  const reply = core.sendJson({ ...start, event: { type: 'result', id: 99, ok: { body: text } } });
  assert.ok('effects' in reply);
  assert.ok(core.exports.memory.buffer.byteLength <= 64 << 20);
});

test('does not grow while messages go by', () => {
  const core = instantiate(module);
  core.sendJson(start);
  const message = JSON.stringify({ ...start, event: { type: 'press', key: 'no.such.key' } });
  for (let i = 0; i < 1000; i++) core.send(message);
  const before = core.exports.memory.buffer.byteLength;
  for (let i = 0; i < 20000; i++) core.send(message);
  assert.equal(core.exports.memory.buffer.byteLength, before);
});
