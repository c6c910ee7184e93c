import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PatchEntry, ViewNode } from '../../web/src/bridge/messages';
import { applyPatch, findNode } from '../../web/src/render/tree';

const question = (key: string, ...children: ViewNode[]): ViewNode => ({ key, role: 'question', children });
const page: ViewNode = {
  key: 'page',
  role: 'page',
  children: [question('q.fever', { key: 'q.fever.yes', role: 'choice' }), question('q.cough')],
};
const patched = (...patch: PatchEntry[]) => applyPatch(page, { rev: 2, patch });
const keys = (node: ViewNode | null) => (node?.children ?? []).map((child) => child.key);

test('a patch replaces the fields it names and keeps the others', () => {
  const tree = patched({ key: 'q.fever.yes', is: ['checked'] })!;
  assert.deepEqual(findNode(tree, 'q.fever.yes'), { key: 'q.fever.yes', role: 'choice', is: ['checked'] });
});

test('what did not change stays the same object', () => {
  const tree = patched({ key: 'q.fever.yes', is: ['checked'] })!;
  assert.equal(tree.children![1], page.children![1]);
  assert.notEqual(tree.children![0], page.children![0]);
});

test('a new node comes after its sibling, or first', () => {
  const node = { role: 'question', parent: 'page' };
  assert.deepEqual(keys(patched({ ...node, key: 'q.days', after: 'q.fever' })), ['q.fever', 'q.days', 'q.cough']);
  assert.deepEqual(keys(patched({ ...node, key: 'q.days', after: null })), ['q.days', 'q.fever', 'q.cough']);
});

test('a place is not a field of the new node', () => {
  const tree = patched({ key: 'q.days', role: 'question', parent: 'page', after: null })!;
  assert.deepEqual(findNode(tree, 'q.days'), { key: 'q.days', role: 'question' });
});

test('a removed node goes with all that is under it', () => {
  const tree = patched({ key: 'q.fever', removed: true })!;
  assert.deepEqual(keys(tree), ['q.cough']);
  assert.equal(findNode(tree, 'q.fever.yes'), undefined);
});

test('entries apply in order, so a node may go into one that came just before', () => {
  const tree = patched(
    { key: 'group', role: 'group', parent: 'page', after: 'q.cough' },
    { key: 'group.text', role: 'text', parent: 'group', after: null },
  )!;
  assert.deepEqual(keys(findNode(tree, 'group')!), ['group.text']);
});

test('a patch that does not fit the tree is refused', () => {
  assert.equal(patched({ key: 'q.unknown', text: 'x' }), null);
  assert.equal(patched({ key: 'new', role: 'text', parent: 'page', after: 'q.unknown' }), null);
  assert.equal(patched({ key: 'q.unknown', removed: true }), null);
});
