// A first visit: the first screen stands on the first part of the core alone, in every language and on both pages; what is
// missing then follows by itself; whoever is quicker than the network is told so, and gets where they wanted to go; and
// whoever cannot get the rest has the numbers to call. Prints what the first visit transferred.
//
//   node tests/e2e/first_visit.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Walk } from './driver.mjs';

const WAIT = { timeout: Number(process.env.ETEINEN_PATIENCE ?? 30_000) };
const NOW = '2026-11-24T07:00:00Z';
// A Sunday evening, a Christmas Day and a weekday before opening and after closing: what is closed is told in other words.
const CLOSED = ['2026-11-29T19:30:00Z', '2026-12-25T08:00:00Z', '2026-11-25T04:10:00Z', '2026-11-25T18:20:00Z'];
const PAGES = { 'start page': ['', 'start.booking'], 'chat entry': ['chat.html', 'chat.need.health'] };
const REST = /core-rest-.*\.wasm$/;
const BUDGET = 170_000; // bytes until the first screen, compressed, without headers (the budget of the architecture)

const backend = new Backend({ now: NOW });
const browser = await openBrowser({ wasm: true });
const walk = new Walk();

async function withPage(locale, act, now = NOW) {
  const context = await browser.newContext({ locale, serviceWorkers: 'block', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(now));
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  try {
    await act(page, said);
  } finally {
    await context.close();
  }
}

const node = (page, key) => page.locator(`[data-key="${key}"]`);

try {
  const url = await backend.start();
  for (const [name, [path, key]] of Object.entries(PAGES)) {
    for (const locale of ['fi-FI', 'sv-FI', 'en-GB', 'ar']) {
      await walk.step(`${name}, ${locale}: the first screen does without the rest`, () =>
        withPage(locale, async (page, said) => {
          const asked = [];
          await page.route(REST, (route) => void asked.push(route));
          const arrived = [];
          const addresses = [];
          const note = (request) => void (arrived.push(request.sizes()), addresses.push(request.url()));
          page.on('requestfinished', note);
          await page.goto(url + path);
          await node(page, key).waitFor(WAIT);
          page.off('requestfinished', note);
          const sizes = await Promise.all(arrived);
          const [bodies, headers] = ['responseBodySize', 'responseHeadersSize'].map((part) => sizes.reduce((sum, size) => sum + size[part], 0));
          console.log(`  ${name}, ${locale}: ${bodies} bytes and ${headers} of headers in ${sizes.length} files until the first screen`);
          // But the mark, which the browser also takes for its tab.
          const twice = addresses.filter((one, at) => addresses.indexOf(one) !== at && !one.endsWith('/favicon.svg'));
          assert.deepEqual(twice, [], 'nothing is fetched twice');
          assert.ok(bodies > 100_000 && bodies < BUDGET, `${bodies} bytes`);
          for (let n = 0; asked.length === 0 && n < 100; n++) await page.waitForTimeout(100);
          assert.equal(asked.length, 1, 'the rest is asked for when the screen has all its answers');
          assert.deepEqual(said.filter((text) => text.startsWith('core:')), [], 'nothing broke off');
          await asked[0].continue();
          await node(page, key).click();
          await page.waitForFunction((old) => document.querySelector(`[data-key="${old}"]`) === null, key, WAIT);
        }),
      );
    }
  }

  for (const now of CLOSED) {
    await walk.step(`chat entry, ${now}: the first screen does without the rest`, () =>
      withPage(
        'fi-FI',
        async (page, said) => {
          const [path, key] = PAGES['chat entry'];
          const begun = [];
          page.on('request', (request) => request.url().endsWith('/session') && begun.push(request));
          const rest = page.waitForResponse((response) => REST.test(response.url()), WAIT);
          await page.goto(url + path);
          await node(page, key).waitFor(WAIT);
          await rest;
          await page.waitForTimeout(300);
          assert.deepEqual(said.filter((text) => text.startsWith('core:')), []);
          assert.equal(begun.length, 1, 'begun once');
        },
        now,
      ),
    );
  }

  await walk.step('whoever is quicker than the network is told so, and gets there', () =>
    withPage('sv-FI', async (page) => {
      let arrive;
      await page.route(REST, async (route) => {
        await new Promise((resolve) => (arrive = resolve));
        await route.continue();
      });
      await page.goto(url);
      await node(page, 'start.booking').click(WAIT);
      await page.locator('.shell--now').waitFor({ state: 'visible', ...WAIT });
      await page.waitForFunction(() => document.getElementById('announce').textContent.includes('Tjänsten öppnas'), null, WAIT);
      const shown = (await page.locator('.shell--now').innerText()).replace(/\s+/g, ' ').trim();
      assert.equal(shown, 'Tjänsten öppnas… 112 Nödsituation 116 117 Jourhjälpen', 'in the language of the page alone');
      await page.screenshot({ path: 'build/screens/first-visit-waiting.png' });
      arrive();
      await page.locator('[data-key^="services."]').first().waitFor(WAIT);
      assert.equal(await page.locator('.shell').isVisible(), false);
    }),
  );

  await walk.step('an address of its own waits for the rest', () =>
    withPage('fi-FI', async (page) => {
      await page.goto(`${url}booking`);
      await page.locator('[data-key^="services."]').first().waitFor(WAIT);
    }),
  );

  await walk.step('a bad line is tried again', () =>
    withPage('fi-FI', async (page) => {
      let tries = 0;
      await page.route(REST, (route) => (++tries <= 3 ? route.abort() : route.continue()));
      await page.goto(url);
      await node(page, 'start.booking').click(WAIT);
      await page.locator('[data-key^="services."]').first().waitFor(WAIT);
    }),
  );

  await walk.step('where the rest does not come the numbers to call are there, for whoever needs it', () =>
    withPage('fi-FI', async (page) => {
      await page.route(REST, (route) => route.abort());
      await page.goto(url);
      await node(page, 'start.booking').click(WAIT);
      for (const number of ['112', '116117']) {
        await page.locator(`section[lang="fi"] a[href="tel:${number}"]`).waitFor({ state: 'visible', ...WAIT });
      }
    }),
  );
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
