// The command of both builds gives the same bytes for the same lines: build/native/bin/eteinen and
// build/wasm/bin/eteinen.mjs, over the lines of tests/commands/COMMAND.ndjson and a few broken ones.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';

const folder = 'tests/commands';
const broken = ['', '{', '[]', '5', '{"a":1,"a":2}', '{"resource":7}', '['.repeat(200), '{}'];

function run(program, command, input) {
  const done = spawnSync(program[0], [...program.slice(1), command], { input, maxBuffer: 1 << 28 });
  return { status: done.status, lines: done.stdout.toString().split('\n') };
}

const usage = spawnSync('build/native/bin/eteinen', []).stderr.toString();
const commands = usage.match(/^commands: (.*)$/m)[1].split(' ').filter((name) => name !== 'verify');

for (const command of commands) {
  test(`${command}: the same replies natively and as WebAssembly`, () => {
    const file = `${folder}/${command}.ndjson`;
    const lines = [...(fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n') : []), ...broken];
    const input = lines.join('\n') + '\n';
    const native = run(['build/native/bin/eteinen'], command, input);
    const wasm = run(['node', 'build/wasm/bin/eteinen.mjs'], command, input);
    assert.equal(native.status, 0);
    assert.equal(native.lines.length, lines.length + 1);
    assert.deepEqual(wasm, native);
  });
}

test('misuse ends with 2 in both', () => {
  for (const args of [[], ['no-such-command'], ['hetu', '--assets']]) {
    assert.equal(spawnSync('build/native/bin/eteinen', args).status, 2);
    assert.equal(spawnSync('node', ['build/wasm/bin/eteinen.mjs', ...args]).status, 2);
  }
});

test('asked for help, both say how they are used and end with 0', () => {
  for (const [program, ...script] of [['build/native/bin/eteinen'], ['node', 'build/wasm/bin/eteinen.mjs']]) {
    const run = spawnSync(program, [...script, '--help'], { encoding: 'utf8' });
    assert.equal(run.status, 0);
    assert.match(run.stdout, /^usage: eteinen COMMAND .*\ncommands: .*\bhetu\b/);
    assert.equal(run.stderr, '');
  }
});
