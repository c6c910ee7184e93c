// Booking as residents meet it, by keyboard alone, in Chromium against the real backend: book, move and cancel, for
// oneself, for a child and for an adult by mandate; a time that somebody else takes, a hold that runs out, a network
// that is gone in the middle, an answer that is lost, and a session that ends. Every screen is examined and pictured in
// build/screens/booking.
//
//   node tests/e2e/booking.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Booker, troubles, VACCINATION } from './booking_steps.mjs';
import { Resident, Walk } from './driver.mjs';

// A Tuesday, 9.00 in Helsinki.
const NOW = new Date('2026-11-24T07:00:00Z');
// Who books for whom, beside the first walk for oneself; and somebody else who wants the same time.
const SELF = { user: 'aino-esimerkki', person: 'aino-esimerkki', name: /Aino Esimerkki/, rival: 'helena-kokeilu' };
const CHILD = { user: 'aino-esimerkki', person: 'onni-esimerkki', name: /Onni Esimerkki/, rival: 'mikael-mallstrom' };
const BY_MANDATE = { user: 'helena-kokeilu', person: 'tauno-kokeilu', name: /Tauno Kokeilu/, rival: 'karkaus-testi' };

const backend = new Backend({ now: NOW.toISOString() });
const browser = await openBrowser();
const walk = new Walk();

try {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const resident = new Resident(page, 'build/screens/booking');
  await page.clock.setSystemTime(NOW);

  const booker = new Booker(backend, resident, NOW);
  const home = () => booker.home();
  const openOnly = (status) => booker.openOnly(status);

  await walk.step('services are grouped, and what cannot be booked says why and who can do it', async () => {
    await resident.open(await backend.start());
    await booker.identify(SELF);
    await resident.press('start.booking', 'services.group.vaccination');
    await resident.look('services');
    await resident.press('services.lastenneuvola-4v', 'no-booking.reason');
    assert.match(await resident.text('no-booking.reason'), /toisen ikäisille/);
    assert.ok((await page.$$('main .app-channel a[href^="tel:"]')).length > 0, 'no phone number');
    await resident.look('refused');
    await home();
  });

  await walk.step('a time is booked for oneself', async () => {
    const slots = await booker.findTimes();
    await resident.press('slots.wishes', 'wish.time');
    await resident.look('times');
    await resident.press(slots[3], 'booking.confirm');
    await resident.look('check');
    await resident.press('booking.confirm', 'booked');
    await resident.look('booked');
  });

  await walk.step('it is moved on three screens, and the old time is free again', async () => {
    await resident.press(await openOnly('varattu'), 'appointment.move');
    await resident.look('appointment');
    const old = await resident.text('booking.time');
    await resident.press('appointment.move', 'move.now');
    await resident.look('move-times');
    const days = await resident.keys('days.');
    await resident.press(days[4]);
    await resident.press((await booker.slotKeys())[2], 'move.old');
    assert.equal((await resident.text('move.old')).replace('Nykyinen aika', '').trim(), old.replace('Aika', '').trim());
    await resident.look('move-check');
    await resident.press('booking.confirm', 'booked');
    assert.equal(await resident.title(), 'Aika on siirretty');
    await resident.look('moved');
  });

  await walk.step('a second one is refused before any question, with the first one shown', async () => {
    await home();
    await resident.press('start.booking', 'services.others');
    // Once it is known what is booked, the service says so, in its place.
    await page.locator(`[data-key="services.${VACCINATION}"]`).filter({ hasText: 'on jo varattu' }).waitFor();
    await resident.press(`services.${VACCINATION}`, 'no-booking.reason');
    assert.equal((await resident.keys('appointments.')).length, 1);
    await resident.look('already-booked');
  });

  await walk.step('it is cancelled', async () => {
    await resident.press(await openOnly('varattu'), 'appointment.cancel');
    await resident.press('appointment.cancel', 'cancel.confirm');
    await resident.press('cancel.confirm', 'cancelled');
    await resident.look('cancelled');
    await openOnly('peruttu').catch(() => openOnly('peruttu'));
  });

  await troubles(walk, booker, SELF);

  await walk.step('for a child', async () => {
    await home();
    await resident.press('person', `persons.${CHILD.person}`);
    await resident.press(`persons.${CHILD.person}`, 'start.booking');
  });
  await troubles(walk, booker, CHILD);
  await walk.step("a child's time is cancelled", () => booker.cancel());

  await walk.step('a reload in the middle is the same booking', async () => {
    await home();
    const slots = await booker.findTimes();
    await resident.press(slots[7], 'booking.confirm');
    const time = await resident.text('booking.time');
    await page.reload();
    await resident.sees('booking.confirm');
    assert.equal(await resident.text('booking.time'), time);
    assert.match(await resident.text('booking.for'), /Onni Esimerkki/);
    await resident.press('booking.confirm', 'booked');
    await openOnly('varattu');
  });

  await walk.step("a child's dental time is moved but not cancelled, and the page says who can", async () => {
    const keys = (await resident.keys('appointments.')).filter((key) => /^appointments\.[0-9a-z]{10,}$/.test(key));
    const texts = await Promise.all(keys.map(async (key) => [key, await resident.text(key)]));
    await resident.press(texts.find(([, text]) => text.includes('Hammastarkastus'))[0], 'appointment.no-cancel');
    await resident.sees('channel.suun-kiireeton.hours');
    await resident.look('dental');
    await resident.press('appointment.move', 'slots');
    const first = (await resident.keys('nearest.'))[0];
    await resident.press(first, 'booking.confirm');
    await resident.press('booking.confirm', 'booked');
    assert.equal(await resident.title(), 'Aika on siirretty');
  });

  await walk.step('for an adult by mandate', async () => {
    await home();
    await booker.signOut();
    await booker.identify(BY_MANDATE);
  });
  await troubles(walk, booker, BY_MANDATE);
  await walk.step('a time booked by mandate is cancelled', () => booker.cancel());

  await walk.step('a quick appointment needs no identification', async () => {
    await home();
    await booker.signOut();
    await resident.press('start.booking', 'services.pika-taaperoarki');
    await resident.press('services.pika-taaperoarki', 'slots');
    await resident.press((await resident.keys('nearest.'))[0], 'booking.confirm');
    await resident.press('booking.confirm', 'booked');
    await resident.look('quick');
    await resident.press('booking.open', 'appointment.cancel');
  });

  await walk.step('what is booked arrives late, and neither the list nor the focus moves', async () => {
    await home();
    await booker.identify(SELF);
    let answer = null;
    const held = new Promise((resolve) => (answer = resolve));
    await page.route('**/fhir/Appointment', async (route) => {
      await held;
      await route.continue();
    });
    await resident.press('start.booking', `services.${VACCINATION}`);
    await resident.tabTo(`services.${VACCINATION}`);
    const list = () => resident.keys('services.');
    const place = () => page.locator(`[data-key="services.${VACCINATION}"]`).boundingBox();
    const [keys, { x, y }] = [await list(), await place()];
    answer();
    await page.locator(`[data-key="services.${VACCINATION}"]`).filter({ hasText: 'on jo varattu' }).waitFor();
    await page.unroute('**/fhir/Appointment');
    assert.deepEqual(await list(), keys);
    assert.deepEqual(await place().then((now) => [now.x, now.y]), [x, y]);
    assert.equal((await resident.focused()).key, `services.${VACCINATION}`);
  });

  if (walk.failed > 0) {
    await page.screenshot({ path: 'build/screens/booking/failed.png', fullPage: true });
    console.log(`at ${page.url()}: ${await page.title()}`, await resident.focused(), resident.messages.slice(-5));
  } else {
    console.log(`${resident.presses} key presses`);
  }
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
