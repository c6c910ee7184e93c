// What the differential tests share: the command as a process, and random numbers that are the same in every run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

// The replies of `eteinen COMMAND` to these lines, in order.
export function ask(command, lines) {
  const input = lines.map((line) => JSON.stringify(line)).join('\n') + '\n';
  const done = spawnSync('build/native/bin/eteinen', [command], { input, maxBuffer: 1 << 28 });
  assert.equal(done.status, 0, done.stderr?.toString());
  const replies = done.stdout.toString().trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(replies.length, lines.length);
  return replies;
}

// `pick(from, to)`: a whole number of that range, both included.
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return (from, to) => from + Math.floor(next() * (to - from + 1));
}
