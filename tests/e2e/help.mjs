// The static help: whoever cannot run the app still finds the numbers to call, in four languages.
//
//   node tests/e2e/help.mjs [FOLDER]      (the built site, web/dist)
import assert from 'node:assert/strict';
import { openBrowser } from './browser.mjs';
import { Walk } from './driver.mjs';
import { serve } from './static_server.mjs';

const site = await serve(process.argv[2] ?? 'web/dist');
const browser = await openBrowser();
const walk = new Walk();

// Each call of a resident must be on the screen, in each language.
async function showsHelp(page) {
  for (const lang of ['fi', 'sv', 'en', 'ar']) {
    for (const number of ['112', '116117']) {
      const link = page.locator(`section[lang="${lang}"] a[href="tel:${number}"]`);
      await link.waitFor({ state: 'visible', timeout: 15_000 });
    }
  }
}

async function withPage(options, act) {
  const context = await browser.newContext(options);
  try {
    await act(await context.newPage());
  } finally {
    await context.close();
  }
}

await walk.step('without script', () =>
  withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(site.url);
    await showsHelp(page);
  }),
);

await walk.step('when the core does not come', () =>
  withPage({}, async (page) => {
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto(site.url);
    await showsHelp(page);
  }),
);

await walk.step('when the core was changed on its way', () =>
  withPage({}, async (page) => {
    await page.route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([await response.body(), Buffer.from([0])]);
      await route.fulfill({ response, body });
    });
    await page.goto(site.url);
    await showsHelp(page);
  }),
);

await walk.step('when the script does not come', () =>
  withPage({}, async (page) => {
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(site.url);
    await showsHelp(page);
  }),
);

await walk.step('when the texts do not come', () =>
  withPage({}, async (page) => {
    await page.route('**/content/**', (route) => route.fulfill({ status: 500, body: '' }));
    await page.goto(site.url);
    await showsHelp(page);
  }),
);

await walk.step('as a page of its own, without script', () =>
  withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${site.url}emergency.html`);
    await showsHelp(page);
    assert.equal(await page.locator('h1').count(), 1);
  }),
);

await browser.close();
site.close();
walk.end();
