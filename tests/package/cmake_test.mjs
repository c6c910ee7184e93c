// The CMake install in a program of its own, outside: installed into an empty folder, found by find_package, built, and
// giving the replies that the command line gives.
//
//   node --test tests/package/cmake_test.mjs      (after tools/build package)
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const outside = mkdtempSync(join(tmpdir(), 'eteinen-cmake-'));
const prefix = join(outside, 'installed');
after(() => rmSync(outside, { recursive: true, force: true }));
const cmake = (...args) => execFileSync('cmake', args, { cwd: outside, stdio: 'pipe' });

test('a program outside finds the core and gets the same replies', () => {
  execFileSync('cmake', ['--install', 'build/native', '--component', 'eteinen', '--prefix', prefix], { stdio: 'pipe' });
  cpSync('tests/package/cmake', join(outside, 'program'), { recursive: true });
  cmake('-G', 'Ninja', '-S', 'program', '-B', 'built', `-DCMAKE_PREFIX_PATH=${prefix}`);
  cmake('--build', 'built');
  const input = readFileSync('tests/commands/app.ndjson', 'utf8');
  const replies = spawnSync(join(outside, 'built/outside'), { input, encoding: 'utf8' }).stdout;
  assert.equal(replies, spawnSync('build/native/bin/eteinen', ['app'], { input, encoding: 'utf8' }).stdout);
  assert.equal(replies.trimEnd().split('\n').length, input.trimEnd().split('\n').length);
});

test('a version that is not the installed one is refused', () => {
  const page = join(outside, 'program/CMakeLists.txt');
  writeFileSync(page, readFileSync(page, 'utf8').replace('eteinen 0.1', 'eteinen 0.2'));
  const done = spawnSync('cmake', ['-G', 'Ninja', '-S', 'program', '-B', 'other', `-DCMAKE_PREFIX_PATH=${prefix}`], { cwd: outside, encoding: 'utf8' });
  assert.notEqual(done.status, 0);
  assert.match(done.stderr, /compatible with requested version "0\.2"/);
});

test('headers, content and pages are there, test persons are not', () => {
  for (const name of ['include/eteinen/core/app/core.h', 'include/eteinen/core/booking/service_rules.h', 'share/eteinen/i18n/fi.json']) {
    assert.ok(existsSync(join(prefix, name)), name);
  }
  assert.ok(!existsSync(join(prefix, 'share/eteinen/assets/test-persons')));
});
