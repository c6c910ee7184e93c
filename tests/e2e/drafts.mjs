// Answers begun by somebody who has identified outlive the tab: in Chromium, by keyboard alone, against the real backend.
// Every screen is examined and pictured in build/screens/drafts.
//
//   node tests/e2e/drafts.mjs      (after tools/build native wasm web)
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
const url = await backend.start();

const newContext = () => browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });

async function newTab(context) {
  const page = await context.newPage();
  await page.clock.install({ time: new Date(NOW) });
  const resident = new Resident(page, 'build/screens/drafts');
  await resident.open(url);
  return resident;
}

async function identify(resident) {
  await resident.press('person', 'test-persons.aino-esimerkki');
  await resident.press('test-persons.aino-esimerkki', 'persons.aino-esimerkki');
  await resident.press('persons.aino-esimerkki', 'start.forms');
}

const kept = ({ page }) => page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.status() === 204);
const there = async ({ page }) => page.locator('[data-key^="draft.continue."]').count();

// The first two questions of a message to the health station.
async function begin(resident) {
  await resident.press('start.forms', 'forms.contact-other');
  await resident.press('forms.contact-other', 'q.urgent.false');
  await resident.choose('q.urgent', 'false');
  await resident.press('form.submit', 'q.topic.prescription');
  const soon = kept(resident);
  await resident.choose('q.topic', 'prescription');
  await soon;
}

await claims.that('after the tab was closed, a message is gone on with, and sent', async () => {
  const context = await newContext();
  const first = await newTab(context);
  await identify(first);
  await begin(first);
  await first.page.waitForTimeout(2500); // the last answer too
  await first.page.close();

  const second = await newTab(context);
  const [key] = await second.keys('draft.continue.');
  assert.equal(await second.page.evaluate(() => sessionStorage.length), 0, 'the tab itself knows nothing');
  assert.match(await second.text(key.replace('continue', 'title')), /terveysasema/i);
  await second.look('begun');
  await second.press(key, 'q.topic.prescription');
  assert.ok(await second.page.locator('[data-key="q.topic.prescription"]').isChecked());
  assert.match(await second.text('form.continued'), /^Jatkat vastauksia, jotka annoit 24\.11\.2026 klo 9\.0/);
  await second.look('gone-on');
  await second.press('form.submit', 'q.message');
  await second.type('q.message', 'Resepti on vanhentunut.');
  await second.press('form.submit', 'q.answer-by.message');
  await second.choose('q.answer-by', 'message');
  await second.press('form.submit', 'form.send');
  await second.press('form.send', 'sent.answers');
  await second.press('home', 'start.symptoms');
  assert.equal(await there(second), 0);
  const third = await newTab(context);
  await third.sees('person');
  assert.equal(await there(third), 0, 'nor does the backend tell of it');
  assert.deepEqual(second.messages, []);
  await context.close();
});

await claims.that('on a shared device nothing lies on the disk, and after another log-in all is there; the child has none', async () => {
  const context = await newContext();
  const resident = await newTab(context);
  await resident.press('start.more', 'more.settings');
  await resident.press('more.settings', 'settings.shared.yes');
  await resident.tabTo('settings.shared.yes');
  await resident.key('Space');
  await resident.press('banner', 'start.forms');
  await identify(resident);
  await begin(resident);
  const disk = await resident.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.doesNotMatch(disk, /prescription|contact-other/);
  await resident.press('person', 'sign-out');
  await resident.press('sign-out', 'start.forms');
  assert.equal(await there(resident), 0);

  const other = await newTab(await newContext());
  await other.press('person', 'test-persons.aino-esimerkki');
  await other.press('test-persons.aino-esimerkki', 'persons.onni-esimerkki');
  await other.press('persons.onni-esimerkki', 'start.forms');
  assert.equal(await there(other), 0, 'of the child nothing was begun');
  await other.press('person', 'persons.aino-esimerkki');
  await other.press('persons.aino-esimerkki', 'drafts');
  assert.equal(await there(other), 1);
  const [drop] = await other.keys('draft.drop.');
  await other.press(drop, 'draft.drop-yes');
  await other.look('dropping');
  await other.press('draft.drop-yes');
  await other.page.waitForFunction(() => document.querySelector('[data-key="drafts"]') === null);
  assert.equal(await there(other), 0);
});

await browser.close();
await backend.end();
claims.end();
