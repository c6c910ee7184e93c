// Booking as residents meet it, by keyboard alone, in Chromium against the real backend: book, move and cancel, for
// oneself, for a child and for an adult by mandate; a time that somebody else takes, a hold that runs out, a network
// that is gone in the middle, an answer that is lost, and a session that ends. Every screen is examined and pictured in
// build/screens/booking.
//
//   node tests/e2e/booking.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

// A Tuesday, 9.00 in Helsinki.
const NOW = new Date('2026-11-24T07:00:00Z');
const VACCINATION = 'kausirokotus';

// Somebody else, who speaks with the backend directly.
class Other {
  constructor(url) {
    this.url = url;
  }

  async identify(person) {
    this.person = person;
    const answer = await this.send('POST', 'session', { testPerson: person });
    this.cookie = answer.headers.get('set-cookie').split(';')[0];
  }

  book(slot) {
    const actor = { reference: `Patient/${this.person}` };
    const body = { resourceType: 'Appointment', status: 'booked', slot: [{ reference: `Slot/${slot}` }], participant: [{ actor }] };
    return this.send('POST', 'fhir/Appointment', body, { 'x-person': this.person, 'idempotency-key': `key-of-${slot}`.slice(0, 30).replaceAll('.', '-') });
  }

  send(method, path, body, headers = {}) {
    const cookie = this.cookie === undefined ? {} : { cookie: this.cookie };
    return fetch(new URL(path, this.url), {
      method,
      headers: { 'x-eteinen': '1', 'content-type': 'application/fhir+json', ...cookie, ...headers },
      body: JSON.stringify(body),
    });
  }
}

const backend = new Backend({ now: NOW.toISOString() });
const browser = await openBrowser();
const walk = new Walk();

try {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const resident = new Resident(page, 'build/screens/booking');
  await page.clock.setSystemTime(NOW);

  // The clocks of the backend and of the browser go on by so many minutes.
  let minutes = 0;
  const later = async (more) => {
    minutes += more;
    const now = new Date(NOW.getTime() + minutes * 60_000);
    backend.now = now.toISOString();
    await backend.restart();
    await page.clock.setSystemTime(now);
  };
  const identify = async (person, forWhom) => {
    await resident.press('person');
    await resident.press(`test-persons.${person}`);
    await resident.sees(forWhom === undefined ? 'person' : `persons.${forWhom}`);
    if (forWhom !== undefined) await resident.press(`persons.${forWhom}`, 'start.booking');
  };
  const signOut = async () => {
    await resident.press('person', 'sign-out');
    await resident.press('sign-out', 'start.booking');
  };
  const home = async () => {
    await page.goto(backend.url);
    await resident.sees('start.booking');
  };
  const slotKeys = async () => (await resident.keys('slots.')).filter((key) => key.startsWith(`slots.${VACCINATION}.`));
  // To the times of the day after the next.
  const findTimes = async () => {
    await resident.press('start.booking', `services.${VACCINATION}`);
    await resident.press(`services.${VACCINATION}`, 'slots');
    const days = await resident.keys('days.');
    await resident.press(days[2]);
    return slotKeys();
  };
  const openOnly = async (status) => {
    await home();
    await resident.press('start.appointments', 'appointments.coming');
    const keys = (await resident.keys('appointments.')).filter((key) => /^appointments\.[0-9a-z]{10,}$/.test(key));
    const texts = await Promise.all(keys.map(async (key) => [key, await resident.text(key)]));
    const found = texts.filter(([, text]) => text.includes('Kausirokotus') && text.includes(status));
    assert.equal(found.length, 1, `one ${status} vaccination, not ${found.length}`);
    return found[0][0];
  };

  await walk.step('services are grouped, and what cannot be booked says why and who can do it', async () => {
    await resident.open(await backend.start());
    await identify('aino-esimerkki', 'aino-esimerkki');
    await resident.press('start.booking', 'services.group.vaccination');
    await resident.look('services');
    await resident.press('services.lastenneuvola-4v', 'no-booking.reason');
    assert.match(await resident.text('no-booking.reason'), /toisen ikäisille/);
    assert.ok((await page.$$('main .app-channel a[href^="tel:"]')).length > 0, 'no phone number');
    await resident.look('refused');
    await home();
  });

  await walk.step('a time is booked for oneself', async () => {
    const slots = await findTimes();
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
    await resident.press((await slotKeys())[2], 'move.old');
    assert.equal((await resident.text('move.old')).replace('Nykyinen aika', '').trim(), old.replace('Aika', '').trim());
    await resident.look('move-check');
    await resident.press('booking.confirm', 'booked');
    assert.equal(await resident.title(), 'Aika on siirretty');
    await resident.look('moved');
  });

  await walk.step('a second one is refused before any question, with the first one shown', async () => {
    await home();
    await resident.press('start.booking', 'services.others');
    // Once it is known what is booked, the service stands among those that can not be.
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

  await walk.step('a hold is extended, runs out calmly, and the time taken meanwhile leads to the nearest', async () => {
    await home();
    const slots = await findTimes();
    const slot = slots[5];
    await resident.press(slot, 'booking.extend');
    await resident.press('booking.extend');
    await later(11);
    const other = new Other(backend.url);
    await other.identify('helena-kokeilu');
    assert.equal((await other.book(slot.slice('slots.'.length))).status, 201);
    await resident.press('booking.confirm', 'nearest');
    assert.match(await resident.text('slots.taken'), /Joku muu/);
    await resident.look('taken');
    const [, nearest] = await resident.keys('nearest.');
    await resident.press(nearest, 'booking.confirm');
  });

  await walk.step('a network that is gone in the middle makes neither two bookings nor a false word', async () => {
    await context.setOffline(true);
    await resident.press('booking.confirm', 'problem.uncertain');
    await resident.look('offline');
    await context.setOffline(false);
    await resident.press('problem.retry', 'booked');
    await openOnly('varattu');
  });

  await walk.step('of a move whose answer is lost it is found out which time holds', async () => {
    await resident.press(await openOnly('varattu'), 'appointment.move');
    await resident.press('appointment.move', 'move.now');
    await resident.press((await resident.keys('days.'))[6]);
    await resident.press((await slotKeys())[1], 'booking.confirm');
    let lost = 0;
    await page.route('**/fhir/Appointment/*', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      lost++;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await resident.press('booking.confirm', 'booked');
    await page.unroute('**/fhir/Appointment/*');
    assert.equal(lost, 1);
    assert.equal(await resident.title(), 'Aika on siirretty');
    await openOnly('varattu');
  });

  await walk.step('a session that ends in the middle leads back to the same time', async () => {
    await resident.press(await openOnly('varattu'), 'appointment.move');
    await resident.press('appointment.move', 'move.now');
    await resident.press((await resident.keys('days.'))[8]);
    await resident.press((await slotKeys())[1], 'booking.confirm');
    const time = await resident.text('booking.time');
    await context.clearCookies();
    await resident.press('booking.confirm', 'problem.identify');
    await resident.look('session-ended');
    // The hold of the ended session goes with it; so long the resident takes to identify.
    await later(11);
    await resident.press('problem.identify', 'test-persons.aino-esimerkki');
    await resident.press('test-persons.aino-esimerkki', 'persons.aino-esimerkki');
    await resident.press('persons.aino-esimerkki', 'booking.confirm');
    assert.equal(await resident.text('booking.time'), time);
    await resident.press('booking.confirm', 'booked');
    assert.equal(await resident.title(), 'Aika on siirretty');
  });

  await walk.step('a reload in the middle is the same booking', async () => {
    await home();
    await resident.press('person', 'persons.onni-esimerkki');
    await resident.press('persons.onni-esimerkki', 'start.booking');
    const slots = await findTimes();
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

  await walk.step('an adult by mandate: booked and cancelled', async () => {
    await home();
    await signOut();
    await identify('helena-kokeilu', 'tauno-kokeilu');
    const slots = await findTimes();
    await resident.press(slots[9], 'booking.confirm');
    assert.match(await resident.text('booking.for'), /Tauno Kokeilu/);
    await resident.press('booking.confirm', 'booked');
    await resident.press(await openOnly('varattu'), 'appointment.cancel');
    await resident.press('appointment.cancel', 'cancel.confirm');
    await resident.press('cancel.confirm', 'cancelled');
  });

  await walk.step('a quick appointment needs no identification', async () => {
    await home();
    await signOut();
    await resident.press('start.booking', 'services.pika-taaperoarki');
    await resident.press('services.pika-taaperoarki', 'slots');
    await resident.press((await resident.keys('nearest.'))[0], 'booking.confirm');
    await resident.press('booking.confirm', 'booked');
    await resident.look('quick');
    await resident.press('booking.open', 'appointment.cancel');
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
