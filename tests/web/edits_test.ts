import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Edits } from '../../web/src/bridge/edits';
import type { CoreEvent } from '../../web/src/bridge/messages';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function typed(): { edits: Edits; sent: CoreEvent[] } {
  const sent: CoreEvent[] = [];
  const edits = new Edits((event) => sent.push(event));
  edits.later('q.weight', '78');
  return { edits, sent };
}

const WEIGHT = { type: 'set', key: 'q.weight', value: '78' };

test('text is sent when the field is left, and once', async () => {
  const { edits, sent } = typed();
  edits.settle();
  assert.deepEqual(sent, [WEIGHT]);
  await pause(300);
  assert.deepEqual(sent, [WEIGHT]);
});

test('text is sent when the hand rests', async () => {
  const { sent } = typed();
  await pause(300);
  assert.deepEqual(sent, [WEIGHT]);
});

test('a press that leaves the field is over before the text is sent', async () => {
  const { edits, sent } = typed();
  edits.hold();
  edits.settle();
  await pause(300);
  assert.deepEqual(sent, []);
  edits.release();
  assert.deepEqual(sent, [], 'the click comes first');
  await pause(20);
  assert.deepEqual(sent, [WEIGHT]);
});

test('what a press does comes after the text', async () => {
  const { edits, sent } = typed();
  edits.hold();
  edits.settle();
  edits.release();
  edits.flush();
  assert.deepEqual(sent, [WEIGHT]);
  await pause(20);
  assert.deepEqual(sent, [WEIGHT]);
});
