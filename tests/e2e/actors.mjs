// Each kind of actor, by keyboard alone, in Chromium against the real backend: for oneself, as the guardian of a child
// and of a youth, by mandate and without, the youth alone, whoever digital identification does not serve; the end of a
// session, two tabs, and log-out. Every screen is examined and pictured in build/screens/actors.
//
//   node tests/e2e/actors.mjs      (after tools/build native wasm web)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims } from './claims.mjs';
import { Resident } from './driver.mjs';

// A Tuesday morning in the vaccination season, 9.00 in Helsinki.
const NOW = '2026-11-24T07:00:00Z';

const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const claims = new Claims();
const url = await backend.start();

async function newContext() {
  return browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
}

async function newResident(context, page) {
  page ??= await context.newPage();
  await page.clock.install({ time: new Date(NOW) });
  const resident = new Resident(page, 'build/screens/actors');
  await resident.open(url);
  return resident;
}

async function identify(resident, person, next) {
  await resident.press('person', `test-persons.${person}`);
  await resident.press(`test-persons.${person}`, next);
}

// The keys of the person's own appointments, from the start page.
const coming = async (resident) => {
  await resident.press('start.appointments', 'page.title');
  await resident.page.waitForSelector('[data-key="appointments.coming"], [data-key="appointments.none"]');
  const keys = await resident.page.locator('[data-key^="appointments."]').evaluateAll((all) =>
    all.map((node) => node.dataset.key),
  );
  return keys.filter((key) => /^appointments\.[0-9a-f]{32}$/.test(key));
};

await claims.that('guardian of a child under twelve: books for the child, and every screen says for whom', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'aino-esimerkki', 'persons.onni-esimerkki');
  await resident.look('whom');
  await resident.press('persons.onni-esimerkki', 'start.booking');
  assert.match(await resident.text('start.for'), /Onni Esimerkki/);
  await resident.press('start.booking', 'services.kausirokotus');
  assert.match(await resident.text('person'), /Onni Esimerkki/);
  await resident.press('services.kausirokotus', 'slots');
  const [slot] = (await resident.keys('slots.kausirokotus')).slice(1);
  await resident.press(slot, 'booking.confirm');
  assert.match(await resident.text('booking.for'), /Onni Esimerkki/);
  await resident.look('child-check');
  await resident.press('booking.confirm', 'booked');
  assert.match(await resident.text('booking.for'), /Onni Esimerkki/);
  await resident.press('home', 'start.appointments');
  assert.equal((await coming(resident)).length, 2);
});

await claims.that('guardian of a youth: sees what is shown to guardians and nothing else', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'aino-esimerkki', 'persons.venla-esimerkki');
  await resident.press('persons.venla-esimerkki', 'start.appointments');
  assert.equal((await coming(resident)).length, 1, 'the dental time; not the one that is hidden');
  assert.doesNotMatch(await resident.page.locator('main').innerText(), /hkäisy/);
  await resident.look('youth-by-guardian');
});

await claims.that('the youth alone: sees both', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'venla-esimerkki', 'start.appointments');
  assert.equal((await coming(resident)).length, 2);
  await resident.look('youth-alone');
});

await claims.that('by mandate: for the father; the mother without a mandate is not offered', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'helena-kokeilu', 'persons.tauno-kokeilu');
  const offered = (await resident.keys('persons.')).filter((key) => key !== 'persons.hint');
  assert.deepEqual(offered, ['persons.helena-kokeilu', 'persons.tauno-kokeilu']);
  await resident.press('persons.tauno-kokeilu', 'start.appointments');
  assert.equal((await coming(resident)).length, 1);
  assert.match(await resident.text('person'), /Tauno Kokeilu/);
});

await claims.that('custody that gives no right online: the child is not offered, the phone is one press away', async () => {
  for (const person of ['salla-suojattu', 'siiri-sijais', 'linda-mallstrom']) {
    const resident = await newResident(await newContext());
    await identify(resident, person, 'start.booking');
    await resident.press('person', 'other-ways');
    assert.equal((await resident.page.$$('[data-key^="persons."][data-key$="sulo-suojattu"]')).length, 0);
    await resident.press('other-ways', 'other-ways.who');
    assert.ok((await resident.page.$$('main a[href^="tel:"]')).length > 0);
  }
});

await claims.that('without a Finnish identity code: the phone and text numbers with their hours, no error', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'amara-prov', 'other-ways.who');
  assert.equal((await resident.page.$$('[data-key="problem"]')).length, 0);
  assert.ok((await resident.page.$$('main a[href^="tel:"]')).length > 0);
  assert.ok((await resident.page.$$('main a[href^="sms:"]')).length > 0);
  await resident.page.waitForSelector('main .app-badge');
  await resident.look('other-ways');
});

// Half an hour without a request ends a session; five minutes before it the app looks at the clock.
const LOOK = 25 * 60_000 + 1000;

// The second page of the risk test for adults; the first, the age, is known of whoever has identified.
async function beginTest(resident) {
  await resident.press('start.findrisc', 'q.age');
  assert.equal(await resident.page.inputValue('[data-key="q.age"] input, input[data-key="q.age"]'), '18');
  await resident.press('form.submit', 'q.sex');
  await resident.choose('q.sex', 'female');
}

await claims.that('the end of the session is told, one key goes on', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'karkaus-testi', 'start.findrisc');
  await beginTest(resident);
  // At work until now: it goes on by itself. Then nothing more is done, and the backend's clock is moved on.
  const extended = resident.page.waitForResponse((answer) => answer.url().endsWith('/session/extend'));
  await resident.page.clock.runFor(LOOK);
  assert.equal((await extended).status(), 200);
  backend.now = new Date(Date.parse(NOW) + 25.5 * 60_000).toISOString();
  await backend.restart();
  await resident.page.clock.runFor(LOOK);
  await resident.sees('session.warning');
  await resident.look('session-warning');
  assert.equal((await resident.focused()).key, 'session.extend');
  await resident.key('Enter');
  await resident.page.waitForSelector('[data-key="session.warning"]', { state: 'detached' });
  assert.equal(await resident.page.isChecked('[data-key="q.sex.female"]'), true);
});

await claims.that('more time that was asked for without a network is asked for again, and nothing is left meanwhile', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'karkaus-testi', 'start.findrisc');
  await beginTest(resident);
  const extended = resident.page.waitForResponse((answer) => answer.url().endsWith('/session/extend'));
  await resident.page.clock.runFor(LOOK);
  assert.equal((await extended).status(), 200);
  backend.now = new Date(Date.parse(backend.now) + 25.5 * 60_000).toISOString();
  await backend.restart();
  await resident.page.clock.runFor(LOOK);
  await resident.sees('session.warning');
  await resident.page.route('**/session/extend', (route) => route.abort());
  await resident.press('session.extend', 'problem.retry');
  await resident.look('session-extend-failed');
  assert.equal(await resident.page.isChecked('[data-key="q.sex.female"]'), true);
  await resident.page.unroute('**/session/extend');
  await resident.press('problem.retry', 'q.sex');
  await resident.page.waitForSelector('[data-key="session.warning"]', { state: 'detached' });
  assert.equal(await resident.page.isChecked('[data-key="q.sex.female"]'), true);
});

await claims.that('after the end nothing is left on the screen; the same person goes on at the same step', async () => {
  const context = await newContext();
  const resident = await newResident(context);
  await identify(resident, 'karkaus-testi', 'start.findrisc');
  await beginTest(resident);
  await context.clearCookies();
  await resident.page.clock.runFor(LOOK);
  await resident.sees('session.identify');
  await resident.look('session-ended');
  assert.equal((await resident.page.$$('[data-key^="q."]')).length, 0);
  await resident.press('session.identify', 'test-persons.karkaus-testi');
  await resident.press('test-persons.karkaus-testi', 'q.sex');
  assert.equal(await resident.page.isChecked('[data-key="q.sex.female"]'), true);
});

await claims.that('two tabs: a person changed in one closes what was open in the other, which says so', async () => {
  const context = await newContext();
  const one = await newResident(context);
  await identify(one, 'aino-esimerkki', 'persons.onni-esimerkki');
  await one.press('persons.aino-esimerkki', 'start.booking');
  const two = await newResident(context);
  assert.match(await two.text('person'), /Aino Esimerkki/);
  await two.press('start.booking', 'services.kausirokotus');
  await one.press('person', 'persons.onni-esimerkki');
  await one.press('persons.onni-esimerkki', 'start.booking');
  await two.sees('problem');
  assert.match(await two.text('problem'), /vaihtunut toisessa ikkunassa/);
  assert.match(await two.text('person'), /Onni Esimerkki/);
  await two.look('other-tab');
  await one.press('person', 'sign-out');
  await one.press('sign-out', 'start.booking');
  await two.page.waitForFunction(() => /Tunnistaudu/.test(document.querySelector('[data-key="person"]').textContent));
  assert.match(await two.text('problem'), /Kirjauduit ulos toisessa ikkunassa/);
});

// Everything that the browser keeps of this site, as one text: storages, keys, and what the service worker has kept.
function kept(page) {
  return page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const cached = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) cached.push(new URL(request.url).pathname);
    }
    return { session: Object.keys(sessionStorage), local: Object.keys(localStorage), databases, cached };
  });
}

await claims.that('log-out leaves nothing in storage, and no cache ever held anything of a person', async () => {
  const resident = await newResident(await newContext());
  await identify(resident, 'karkaus-testi', 'start.findrisc');
  await resident.press('start.appointments', 'appointments.none');
  await resident.press('back', 'start.findrisc');
  await beginTest(resident);
  await resident.page.waitForFunction(() => Object.keys(sessionStorage).length > 0);
  await resident.page.waitForFunction(async () => (await caches.keys()).length > 0);
  const before = await kept(resident.page);
  assert.ok(before.cached.length > 0);
  assert.deepEqual(before.cached.filter((path) => /^\/(session|fhir)/.test(path)), []);
  await resident.press('person', 'sign-out');
  await resident.press('sign-out', 'start.findrisc');
  const after = await kept(resident.page);
  assert.deepEqual(after.session, []);
  assert.deepEqual(after.local, []);
  assert.deepEqual(after.cached.filter((path) => /^\/(session|fhir)/.test(path)), []);
  await resident.page.reload();
  await resident.sees('start.findrisc');
  assert.doesNotMatch(await resident.text('person'), /Karkaus/);
  await resident.page.goBack().catch(() => null);
  await resident.title();
  assert.doesNotMatch(await resident.page.locator('body').innerText(), /Karkaus/);
});

// What is kept is sealed: its length tells whether there is more than the one word that the device is shared.
const longestKept = (page) =>
  page.evaluate(() => Math.max(0, ...Object.values({ ...sessionStorage, ...localStorage }).map((text) => text.length)));
const WORD_ALONE = 120;

async function answerWithoutName(resident) {
  await resident.press('start.findrisc', 'q.age');
  await resident.page.fill('input[data-key="q.age"]', '52');
  await resident.press('form.submit', 'q.sex');
  await resident.choose('q.sex', 'female');
}

await claims.that('a shared device keeps no answers, not even those that were there', async () => {
  const resident = await newResident(await newContext());
  await answerWithoutName(resident);
  await resident.page.waitForFunction(
    (word) => Object.values({ ...sessionStorage }).some((text) => text.length > word), WORD_ALONE);
  await resident.press('banner', 'start.more');
  await resident.press('start.more', 'more.settings');
  await resident.press('more.settings', 'settings.shared.yes');
  await resident.tabTo('settings.shared.yes');
  await resident.key('Space');
  await resident.page.waitForFunction(() => document.querySelector('[data-key="settings.shared.yes"]').checked);
  await resident.press('banner', 'start.findrisc');
  await answerWithoutName(resident);
  await resident.reload();
  await resident.sees('start.findrisc');
  assert.ok((await longestKept(resident.page)) < WORD_ALONE);
  await resident.press('start.findrisc', 'q.age');
  assert.equal(await resident.page.inputValue('input[data-key="q.age"]'), '');
  await resident.press('banner', 'start.more');
  await resident.press('start.more', 'more.settings');
  await resident.press('more.settings', 'settings.shared.yes');
  assert.ok(await resident.page.isChecked('[data-key="settings.shared.yes"]'), 'the choice itself outlives the reload');
});

await claims.that('a device that can keep no answers is no secret', async () => {
  const context = await newContext();
  await context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  const resident = await newResident(context);
  await resident.press('start.findrisc', 'form.unkept');
  await resident.page.waitForFunction(() => document.getElementById('announce').textContent.includes('ei voi tallentaa'));
  await resident.look('unkept');
  assert.equal(await longestKept(resident.page), 0);
  await resident.reload();
  await resident.sees('start.findrisc');
});

await claims.that('two tabs that begin at once, and one after another was signed out, open again what each was told', async () => {
  const context = await newContext();
  // Making a key takes a while, and the tab that began first ends last.
  const tab = async (wait) => {
    const page = await context.newPage();
    await page.addInitScript((ms) => {
      const make = crypto.subtle.generateKey.bind(crypto.subtle);
      crypto.subtle.generateKey = (...how) => new Promise((resolve) => setTimeout(resolve, ms)).then(() => make(...how));
    }, wait);
    return newResident(context, page);
  };
  const [one, two] = [await tab(5000), await tab(2000)];
  const opensAgain = async (resident) => {
    await resident.page.waitForFunction(
      (word) => Object.values({ ...sessionStorage }).some((text) => text.length > word), WORD_ALONE);
    await resident.reload();
    await resident.sees('q.sex.female');
    assert.ok(await resident.page.isChecked('[data-key="q.sex.female"]'));
  };
  await Promise.all([answerWithoutName(one), answerWithoutName(two)]);
  await opensAgain(one);
  await opensAgain(two);
  await one.press('banner', 'start.booking');
  await identify(one, 'aino-esimerkki', 'persons.onni-esimerkki');
  await one.press('persons.aino-esimerkki', 'start.booking');
  await one.press('person', 'sign-out');
  await one.press('sign-out', 'start.booking');
  await two.sees('problem');
  await answerWithoutName(two);
  await opensAgain(two);
});

await browser.close();
await backend.end();
claims.end();
