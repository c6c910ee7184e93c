// Identification on another server in the same window, by keyboard in Chromium against a real provider: whoever comes
// back stands at the same step with everything filled in, in the app and in the entry for chats. Pictures in
// build/screens/identify.
//
//   node tests/e2e/identify.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { openProvider } from '../identification/relying.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

const browser = await openBrowser();
const walk = new Walk();
const { provider, own, end } = await openProvider();
provider.next = 'aino';

async function newcomer() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  return new Resident(await context.newPage(), 'build/screens/identify');
}

// Whoever has been here before: the service worker answers for the page.
async function regular() {
  const resident = await newcomer();
  await resident.open(own);
  await resident.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await resident.open(own);
  await resident.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return resident;
}

// To the provider and back, until the person acted for is named.
async function identify(resident) {
  await resident.press('identify.start');
  await resident.page.waitForFunction(() => document.querySelector('[data-key="person"]')?.textContent.includes('Aino'));
}

try {
  await walk.step('on a later visit, too, a service that was chosen before is there afterwards', async () => {
    const resident = await regular();
    const stoodAt = [];
    resident.page.on('framenavigated', (frame) => stoodAt.push(new URL(frame.url()).pathname));
    await resident.press('start.booking', 'services.kausirokotus');
    await resident.press('services.kausirokotus', 'identify.start');
    await identify(resident);
    await resident.page.waitForURL('**/booking/times');
    await resident.sees('slots');
    assert.deepEqual(stoodAt.filter((path) => path.startsWith('/session')), [], 'no page of ours stands at an address of the backend');
    await resident.page.context().close();
  });

  await walk.step('a service that was chosen before is there afterwards, with its times', async () => {
    const resident = await newcomer();
    await resident.open(own);
    await resident.press('start.booking', 'services.kausirokotus');
    await resident.press('services.kausirokotus', 'identify.start');
    await identify(resident);
    await resident.page.waitForURL('**/booking/times');
    await resident.sees('slots');
    assert.match(await resident.text('page.title'), /aika/i);
    await resident.look('times');

    // A reload is the same search, narrowed down as it was; the address of the beginning is the beginning.
    await resident.press('slots.wishes', 'wish.time');
    await resident.page.selectOption('[data-key="wish.time"]', 'morning');
    await resident.reload();
    await resident.page.waitForURL('**/booking/times');
    await resident.sees('wish.time');
    assert.equal(await resident.page.inputValue('[data-key="wish.time"]'), 'morning');
    await resident.open(own);
    await resident.sees('start.booking');
    await resident.page.context().close();
  });

  await walk.step('a form in the middle goes on in the middle', async () => {
    const resident = await newcomer();
    await resident.open(own);
    await resident.press('start.findrisc', 'q.age');
    await resident.type('q.age', '52');
    await resident.press('form.submit', 'q.sex');
    await resident.choose('q.sex', 'female');
    await resident.press('person', 'identify.start');
    await identify(resident);
    await resident.page.waitForURL('**/form/2');
    await resident.sees('q.sex');
    assert.equal(await resident.page.isChecked('[data-key="q.sex.female"]'), true);
    await resident.press('back', 'q.age');
    assert.equal(await resident.page.inputValue('[data-key="q.age"]'), '52');
    await resident.page.context().close();
  });

  await walk.step('whoever changes their mind is where they were', async () => {
    const resident = await newcomer();
    provider.next = null;
    await resident.open(own);
    await resident.press('start.findrisc', 'q.age');
    await resident.type('q.age', '52');
    await resident.press('person', 'identify.start');
    await resident.press('identify.start');
    await resident.page.waitForURL('**/form/1');
    await resident.sees('q.age');
    assert.equal(await resident.page.inputValue('[data-key="q.age"]'), '52');
    assert.match(await resident.text('person'), /Tunnistaudu/);
    provider.next = 'aino';
    await resident.page.context().close();
  });

  await walk.step('the entry for chats is come back to, at the same matter', async () => {
    const resident = await newcomer();
    await resident.open(`${own}chat.html`);
    await resident.press('chat.need.adult-social-work', 'person');
    await resident.press('person', 'identify.start');
    await identify(resident);
    assert.equal(new URL(resident.page.url()).pathname, '/chat.html');
    assert.equal(new URL(resident.page.url()).hash, '');
    await resident.sees('contact.need');
    assert.equal(await resident.page.inputValue('[data-key="contact.need"]'), 'adult-social-work');
    await resident.look('chat');
    await resident.page.context().close();
  });

  if (walk.failed > 0) {
    for (const [i, context] of browser.contexts().entries()) {
      for (const page of context.pages()) {
        await page.screenshot({ path: `build/screens/identify/failed-${i}.png`, fullPage: true });
        console.log(`at ${page.url()}: ${await page.title()}`);
      }
    }
  }
} finally {
  await browser.close();
  await end();
}
walk.end();
