// A whole way through the core without a backend: to a form, answers to its questions, wrong presses, another language.
// Broad enough to come to both parts of the module (wasm/split.mjs).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const CAPABILITIES = ['http', 'store', 'load', 'announce', 'navigate', 'timer'];
const WAY = [
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

export function begin(core) {
  return say(core, 0, { type: 'start', entry: 'app', locale: 'fi', capabilities: CAPABILITIES });
}

function say(core, n, event) {
  return core.send(JSON.stringify({ v: 1, now: '2026-11-24T07:00:00Z', uid: `walk-${String(n).padStart(4, '0')}`, event }));
}

// Performs what the core asks of the content, with the files of this tree; everything else is offline.
function answerTo({ id, type, path = '' }) {
  if (type !== 'http') return null;
  const file = /^\/content\/((?:assets\/questionnaires|assets\/permissions|i18n)\/.*)$/.exec(path)?.[1];
  if (file === undefined) return { type: 'result', id, failed: { kind: 'offline' } };
  return { type: 'result', id, ok: { status: 200, headers: {}, body: readFileSync(file, 'utf8') } };
}

// Gives all replies.
export function walk(core) {
  const replies = [begin(core)];
  const answers = [];
  const later = [...WAY];
  const hear = (text) => answers.push(...JSON.parse(text).effects.map(answerTo).filter((answer) => answer !== null));
  hear(replies[0]);
  while (replies.length < 200) {
    const event = answers.shift() ?? later.shift();
    if (event === undefined) break;
    replies.push(say(core, replies.length, event));
    hear(replies.at(-1));
  }
  return replies;
}

// That the walk came where it was to go.
export function sawTheForm(replies) {
  const views = replies.filter((text) => JSON.parse(text).view !== null).length;
  assert.ok(views >= 5, `${views} views`);
  assert.ok(replies.some((text) => text.includes('"q.height"')), 'the questions of the form');
}
