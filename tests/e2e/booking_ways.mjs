// The further ways to an appointment, by keyboard alone, in Chromium against the real backend: a quick appointment
// opened by its code in another browser, an earlier time that comes free, a brother and a sister at one go, a remote
// time straight from a result, and a move where the engine cannot move. Pictures in build/screens/booking-ways.
//
//   node tests/e2e/booking_ways.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

// A Tuesday, 9.00 in Helsinki.
const NOW = new Date('2026-11-24T07:00:00Z');
const VACCINATION = 'kausirokotus';
const FOLDER = 'build/screens/booking-ways';

const backend = new Backend({ now: NOW.toISOString() });
const lesser = new Backend({ now: NOW.toISOString(), more: ['--without', 'hold,move'] });
const browser = await openBrowser();
const walk = new Walk();

async function newcomer() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setSystemTime(NOW);
  return new Resident(page, FOLDER);
}

async function identify(resident, person, forWhom) {
  await resident.press('person', `test-persons.${person}`);
  await resident.press(`test-persons.${person}`, forWhom === undefined ? 'person' : `persons.${forWhom}`);
  if (forWhom !== undefined) await resident.press(`persons.${forWhom}`, 'start.booking');
}

// Books the vaccination of the n-th day that has any, and comes to the page that says so.
async function book(resident, day) {
  await resident.press('start.booking', `services.${VACCINATION}`);
  await resident.press(`services.${VACCINATION}`, 'slots');
  await resident.press((await resident.keys('days.'))[day]);
  const [slot] = (await resident.keys('slots.')).filter((key) => key.startsWith(`slots.${VACCINATION}.`));
  await resident.press(slot, 'booking.confirm');
  await resident.press('booking.confirm', 'booked');
}

async function openBooked(resident, url) {
  await resident.open(url);
  await resident.sees('start.appointments');
  await resident.press('start.appointments', 'appointments.coming');
  for (const key of await resident.keys('appointments.')) {
    if (!/^appointments\.[0-9a-z]{10,}$/.test(key)) continue;
    const text = await resident.text(key);
    if (text.includes('Kausirokotus') && text.includes('varattu')) return resident.press(key, 'appointment.cancel');
  }
  throw new Error('no booked vaccination');
}

try {
  const one = await newcomer();
  const url = await backend.start();
  let code = '';

  await walk.step('a quick appointment comes with a code', async () => {
    await one.open(url);
    await one.press('start.booking', 'services.pika-taaperoarki');
    await one.press('services.pika-taaperoarki', 'slots');
    await one.press((await one.keys('nearest.'))[0], 'booking.confirm');
    await one.press('booking.confirm', 'code.value');
    code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await one.text('code.value'))[0];
    await one.look('code');
  });

  await walk.step('in another browser a wrong code opens nothing, and the right one opens it', async () => {
    const other = await newcomer();
    await other.open(url);
    await other.press('start.booking', 'code.enter');
    await other.press('code.enter', 'code.text');
    await other.type('code', 'ABCD');
    await other.press('form.submit', 'errors');
    await other.look('code-wrong');
    await other.page.locator('[data-key="code"]').fill('');
    await other.type('code', code.toLowerCase().replaceAll('-', ' '));
    await other.press('form.submit', 'appointment.move');
    await other.look('code-opened');
    await other.press('appointment.move', 'move.now');
    await other.press((await other.keys('slots.pika-taaperoarki.'))[2], 'booking.confirm');
    await other.press('booking.confirm', 'code.value');
    assert.ok(!(await other.text('code.value')).includes(code), 'the old code is void');
    await other.press('booking.open', 'appointment.cancel');
    await other.press('appointment.cancel', 'cancel.confirm');
    await other.press('cancel.confirm', 'cancelled');
    await other.page.context().close();
  });

  await walk.step('a wish for an earlier time is offered what somebody else gives up, and taken', async () => {
    const early = await newcomer();
    await early.open(url);
    await identify(early, 'helena-kokeilu', 'helena-kokeilu');
    await book(early, 1);
    await one.open(url);
    await identify(one, 'aino-esimerkki', 'aino-esimerkki');
    await book(one, 9);
    await openBooked(one, url);
    await one.press('appointment.wish', 'appointment.waiting');
    await one.look('waiting');
    await openBooked(early, url);
    await early.press('appointment.cancel', 'cancel.confirm');
    await early.press('cancel.confirm', 'cancelled');
    await early.page.context().close();
    await one.open(url);
    await one.press('start.appointments', 'appointments.coming');
    const [take] = await one.keys('wish.take.');
    await one.look('offer');
    await one.press(take, 'move.old');
    await one.press('booking.confirm', 'booked');
    assert.equal(await one.title(), 'Aika on siirretty');
  });

  await walk.step('a brother and a sister get times next to each other, in one write', async () => {
    await one.open(url);
    await one.press('person', 'persons.onni-esimerkki');
    await one.press('persons.onni-esimerkki', 'start.booking');
    await one.press('start.booking', `services.${VACCINATION}`);
    await one.press(`services.${VACCINATION}`, 'together');
    await one.tabTo('together.venla-esimerkki');
    await one.key('Space');
    await one.sees('together.times');
    await one.look('together');
    await one.press('together.0', 'together.row.venla-esimerkki');
    await one.press('booking.confirm', 'booked');
    await one.look('together-booked');
  });

  await walk.step('a result of the risk test offers one remote time, which is booked', async () => {
    const adult = await newcomer();
    await adult.open(url);
    await adult.press('start.findrisc', 'q.age');
    await adult.type('q.age', '57');
    await adult.key('Enter');
    await adult.choose('q.sex', 'female');
    await adult.press('form.submit', 'q.height');
    await adult.type('q.height', '165');
    await adult.type('q.weight', '78');
    await adult.press('form.submit', 'q.waist');
    await adult.type('q.waist', '95');
    await adult.key('Enter');
    for (const [question, value] of [
      ['q.activity', 'false'],
      ['q.vegetables', 'false'],
      ['q.medicine', 'true'],
      ['q.glucose', 'false'],
      ['q.family', 'first-degree'],
    ]) {
      await adult.choose(question, value);
      await adult.press('form.submit');
    }
    await adult.sees('place');
    await adult.choose('place', 'Riihimäki');
    await adult.press('form.submit', 'offer.book');
    await adult.look('result-offer');
    await adult.press('offer.book', 'test-persons.helena-kokeilu');
    await adult.press('test-persons.helena-kokeilu', 'persons.helena-kokeilu');
    await adult.press('persons.helena-kokeilu', 'booking.confirm');
    await adult.press('booking.confirm', 'booked');
    await adult.page.context().close();
  });

  await walk.step('where the engine cannot move, the old time is given up only after the question', async () => {
    const mover = await newcomer();
    const elsewhere = await lesser.start();
    await mover.open(elsewhere);
    await identify(mover, 'helena-kokeilu', 'helena-kokeilu');
    await book(mover, 3);
    await openBooked(mover, elsewhere);
    await mover.press('appointment.move', 'move.now');
    await mover.press((await mover.keys('days.'))[6]);
    const [, slot] = (await mover.keys('slots.')).filter((key) => key.startsWith(`slots.${VACCINATION}.`));
    await mover.press(slot, 'swap.note');
    await mover.press('booking.confirm', 'swap.warning');
    await mover.look('swap');
    await mover.press('swap.confirm', 'booked');
    await mover.look('swapped');
    assert.equal(await mover.title(), 'Aika on siirretty');
  });

  if (walk.failed > 0) {
    for (const context of browser.contexts()) {
      for (const page of context.pages()) {
        await page.screenshot({ path: `${FOLDER}/failed-${browser.contexts().indexOf(context)}.png`, fullPage: true });
        console.log(`at ${page.url()}: ${await page.title()}`);
      }
    }
  }
} finally {
  await browser.close();
  await backend.end();
  await lesser.end();
}
walk.end();
