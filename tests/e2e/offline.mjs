// Without network: after one visit the app opens, leads from a danger sign to 112, says of what needs the network that
// it does, and goes on when the network is back. In Chromium against the real backend, which is stopped in between.
//
//   node tests/e2e/offline.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

const NOW = '2026-11-24T07:00:00Z';
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
