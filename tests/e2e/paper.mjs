// What no other journey does, in Chromium against the real backend: the pages on paper, where nothing can be pressed and
// all must be said; and the screens for those who have nothing against motion, where it is short and moves no letter.
// Pictures of the paper, as wide as A4, are kept in build/screens/paper.
//
//   node tests/e2e/paper.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Walk } from './driver.mjs';
import { examine } from './examine.mjs';
import { STOPS, Visit } from './tour.mjs';

const NOW = '2026-11-24T06:56:00Z';
const A4 = { width: 794, height: 1123 }; // 210 × 297 mm in CSS pixels
const LONGEST_FADE = 150; // milliseconds, as the look has it

const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const walk = new Walk();

async function newVisit(options) {
  const context = await browser.newContext({ viewport: A4, locale: 'fi-FI', ...options });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  return new Visit(page, 'build/screens/paper');
}

async function stopAt(visit, ...names) {
  for (const name of names) await STOPS.find(([screen]) => screen === name)[1](visit);
}

// The text of the printed page, after looking that nothing of it is there to be pressed alone.
async function printed(visit, name) {
  const { page } = visit;
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: `build/screens/paper/${name}.png`, fullPage: true });
  const { text, buttons, fixed, wide } = await page.evaluate(() => {
    const seen = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility({ visibilityProperty: true }));
    return {
      text: document.body.innerText.replaceAll('\u00a0', ' ').replace(/[\u00ad\u2060]/g, ''),
      buttons: seen.filter((one) => one.matches('header [data-key^="locale."], main button:not(.app-tile)')).map((one) => one.dataset.key),
      fixed: seen.filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position)).map((one) => one.className),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual({ buttons, fixed, wide }, { buttons: [], fixed: [], wide: 0 });
  assert.match(text, /112/);
  assert.match(text, /116 117/);
  return text;
}

try {
  const url = await backend.start();
  const visit = await newVisit({ reducedMotion: 'reduce' });

  await walk.step('on paper the result says what to do, whom to call and until when they answer', async () => {
    await visit.open(url);
    await stopAt(visit, 'question', 'place', 'result');
    const text = await printed(visit, 'result');
    assert.match(text, /Ota yhteyttä/);
    assert.match(text, /03 629 \d{4}/);
    assert.match(text, /Auki nyt|Aukeaa/);
    assert.match(text, /Jos vointi/);
  });

  await walk.step('on paper a booking says for whom, when, where and how to change it', async () => {
    await stopAt(visit, 'identify', 'persons', 'bookable', 'slots');
    await visit.go(await visit.aTime(), 'booking.confirm');
    await visit.go('booking.confirm', 'booked');
    const [time, place] = [await visit.text('booking.time'), await visit.text('booking.place')];
    const said = (row) => row.split('\n').at(-1);
    const booked = await printed(visit, 'booked');
    await stopAt(visit, 'appointments');
    const list = await printed(visit, 'appointments');
    await stopAt(visit, 'appointment');
    const appointment = await printed(visit, 'appointment');
    for (const text of [booked, appointment]) {
      assert.match(text, /Onni Esimerkki/);
      assert.match(text, /Soita puhelinvaihteeseen 03 629 629/);
      assert.ok(text.includes(said(time)), `${said(time)} in ${text}`);
      assert.ok(text.includes(said(place)), `${said(place)} in ${text}`);
    }
    assert.match(list, /varattu/);
  });

  await walk.step('where motion is welcome a screen fades in, shortly, and nothing moves', async () => {
    const moving = await newVisit({ reducedMotion: 'no-preference', viewport: { width: 390, height: 844 } });
    await moving.open(url);
    const { page } = moving;
    // All but the sign of waiting, which a slow answer may still show.
    const fades = () =>
      page.evaluate(() =>
        document.getAnimations().filter(({ animationName }) => !['app-late', 'app-turn'].includes(animationName)).map((one) => {
          const { duration, iterations } = one.effect.getComputedTiming();
          const properties = one.effect.getKeyframes().flatMap((frame) => Object.keys(frame));
          return { duration, iterations, properties: properties.filter((name) => name !== 'opacity') };
        }),
      );
    const rest = () => page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'));
    for (const [key, next] of [
      ['start.symptoms', 'symptoms.symptom-chest'],
      ['back', 'start.more'],
      ['start.more', 'more.settings'],
    ]) {
      await (await moving.sees(key)).evaluate((button) => button.click());
      await moving.sees(next);
      const seen = await fades();
      for (const fade of seen) {
        assert.ok(fade.duration <= LONGEST_FADE && fade.iterations === 1, JSON.stringify(fade));
        assert.deepEqual(fade.properties.filter((name) => !['offset', 'easing', 'composite', 'computedOffset'].includes(name)), []);
      }
      await rest();
      assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
      assert.deepEqual(await examine(page), []);
    }
    const declared = await page.evaluate(() => getComputedStyle(document.querySelector('.app-content > *')).animationName);
    assert.equal(declared, 'app-appear');
    assert.deepEqual(moving.messages, []);
  });

  await walk.step('where it is not, nothing moves at all', async () => {
    await visit.page.setViewportSize({ width: 390, height: 844 });
    await visit.home('start.more');
    await visit.go('start.more', 'more.settings');
    assert.deepEqual(await visit.page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length), 0);
    assert.deepEqual(visit.messages, []);
  });
  if (walk.failed > 0) await visit.page.screenshot({ path: 'build/screens/paper/failed.png', fullPage: true });
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
