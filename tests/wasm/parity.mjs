// The same bytes everywhere: random residents, each by a seed, make transcripts with core.wasm in its two parts, as pages load it,
// and the real backend behind; the same messages are then replayed in core.wasm as it is in the package, in the core as
// plain JavaScript, natively and under the sanitizers, and with ETEINEN_PARITY_CLANG=1 in the build of clang++ too.
//
//   node tests/wasm/parity.mjs [--residents N] [--messages N] [--seed N]     makes and compares
//   node tests/wasm/parity.mjs --replay FILE…                                compares kept transcripts
//
// Transcripts stand in build/parity: a message and its reply in turn, a line each.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Backend } from '../e2e/backend.mjs';
import { Claims, numberOption } from '../e2e/claims.mjs';
import { randomFrom } from '../e2e/faults_made.mjs';
import { instantiate as instantiatePlain } from '../../build/wasm/bin/core-plain.mjs';
import { compile, instantiate, instantiateParts, useExports } from './module.mjs';
import { RandomResident } from './random_resident.mjs';

const [whole, first, rest] = ['core', 'core-first', 'core-rest'].map((name) => compile(`build/wasm/bin/${name}.wasm`));
const programs = [
  'build/native/bin/eteinen',
  ...(process.env.ETEINEN_PARITY_WITHOUT_ASAN === '1' ? [] : ['build/asan/bin/eteinen']),
  ...(process.env.ETEINEN_PARITY_CLANG === '1' ? ['build/clang/bin/eteinen'] : []),
];
const claims = new Claims();

function firstDifference(ours, theirs) {
  const at = theirs.findIndex((reply, i) => reply !== ours[i]);
  return at < 0 && ours.length === theirs.length ? null : `message ${at}: ${String(ours[at]).slice(0, 300)}\n  instead of ${String(theirs[at]).slice(0, 300)}`;
}

async function compare(name, messages, replies) {
  for (const [how, core] of [['as core.wasm', instantiate(whole)], ['as plain JavaScript', useExports(instantiatePlain())]]) {
    await claims.that(`${name}: ${how}`, () => assert.equal(firstDifference(messages.map((message) => core.send(message)), replies), null));
  }
  for (const program of programs) {
    await claims.that(`${name}: ${program}`, () => {
      const done = spawnSync(program, ['app'], { input: messages.join('\n') + '\n', maxBuffer: 1 << 30 });
      assert.equal(done.status, 0, String(done.stderr).slice(-2000));
      assert.equal(firstDifference(done.stdout.toString().trimEnd().split('\n'), replies), null);
    });
  }
}

async function record(seed, backend, most) {
  const core = instantiateParts(first, rest);
  core.complete();
  const resident = new RandomResident(randomFrom(seed), backend);
  const [messages, replies] = [[], []];
  const titles = new Set();
  while (messages.length < most) {
    const message = await resident.next();
    const reply = core.send(message);
    messages.push(message);
    replies.push(reply);
    const { view } = JSON.parse(reply);
    if (view?.title) titles.add(view.title);
    resident.hear(reply);
  }
  writeFileSync(`build/parity/${seed}.ndjson`, messages.map((message, i) => `${message}\n${replies[i]}\n`).join(''));
  return { messages, replies, titles };
}

const replayed = process.argv.indexOf('--replay');
if (replayed >= 0) {
  for (const file of process.argv.slice(replayed + 1)) {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const replies = lines.filter((_, i) => i % 2 === 1);
    await compare(file, lines.filter((_, i) => i % 2 === 0), replies);
  }
} else {
  mkdirSync('build/parity', { recursive: true });
  const backend = new Backend({ now: '2026-11-24T07:00:00Z' });
  try {
    await backend.start();
    const [seed, residents, most] = [numberOption('seed', 1), numberOption('residents', 6), numberOption('messages', 400)];
    const seen = new Set();
    for (let n = 0; n < residents; n++) {
      const { messages, replies, titles } = await record(seed + n, backend, most);
      for (const title of titles) seen.add(title);
      await compare(`resident ${seed + n}, ${messages.length} messages`, messages, replies);
    }
    await claims.that(`the residents came to ${seen.size} different screens`, () => assert.ok(seen.size >= 3 * Math.min(residents, 5), [...seen].join(', ')));
  } finally {
    await backend.end();
  }
}
claims.end();
