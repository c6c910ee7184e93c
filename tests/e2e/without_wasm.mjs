// Chromium without WebAssembly and without compiled script, as in iOS Lockdown Mode: the same core as plain JavaScript
// leads to an assessment's first question and through a booking, under the same content security policy; nobody else loads
// it; and when it cannot be had either, the numbers to call are there.
//
//   node tests/e2e/without_wasm.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

const NOW = new Date('2026-11-24T07:00:00Z');
const VACCINATION = 'kausirokotus';
const WAIT = { timeout: Number(process.env.ETEINEN_PATIENCE ?? 30_000) };

const backend = new Backend({ now: NOW.toISOString() });
const without = await openBrowser({ wasm: false });
const usual = await openBrowser({ wasm: true });
const walk = new Walk();

// A page that notes which cores it asks for and what it complains about.
async function newPage(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.clock.setSystemTime(NOW);
  const cores = [];
  page.on('request', (request) => /core-/.test(request.url()) && cores.push(new URL(request.url()).pathname));
  return { context, page, cores };
}

try {
  const url = await backend.start();
  const { context, page, cores } = await newPage(without);
  const resident = new Resident(page, 'build/screens/without-wasm');

  await walk.step('there is no WebAssembly, and the first screen is there', async () => {
    await resident.open(url);
    assert.equal(await page.evaluate(() => typeof WebAssembly), 'undefined');
    await resident.sees('start.booking');
    assert.equal(cores.length, 1);
    assert.match(cores[0], /core-plain-.*\.js$/);
  });

  await walk.step('an assessment asks its first question', async () => {
    await resident.press('start.symptoms', 'symptoms.symptom-chest');
    await page.locator('[data-key="symptoms.symptom-chest"]').check(WAIT);
    await resident.press('form.submit', 'q.about.age');
    await resident.look('question');
  });

  await walk.step('a time is booked', async () => {
    await resident.open(url);
    await resident.press('person', 'test-persons.aino-esimerkki');
    await resident.press('test-persons.aino-esimerkki', 'persons.aino-esimerkki');
    // Back to the question that was left open, and from there to the beginning.
    await resident.press('persons.aino-esimerkki', 'q.about.age');
    await resident.press('banner', 'start.booking');
    await resident.press('start.booking', `services.${VACCINATION}`);
    await resident.press(`services.${VACCINATION}`, 'slots');
    await resident.press((await resident.keys('days.'))[2]);
    const slots = (await resident.keys('slots.')).filter((key) => key.startsWith(`slots.${VACCINATION}.`));
    await resident.press(slots[3], 'booking.confirm');
    await resident.press('booking.confirm', 'booked');
    await resident.look('booked');
    assert.deepEqual(resident.messages.filter((text) => /refused|Content Security|error/i.test(text)), []);
  });
  await context.close();

  await walk.step('when it does not come, the numbers to call are there', async () => {
    const { context: other, page: lost } = await newPage(without);
    await lost.route('**/*core-plain-*.js', (route) => route.abort());
    await lost.goto(url);
    for (const number of ['112', '116117']) {
      await lost.locator(`section[lang="fi"] a[href="tel:${number}"]`).waitFor({ state: 'visible', ...WAIT });
    }
    await other.close();
  });

  await walk.step('with WebAssembly nobody loads it', async () => {
    const { context: other, page: plain, cores: asked } = await newPage(usual);
    await plain.goto(url);
    await plain.locator('[data-key="start.booking"]').waitFor(WAIT);
    assert.ok(asked.length > 0 && asked.every((path) => path.endsWith('.wasm')), asked.join(' '));
    const worker = await plain.evaluate(async () => (await fetch('/sw.js')).text());
    assert.ok(!worker.includes('core-plain'), 'the worker keeps it on every device');
    await other.close();
  });
} finally {
  await without.close();
  await usual.close();
  await backend.end();
}
walk.end();
