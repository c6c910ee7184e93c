// What a screen reader says of real screens, from the first word to the last: a virtual screen reader goes through the
// page as Chromium has it after the visit of tour.mjs. Kept as text in tests/e2e/spoken, for a person to read; a change
// of what is heard shows there.
//
//   node tests/e2e/spoken.mjs                               (after tools/build)
//   ETEINEN_KEEP_SPOKEN=1 node tests/e2e/spoken.mjs         takes what is said now over into the files
import { virtual } from '@guidepup/virtual-screen-reader';
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { usePage, Window } from '../web/page.mjs';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims } from './claims.mjs';
import { STOPS, Visit } from './tour.mjs';

const NOW = '2026-11-24T07:00:00Z';
const FOLDER = 'tests/e2e/spoken';
const HEARD = new Set([
  'start',
  'question-error',
  'emergency',
  'persons',
  'bookable',
  'slots',
  'booked',
  'refused',
  'appointments',
  'chat-handover',
]);
const MOST_PHRASES = 3000;
const keep = process.env.ETEINEN_KEEP_SPOKEN === '1';

// The body of the page as HTML: what is not shown left out, and what was typed and ticked written down as attributes.
function written() {
  const body = document.body.cloneNode(true);
  const copies = [...body.querySelectorAll('*')];
  const hidden = [...document.body.querySelectorAll('*')].map((one) => !one.checkVisibility({ visibilityProperty: true }));
  const inputs = [...document.body.querySelectorAll('input')];
  for (const [i, copy] of [...body.querySelectorAll('input')].entries()) {
    copy.toggleAttribute('checked', inputs[i].checked);
    copy.setAttribute('value', inputs[i].value);
  }
  for (const [i, copy] of copies.entries()) if (hidden[i]) copy.remove();
  return body.innerHTML;
}

async function heard(html) {
  document.body.innerHTML = html;
  await virtual.start({ container: document.body, window });
  try {
    for (let i = 0; (await virtual.lastSpokenPhrase()) !== 'end of document'; i++) {
      assert.ok(i < MOST_PHRASES, 'the page has no end');
      await virtual.next();
    }
    // Where a line may end is not heard.
    const said = `${(await virtual.spokenPhraseLog()).join('\n')}\n`;
    return said.replaceAll('\u00a0', ' ').replaceAll('\u00ad', '');
  } finally {
    await virtual.stop();
  }
}

usePage(new Window({ url: 'http://127.0.0.1/' }));
mkdirSync(FOLDER, { recursive: true });
const claims = new Claims();
const backend = new Backend({ now: NOW });
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  const visit = new Visit(page, 'build/screens/spoken');
  await visit.open(await backend.start());
  const waited = new Set(HEARD);
  for (const [screen, go] of STOPS) {
    if (waited.size === 0) break;
    await go(visit);
    if (!waited.delete(screen)) continue;
    await page.waitForFunction(() => document.querySelector('[data-key="loading"]') === null);
    const html = await page.evaluate(written);
    await claims.that(`what is heard of ${screen}`, async () => {
      const said = await heard(html);
      assert.match(said, /^heading, .+, level 1$/m, 'the heading is heard');
      const kept = `${FOLDER}/${screen}.txt`;
      if (keep) writeFileSync(kept, said);
      assert.equal(said, readFileSync(kept, 'utf8'), `${kept}: read what is heard now, then keep it`);
    });
  }
  await claims.that('every screen that is to be heard is on the tour', () => assert.deepEqual([...waited], []));
} finally {
  await browser.close();
  await backend.end();
}
claims.end();
