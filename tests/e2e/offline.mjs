// Without network: after one visit the app opens, leads from a danger sign to 112, says of what needs the network that
// it does, and goes on when the network is back. In Chromium against the real backend, which is stopped in between.
//
//   node tests/e2e/offline.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

const NOW = '2026-11-24T07:00:00Z';
const OF_NO_VISIT = '/content/pages.json'; // kept, but not asked for by the start page itself
const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const walk = new Walk();

// What the device keeps, over all caches.
async function keptPaths() {
  const all = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
  }
  return all;
}

// Makes the kept copy of a file another, and the list of content that is kept one of this version.
async function makeOld({ file, version }) {
  const cache = await caches.open('content');
  const list = await (await cache.match('/content/files.json')).json();
  await cache.put('/content/files.json', Response.json({ ...list, version: version ?? list.version }));
  await cache.put(file, new Response('old'));
}
const isOld = async (file) => (await (await (await caches.open('content')).match(file)).text()) === 'old';

try {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  let page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  let resident = new Resident(page, 'build/screens/offline');
  const url = await backend.start();

  await walk.step('a first visit keeps the shell and the content', async () => {
    await resident.open(url);
    const { files } = await (await fetch(`${url}content/files.json`)).json();
    assert.ok(files.length > 20, `only ${files.length} files`);
    const wanted = ['/index.html', '/emergency.html', ...files.map((file) => `/${file}`)];
    let kept = [];
    for (let i = 0; i < 100 && !wanted.every((path) => kept.includes(path)); i++) {
      await page.waitForTimeout(200);
      kept = await page.evaluate(keptPaths);
    }
    assert.deepEqual(wanted.filter((path) => !kept.includes(path)), []);
    assert.deepEqual(kept.filter((path) => /fhir|session|person/.test(path)), []);
  });

  await walk.step('a second visit asks for the content again where it has changed, and only there', async () => {
    await page.evaluate(makeOld, { file: OF_NO_VISIT, version: 'of another day' });
    const began = Date.now();
    await resident.open(url);
    let old = true;
    for (let i = 0; i < 100 && old; i++) {
      await page.waitForTimeout(100);
      old = await page.evaluate(isOld, OF_NO_VISIT);
    }
    assert.ok(!old, `${OF_NO_VISIT} was not asked for though the version is another`);
    const took = Date.now() - began;
    await page.waitForTimeout(1000); // until the list is kept, too
    await page.evaluate(makeOld, { file: OF_NO_VISIT });
    await resident.open(url);
    await page.waitForTimeout(3 * took);
    assert.ok(await page.evaluate(isOld, OF_NO_VISIT), `${OF_NO_VISIT} was asked for though nothing has changed`);
    await page.evaluate(async (file) => (await caches.open('content')).put(file, await fetch(file)), OF_NO_VISIT);
  });

  await walk.step('with the backend gone, a new page opens at the start', async () => {
    await backend.stop();
    await page.close();
    page = await context.newPage();
    await page.clock.setSystemTime(new Date(NOW));
    resident = new Resident(page, 'build/screens/offline');
    await resident.open(url);
    await resident.sees('start.symptoms');
    await resident.look('start');
  });

  await walk.step('a danger sign leads to 112', async () => {
    await resident.press('start.symptoms', 'symptoms.symptom-chest');
    await resident.tabTo('symptoms.symptom-chest');
    await resident.key('Space');
    await resident.press('form.submit', 'q.about.age');
    await resident.type('q.about.age', '60');
    await resident.choose('q.about.sex', 'male');
    await resident.press('form.submit', 'q.danger.chest');
    await resident.tabTo('q.danger.chest');
    await resident.key('Space');
    await page.waitForSelector('main a[href="tel:112"]', { timeout: 10_000 });
    await resident.look('emergency');
  });

  await walk.step('what needs the network says so, with a phone number', async () => {
    await resident.open(`${url}booking`);
    await resident.sees('problem');
    assert.ok((await page.locator('a[href^="tel:"]').count()) > 0, 'no phone number on the screen');
    await resident.look('booking');
  });

  await walk.step('the static emergency page is there too', async () => {
    await page.goto(`${url}emergency.html`);
    await page.waitForSelector('a[href="tel:112"]');
  });

  await walk.step('when the network is back, booking goes on', async () => {
    await backend.start();
    await resident.open(`${url}booking`);
    await resident.sees('services.kausirokotus');
  });

  if (walk.failed > 0) {
    await page.screenshot({ path: 'build/screens/offline/failed.png' });
    console.log(`at ${page.url()}: ${await page.title()}`, resident.messages);
  }
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
