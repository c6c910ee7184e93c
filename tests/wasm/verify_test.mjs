// `eteinen verify assets` comes to the same verdict in both builds: the same findings, the same figures, the same two
// proofs; only the seconds differ.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';

function verify(program) {
  const args = [...program.slice(1), 'verify', 'assets', '--from', '2026-11-22'];
  const done = spawnSync(program[0], args, { maxBuffer: 1 << 28 });
  const lines = done.stdout.toString().trimEnd().split('\n').map((line) => JSON.parse(line));
  const { seconds, ...last } = lines.pop();
  return { status: done.status, findings: lines, last, seconds };
}

test('verify: the same verdict natively and as WebAssembly', (t) => {
  const native = verify(['build/native/bin/eteinen']);
  const wasm = verify(['node', 'build/wasm/bin/eteinen.mjs']);
  t.diagnostic(`native ${native.seconds} s, WebAssembly ${wasm.seconds} s, ${native.last.decisions} decisions`);
  assert.equal(native.status, 0);
  assert.equal(native.last.ok, true);
  assert.equal(native.last.asGiven.noDeadEnd, true);
  assert.deepEqual({ ...wasm, seconds: 0 }, { ...native, seconds: 0 });
  assert.ok(wasm.seconds < 120, `${wasm.seconds} s`);
});
