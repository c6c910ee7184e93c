// The npm package in a project of its own, outside: packed, installed from the file, used by an example, its types read
// in both of TypeScript's ways of finding modules.
//
//   node --test tests/package/npm_test.mjs      (after tools/build package)
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const root = resolve('.');
const outside = mkdtempSync(join(tmpdir(), 'eteinen-npm-'));
const at = { cwd: outside, encoding: 'utf8' };
after(() => rmSync(outside, { recursive: true, force: true }));

before(() => {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', outside], { cwd: 'build/package', encoding: 'utf8' });
  writeFileSync(join(outside, 'package.json'), '{ "private": true, "type": "module" }\n');
  cpSync('tests/package/npm', outside, { recursive: true });
  execFileSync('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', `./${packed.trim()}`], at);
});

test('the example comes to the first screen', () => {
  const done = spawnSync('node', ['example.mjs'], at);
  assert.equal(done.stderr, '');
  const titles = done.stdout.trim().split('\n');
  const { messages } = JSON.parse(readFileSync(join(root, 'i18n/fi.json'), 'utf8'));
  assert.ok(titles.at(-1).includes(messages['start.title'] ?? messages['app.name']), titles.join(' / '));
});

test('the types are found and are right', () => {
  for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', module, '--moduleResolution', resolution];
    const places = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node', '--lib', 'es2022,dom'];
    const done = spawnSync(join(root, 'node_modules/.bin/tsc'), [...options, ...places, 'example.ts'], at);
    assert.equal(done.stdout + done.stderr, '', module);
  }
});

test('another core than the packed one is refused', async () => {
  const { integrity } = await import(join(outside, 'node_modules/eteinen/eteinen.js'));
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha384').update(readFileSync(join(outside, 'node_modules/eteinen/core.wasm'))).digest('base64');
  assert.equal(integrity, `sha384-${digest}`);
});

test('it holds what it needs, no test person, and depends on nothing', () => {
  const folder = join(outside, 'node_modules/eteinen');
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  assert.deepEqual([manifest.dependencies, manifest.scripts], [undefined, undefined]);
  assert.equal(manifest.version, JSON.parse(readFileSync('package.json', 'utf8')).version);
  assert.deepEqual(manifest.eteinen, JSON.parse(readFileSync('versions.json', 'utf8')));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of ['core.wasm', 'LICENSE', 'BOUNDARY.md', 'EMBEDDING.md', 'VERSIONS.md', 'content/i18n/sv.json']) {
    assert.ok(names.includes(name), name);
  }
  assert.deepEqual(names.filter((name) => name.includes('test-persons')), []);
});
