import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../web/src/bridge/messages';
import { Tabs } from '../../web/src/bridge/tabs';

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

function tab(): { tabs: Tabs; heard: JsonObject[] } {
  const heard: JsonObject[] = [];
  return { tabs: new Tabs((message) => heard.push(message)), heard };
}

test('what one tab tells, the others hear and it does not', async () => {
  const [one, two, three] = [tab(), tab(), tab()];
  one.tabs.tell({ m: 'signed-out' });
  await pause();
  assert.deepEqual(one.heard, []);
  assert.deepEqual(two.heard, [{ m: 'signed-out' }]);
  assert.deepEqual(three.heard, [{ m: 'signed-out' }]);
  for (const { tabs } of [one, two, three]) tabs.close();
});

test('nothing but the words that are known is told or heard', async () => {
  const [one, two] = [tab(), tab()];
  one.tabs.tell({ m: 'person', id: 'aino' });
  one.tabs.tell({ m: 'session', id: 'aino' });
  const stranger = new BroadcastChannel('eteinen');
  for (const data of [null, 'session', { m: 7 }, { m: 'other' }, ['session']]) stranger.postMessage(data);
  await pause();
  assert.deepEqual(two.heard, [{ m: 'session' }], 'without what else was in it');
  stranger.close();
  for (const { tabs } of [one, two]) tabs.close();
});

test('a page out of the memory of the browser asks who is here', () => {
  const { tabs, heard } = tab();
  const shown = (persisted: boolean) => window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  shown(false);
  assert.deepEqual(heard, []);
  shown(true);
  assert.deepEqual(heard, [{ m: 'session' }]);
  tabs.close();
});
