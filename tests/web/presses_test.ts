import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardDoublePresses } from '../../web/src/render/presses';

test('the second click of a double press stays with what was under the first', () => {
  guardDoublePresses(document);
  document.body.innerHTML = '<button data-key="form.submit"><b>On</b></button><input type="checkbox" data-key="q.risk.one-ear">';
  const heard: string[] = [];
  document.body.addEventListener('click', (event) => heard.push((event.target as HTMLElement).tagName));
  const [inside, box] = [document.querySelector('b') as HTMLElement, document.querySelector('input') as HTMLInputElement];
  const click = (target: HTMLElement, detail: number) => target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }));

  click(inside, 1);
  click(inside, 2);
  assert.deepEqual(heard, ['B', 'B'], 'on one button both count');
  click(box, 2);
  assert.deepEqual(heard, ['B', 'B']);
  assert.equal(box.checked, false, 'an answer that came under the hand is not given');
  click(box, 1);
  assert.equal(box.checked, true);
  click(box, 0);
  assert.equal(box.checked, false, 'by keyboard it always counts');
  assert.equal(heard.length, 4);
});
