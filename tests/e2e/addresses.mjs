// Whoever comes by an address, in Chromium against the real backend: straight to a screen, to one that is not there, in
// the language that the address asks for, to the chat about a matter. Nothing is reported where nothing has gone wrong.
//
//   node tests/e2e/addresses.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims } from './claims.mjs';
import { Resident } from './driver.mjs';

// A Tuesday morning, 9.00 in Helsinki.
const NOW = '2026-11-24T07:00:00Z';

const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const claims = new Claims();

async function newResident() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  return new Resident(page, 'build/screens/addresses');
}

const languageOf = ({ page }) => page.evaluate(() => document.documentElement.lang);
const speaks = ({ page }, locale) => page.waitForFunction((lang) => document.documentElement.lang === lang, locale);
const shown = ({ page }) => page.url().replace(/^http:\/\/[^/]+/, '');

try {
  const url = await backend.start();

  await claims.that('a link straight to a screen opens it, and the console stays empty', async () => {
    for (const [path, key] of [
      ['symptoms', 'symptoms.search'],
      ['booking', 'services.kausirokotus'],
      ['contact', 'contact.place'],
      ['more/accessibility', 'page.block1'],
    ]) {
      const resident = await newResident();
      await resident.page.goto(url + path);
      await resident.sees(key);
      assert.equal(shown(resident), `/${path}`);
      assert.deepEqual(resident.messages, [], path);
    }
  });

  await claims.that('an address that leads nowhere says so, and what to do', async () => {
    const resident = await newResident();
    await resident.page.goto(`${url}no/such/page`);
    assert.match(await resident.text('problem'), /Sivua ei löytynyt[^]*Valitse tältä sivulta[^]*Soita/);
    assert.equal((await resident.focused()).key, 'problem');
    assert.equal(shown(resident), '/');
    await resident.look('no-page');
    await resident.page.reload();
    await resident.sees('start.symptoms');
    assert.equal(await resident.page.$('[data-key="problem"]'), null, 'the start page itself is no mistake');
    assert.deepEqual(resident.messages, []);
  });

  await claims.that('the start page under its other names is the start page', async () => {
    for (const path of ['index.html', '?utm_source=letter']) {
      const resident = await newResident();
      await resident.page.goto(url + path);
      await resident.sees('start.symptoms');
      await resident.page.waitForLoadState('networkidle');
      assert.equal(await resident.page.$('[data-key="problem"]'), null, path);
      assert.equal(shown(resident), '/');
    }
  });

  await claims.that('the address asks for a language, also after a reload and on the next screen', async () => {
    for (const locale of ['fi', 'sv', 'en', 'fi-simple', 'ar']) {
      const resident = await newResident();
      await resident.page.goto(`${url}?lang=${locale}`);
      await resident.sees('start.symptoms');
      assert.equal(await languageOf(resident), locale);
      assert.equal(shown(resident), `/?lang=${locale}`);
    }
    const resident = await newResident();
    await resident.page.goto(`${url}symptoms?lang=sv`);
    await resident.sees('symptoms.search');
    assert.deepEqual([await languageOf(resident), shown(resident)], ['sv', '/symptoms?lang=sv']);
    await resident.page.reload();
    await resident.sees('symptoms.search');
    assert.equal(await languageOf(resident), 'sv');
    await resident.press('back', 'start.symptoms');
    assert.equal(shown(resident), '/?lang=sv');
    assert.equal(await resident.page.evaluate(() => JSON.stringify({ ...sessionStorage })), '{}');
  });

  await claims.that('another language chosen on the page takes it out of the address', async () => {
    const resident = await newResident();
    await resident.page.goto(`${url}?lang=sv`);
    await resident.sees('start.symptoms');
    await resident.press('locale.en');
    await speaks(resident, 'en');
    assert.equal(shown(resident), '/');
    await resident.press('start.more', 'more.settings');
    assert.deepEqual([await languageOf(resident), shown(resident)], ['en', '/more']);
  });

  await claims.that('a language that is none of ours is left aside', async () => {
    for (const other of ['de', 'SV', '', '%3Cscript%3E', '../en']) {
      const resident = await newResident();
      await resident.page.goto(`${url}?lang=${other}`);
      await resident.sees('start.symptoms');
      assert.deepEqual([await languageOf(resident), shown(resident)], ['fi', '/'], other);
      assert.deepEqual(resident.messages, [], other);
    }
  });

  await claims.that('the chat about the mind opens the questions about it, in the language of the page around', async () => {
    const resident = await newResident();
    await resident.page.goto(`${url}chat.html?lang=sv#need=mental-health`);
    await resident.sees('progress');
    assert.equal(await languageOf(resident), 'sv');
    assert.equal(await resident.text('progress'), 'Fråga 1');
    assert.equal(shown(resident), '/chat.html?lang=sv');
    assert.deepEqual(resident.messages, []);
  });

  await claims.that('what a search said is silent when nothing is searched for, and on the next screen', async () => {
    const resident = await newResident();
    const { page } = resident;
    const said = () => page.locator('#announce').textContent();
    const says = (text) => page.waitForFunction((wanted) => document.getElementById('announce').textContent === wanted, text);
    await resident.open(url);
    await resident.press('start.symptoms', 'symptoms.search');
    await resident.type('symptoms.search', 'xyzzy');
    await says('Haulla ei löytynyt oiretta');
    await resident.key('Control+A');
    await resident.key('Delete');
    await says('');
    await resident.type('symptoms.search', 'kuume');
    await page.waitForFunction(() => document.getElementById('announce').textContent.startsWith('Löytyi'));
    await resident.press('back', 'start.symptoms');
    assert.equal(await said(), '');
  });
} finally {
  await browser.close();
  await backend.end();
}
claims.end();
