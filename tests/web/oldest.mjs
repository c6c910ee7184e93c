// The built scripts hold nothing that the oldest browsers which are meant (web/README.md) cannot read or do not have. One
// pattern that a browser cannot read keeps the whole app from opening there.
//
//   node tests/web/oldest.mjs      (after tools/build web)
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAst } from 'vite';

// Newer than the oldest of Chrome 93, Firefox 92 and Safari 15.4, or hardly older.
const LOOKS_BEHIND = /\(\?<[=!]/;
const MODIFIES = /\(\?[ims]+-?[ims]*:/;
const NEWER_FLAGS = /[dv]/;
const NEWER = new Set([
  'canParse', 'checkVisibility', 'findLast', 'findLastIndex', 'fromAsync', 'getSetCookie', 'groupBy', 'hidePopover',
  'isDisjointFrom', 'isSubsetOf', 'isSupersetOf', 'isWellFormed', 'requestIdleCallback', 'setHTMLUnsafe', 'showPopover',
  'structuredClone', 'symmetricDifference', 'toReversed', 'toSorted', 'toSpliced', 'toWellFormed', 'withResolvers',
]);
const NEWER_ALONE = new Set(['structuredClone', 'scheduler', 'requestIdleCallback', 'Iterator', 'Temporal']);

function* nodesOf(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') yield node;
  for (const part of Object.values(node)) yield* nodesOf(part);
}

// What an old browser cannot take in a script.
function troubles(script) {
  const found = [];
  for (const node of nodesOf(parseAst(script))) {
    if (node.type === 'Literal' && node.regex) {
      const { pattern, flags } = node.regex;
      if (LOOKS_BEHIND.test(pattern) || MODIFIES.test(pattern) || NEWER_FLAGS.test(flags)) found.push(`/${pattern}/${flags}`);
    }
    if (node.type === 'StaticBlock') found.push('static {}');
    if (node.type === 'MemberExpression' && !node.computed && NEWER.has(node.property.name)) found.push(node.property.name);
    if (node.type === 'CallExpression' && NEWER_ALONE.has(node.callee.name)) found.push(node.callee.name);
    if (node.type === 'MemberExpression' && NEWER_ALONE.has(node.object.name)) found.push(node.object.name);
  }
  return found;
}

test('what an old browser cannot take is found', () => {
  for (const script of ['/(?<=a)b/', '/(?<!a)b/u', '/a/v', '/(?i:a)/', '[1].toSorted()', 'structuredClone({})', 'class A { static { f(); } }']) {
    assert.equal(troubles(script).length, 1, script);
  }
  assert.deepEqual(troubles('/(?<year>a)(?:b)(?=c)/u; [1].at(-1); Object.hasOwn(a, "b"); "any"'), []);
});

const SITE = 'web/dist';
const scripts = ['sw.js', ...readdirSync(`${SITE}/assets`).filter((name) => name.endsWith('.js')).map((name) => `assets/${name}`)];
test('there are scripts', () => assert.ok(['sw', 'core-plain', 'begin', 'main'].every((name) => scripts.some((script) => script.includes(name))), scripts.join(' ')));
for (const name of scripts) {
  test(name, () => assert.deepEqual(troubles(readFileSync(`${SITE}/${name}`, 'utf8')), []));
}
