// What a screen reader says of real screens, from the first word to the last: a virtual screen reader goes through the
// page as Chromium has it after the visit of tour.mjs. Kept as text in tests/e2e/spoken, for a person to read; a change
// of what is heard shows there. Without --all the main screens are heard, in Finnish; with it every screen of the tour
// in Finnish, the main ones in the other languages too, and in Arabic those that it has texts for.
//
//   node tests/e2e/spoken.mjs [--all]                             (after tools/build)
//   ETEINEN_KEEP_SPOKEN=1 node tests/e2e/spoken.mjs --all         takes what is said now over into the files
import { virtual } from '@guidepup/virtual-screen-reader';
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { usePage, Window } from '../web/page.mjs';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims } from './claims.mjs';
import { STOPS, Visit } from './tour.mjs';

// The first time that may be booked stays the first for nine minutes from here.
const NOW = '2026-11-24T06:56:00Z';
const FOLDER = 'tests/e2e/spoken';
const MAIN = new Set([
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
const IN_ARABIC = new Set(['start', 'emergency', 'chat']);
// An engine that can neither hold a time nor move one.
const LESSER = ['--without', 'hold,move'];
// The clock of the backend goes on: until when a time is kept, and when answers came, is another minute in each run.
const MINUTE = /(Pidämme ajan sinulle klo |vastaanotettu [\d.]+ klo |Viimeksi vastattu [\d.]+ klo )\d+\.\d\d/g;
const MOST_PHRASES = 3000;
const all = process.argv.includes('--all');
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
    return said.replaceAll('\u00a0', ' ').replace(/[\u00ad\u2060]/g, '').replace(MINUTE, '$1…');
  } finally {
    await virtual.stop();
  }
}

// The languages that a screen is heard in.
function localesOf(screen) {
  if (!all) return MAIN.has(screen) ? ['fi'] : [];
  return ['fi', ...(MAIN.has(screen) ? ['sv', 'en', 'fi-simple'] : []), ...(IN_ARABIC.has(screen) ? ['ar'] : [])];
}

async function listen(page, screen, locale) {
  await page.locator(`[data-key="locale.${locale}"]`).evaluate((button) => button.click());
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
  await page.locator(`[data-key="locale.${locale}"][aria-pressed="true"]`).waitFor();
  await page.waitForFunction(() => document.querySelector('[data-key="loading"]') === null);
  const html = await page.evaluate(written);
  await claims.that(`what is heard of ${screen} in ${locale}`, async () => {
    const said = await heard(html);
    assert.match(said, /^heading, .+, level 1$/m, 'the heading is heard');
    const kept = `${FOLDER}/${locale}/${screen}.txt`;
    if (keep) writeFileSync(kept, said);
    assert.equal(said, readFileSync(kept, 'utf8'), `${kept}: read what is heard now, then keep it`);
  });
}

usePage(new Window({ url: 'http://127.0.0.1/' }));
for (const locale of ['fi', 'sv', 'en', 'fi-simple', 'ar']) mkdirSync(`${FOLDER}/${locale}`, { recursive: true });
const claims = new Claims();
const backend = new Backend({ now: NOW });
const lesser = new Backend({ now: NOW, more: LESSER });
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  const visit = new Visit(page, 'build/screens/spoken', all ? await lesser.start() : undefined);
  await visit.open(await backend.start());
  const waited = new Set(STOPS.map(([screen]) => screen).filter((screen) => localesOf(screen).length > 0));
  for (const [screen, go] of STOPS) {
    if (waited.size === 0) break;
    await go(visit);
    if (waited.delete(screen)) for (const locale of localesOf(screen)) await listen(page, screen, locale);
  }
  const main = new Set([...MAIN, ...IN_ARABIC]);
  for (const [screen] of STOPS) main.delete(screen);
  await claims.that('every screen that is to be heard is on the tour', () => assert.deepEqual([...main], []));
} finally {
  await browser.close();
  await backend.end();
  await lesser.end();
}
claims.end();
