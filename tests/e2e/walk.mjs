// The whole way through, by keyboard alone, in Chromium against the real backend: the diabetes risk test and its
// recommendation, identification and acting for a child, booking a vaccination, a restart of the backend, cancelling.
// Every screen is examined (accessibility, width, targets) and pictured in build/screens/walk.
//
//   node tests/e2e/walk.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

// A Tuesday morning in the vaccination season, 9.00 in Helsinki.
const NOW = '2026-11-24T07:00:00Z';

const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const walk = new Walk();

try {
  const phone = { viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' };
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  const resident = new Resident(page, 'build/screens/walk');

  await walk.step('the start page opens in Finnish', async () => {
    await resident.open(await backend.start());
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'fi');
    await resident.sees('start.findrisc');
    await resident.look('start');
  });

  await walk.step('the same page in Swedish and English', async () => {
    for (const locale of ['sv', 'en', 'fi']) {
      await resident.press(`locale.${locale}`);
      await page.waitForFunction((lang) => document.documentElement.lang === lang, locale);
      await resident.sees('start.findrisc');
    }
  });

  await walk.step('an unanswered question says what is missing and where', async () => {
    await resident.press('start.findrisc', 'q.age');
    await resident.look('question');
    await resident.press('form.submit', 'errors');
    await resident.press('errors.age');
    assert.equal((await resident.focused()).key, 'q.age');
    await resident.look('question-error');
  });

  await walk.step('the risk test is answered page by page', async () => {
    await resident.type('q.age', '52');
    await resident.key('Enter');
    await resident.choose('q.sex', 'female');
    await resident.press('form.submit', 'q.height');
    await resident.type('q.height', '165');
    await resident.type('q.weight', '78,0');
    await resident.tabTo('form.submit');
    assert.match(await resident.text('q.bmi'), /28,65|28,7/);
    await resident.look('question-page');
    await resident.press('form.submit', 'q.waist');
    await resident.type('q.waist', '85');
    await resident.key('Enter');
    for (const [question, value] of [
      ['q.activity', 'false'],
      ['q.vegetables', 'false'],
      ['q.medicine', 'true'],
      ['q.glucose', 'false'],
    ]) {
      await resident.choose(question, value);
      await resident.press('form.submit');
    }
    await resident.choose('q.family', 'first-degree');
    await resident.look('question-choices');
  });

  await walk.step('a reload in the middle loses no answer', async () => {
    await resident.press('back', 'q.glucose');
    await page.reload();
    await resident.sees('q.glucose');
    assert.equal(await page.isChecked('[data-key="q.glucose.false"]'), true);
    await resident.press('form.submit', 'q.family');
    assert.equal(await page.isChecked('[data-key="q.family.first-degree"]'), true);
    await resident.press('form.submit', 'place');
  });

  await walk.step('the result has 16 points, a channel with its hours, and a phone number', async () => {
    await resident.choose('place', 'Hämeenlinna');
    await resident.look('place');
    await resident.press('form.submit', 'result.total');
    assert.match(await resident.text('result.total'), /\b16\b/);
    const badge = await page.waitForSelector('.app-channel--first .app-badge');
    assert.match(await badge.innerText(), /Auki|Aukeaa|Aina/);
    assert.ok((await page.$$('main .app-channel a[href^="tel:"]')).length > 0, 'no phone number among the channels');
    await resident.look('result');
  });

  await walk.step('a test person identifies and acts for a child', async () => {
    await resident.press('banner', 'start.findrisc');
    assert.equal(new URL(page.url()).pathname, '/');
    await resident.press('person', 'test-persons.aino-esimerkki');
    await resident.look('identify');
    await resident.press('test-persons.aino-esimerkki', 'persons.onni-esimerkki');
    assert.match(await resident.text('person'), /Aino Esimerkki/);
    await resident.look('persons');
    await resident.press('persons.onni-esimerkki', 'start.findrisc');
    assert.match(await resident.text('person'), /Onni Esimerkki/);
    await resident.look('start-for-child');
  });

  let time = '';
  await walk.step('a vaccination is found, held and booked', async () => {
    await resident.press('start.booking', 'services.kausirokotus');
    await resident.look('services');
    await resident.press('services.kausirokotus', 'slots');
    const days = await resident.keys('days.');
    await resident.press(days[Math.min(2, days.length - 1)]);
    await resident.look('slots');
    const [, ...slots] = (await resident.keys('slots.')).filter((key) => key.startsWith('slots.kausirokotus'));
    await resident.press(slots[0], 'booking.confirm');
    time = await resident.text('booking.time');
    assert.match(await resident.text('booking.for'), /Onni Esimerkki/);
    await resident.sees('booking.hold');
    await resident.look('check');
    await resident.press('booking.confirm', 'booked');
    assert.equal(await resident.text('booking.time'), time);
    await resident.look('booked');
  });

  let appointment = '';
  await walk.step('the booking is still there after a restart of the backend', async () => {
    await backend.restart();
    await resident.press('start.appointments', 'appointments.coming');
    const keys = await resident.keys('appointments.');
    appointment = keys.find((key) => !/^appointments\.(coming|past|none)$/.test(key));
    await resident.look('appointments');
    await resident.press(appointment, 'appointment.cancel');
    assert.equal(await resident.text('booking.time'), time);
    await resident.look('appointment');
  });

  await walk.step('the booking is cancelled and shown as such', async () => {
    await resident.press('appointment.cancel', 'cancel.confirm');
    await resident.look('cancel');
    await resident.press('cancel.confirm', 'cancelled');
    await resident.look('cancelled');
    await resident.press('home', 'start.appointments');
    await resident.press('start.appointments', 'appointments.past');
    assert.match(await resident.text(appointment), /peruttu/);
  });

  await walk.step('nothing was refused by the security policy, no error was written', async () => {
    assert.deepEqual(resident.messages, []);
  });

  if (walk.failed > 0) {
    await page.screenshot({ path: 'build/screens/walk/failed.png' });
    console.log(`at ${page.url()}: ${await page.title()}`, await resident.focused(), resident.messages);
  } else {
    console.log(`${resident.presses} key presses`);
  }
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
