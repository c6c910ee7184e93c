// The stated versions are those that the changes since the last ones ask for, and say the same everywhere.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { givenOut, isAtLeast, leastVersion, statedVersions, wordsNow, wordsOfPage } from './versions.mjs';

const stated = statedVersions();
const now = wordsNow();
const SEMANTIC = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

test('a word that is gone needs a major version, a new one a minor, none nothing', () => {
  assert.equal(leastVersion('1.4.2', ['a', 'b'], ['a']).least, '2.0.0');
  assert.equal(leastVersion('1.4.2', ['a'], ['a', 'b']).least, '1.5.0');
  assert.equal(leastVersion('1.4.2', ['a'], ['a']).least, '1.4.2');
  assert.equal(leastVersion('0.4.2', ['a'], ['b']).least, '0.5.0');
  assert.deepEqual([isAtLeast('1.10.0', '1.9.3'), isAtLeast('1.9.3', '1.10.0'), isAtLeast('2.0.0', '2.0.0')], [true, false, true]);
});

test('the words of a page are the names and fields of its tables', () => {
  const page = '## Events\n| type | fields |\n|---|---|\n| `set` | `key`, `value` (`a\\|b`) | x |\n';
  assert.deepEqual(wordsOfPage(page), ['Events/set', 'Events/set/a\\|b', 'Events/set/key', 'Events/set/value']);
});

for (const what of ['boundary', 'content']) {
  test(`${what}: the stated version is one that the changes allow`, () => {
    assert.match(stated[what], SEMANTIC);
    assert.ok(now[what].length > 50, `only ${now[what].length} words found`);
    const { version, words } = givenOut()[what];
    const { least, gone, fresh } = leastVersion(version, words, now[what]);
    const why = `versions.json: ${what} has to be ${least} or later; gone: ${gone}; new: ${fresh}`;
    assert.ok(isAtLeast(stated[what], least), why);
  });
}

test('v of every message is the major version of the boundary', () => {
  const [major] = stated.boundary.split('.');
  assert.ok(readFileSync('core/app/BOUNDARY.md', 'utf8').includes(`\n- \`v\` is ${major}.`));
});

test('the package and the CMake project have one version', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.match(version, SEMANTIC);
  assert.equal(/project\(eteinen VERSION (\S+)/.exec(readFileSync('CMakeLists.txt', 'utf8'))[1], version);
});

test('every questionnaire has a version of its own', () => {
  for (const name of readdirSync('assets/questionnaires')) {
    assert.match(JSON.parse(readFileSync(`assets/questionnaires/${name}`, 'utf8')).version, SEMANTIC, name);
  }
});
