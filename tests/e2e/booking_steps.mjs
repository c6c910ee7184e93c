// What residents do with times, by keyboard: the steps that the walks of booking share, whoever acts for whom.
import assert from 'node:assert/strict';

export const VACCINATION = 'kausirokotus';

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

export class Booker {
  constructor(backend, resident, now) {
    this.backend = backend;
    this.resident = resident;
    this.page = resident.page;
    this.now = now;
    this.since = Date.now();
  }

  // The clocks of the backend and of the browser go on by so many minutes, beside what they have gone on by themselves.
  async later(minutes) {
    this.now = new Date(this.now.getTime() + (Date.now() - this.since) + minutes * 60_000);
    this.since = Date.now();
    this.backend.now = this.now.toISOString();
    await this.backend.restart();
    await this.page.clock.setSystemTime(this.now);
  }

  async home() {
    await this.page.goto(this.backend.url);
    await this.resident.sees('start.booking');
  }

  async identify({ user, person }) {
    await this.resident.press('person', `test-persons.${user}`);
    await this.resident.press(`test-persons.${user}`, `persons.${person}`);
    await this.resident.press(`persons.${person}`, 'start.booking');
  }

  async signOut() {
    await this.resident.press('person', 'sign-out');
    await this.resident.press('sign-out', 'start.booking');
  }

  async slotKeys() {
    return (await this.resident.keys('slots.')).filter((key) => key.startsWith(`slots.${VACCINATION}.`));
  }

  // To the times of the day after the next.
  async findTimes() {
    await this.resident.press('start.booking', `services.${VACCINATION}`);
    await this.resident.press(`services.${VACCINATION}`, 'slots');
    await this.resident.press((await this.resident.keys('days.'))[2]);
    return this.slotKeys();
  }

  // The key of the vaccination of this status, in the list of appointments; there has to be one and no more.
  async openOnly(status) {
    await this.home();
    await this.resident.press('start.appointments', 'appointments.coming');
    const keys = (await this.resident.keys('appointments.')).filter((key) => /^appointments\.[0-9a-z]{10,}$/.test(key));
    const texts = await Promise.all(keys.map(async (key) => [key, await this.resident.text(key)]));
    const found = texts.filter(([, text]) => text.includes('Kausirokotus') && text.includes(status));
    assert.equal(found.length, 1, `one ${status} vaccination, not ${found.length}`);
    return found[0][0];
  }

  // Opens the booked vaccination, and another time for it, of the n-th day.
  async chooseAnother(day) {
    await this.resident.press(await this.openOnly('varattu'), 'appointment.move');
    await this.resident.press('appointment.move', 'move.now');
    await this.resident.press((await this.resident.keys('days.'))[day]);
    await this.resident.press((await this.slotKeys())[1], 'booking.confirm');
  }

  async cancel() {
    await this.resident.press(await this.openOnly('varattu'), 'appointment.cancel');
    await this.resident.press('appointment.cancel', 'cancel.confirm');
    await this.resident.press('cancel.confirm', 'cancelled');
  }
}

// A time that somebody else takes, a hold that runs out, a network that is gone in the middle, an answer that is lost,
// and a session that ends: each leaves one booking, for the right person. Begins with none and ends with one.
// `actor`: who identifies, for whom, what the screens call that one, and the rival.
export async function troubles(walk, booker, actor) {
  const { resident, page } = booker;
  const { user, person, name, rival } = actor;
  const whom = `for ${person}`;
  const isForThem = async () => assert.match(await resident.text('booking.for'), name);

  await walk.step(`${whom}: a hold is extended, runs out calmly, and the time taken meanwhile leads to the nearest`, async () => {
    await booker.home();
    const slots = await booker.findTimes();
    const slot = slots[5];
    await resident.press(slot, 'booking.extend');
    await isForThem();
    await resident.press('booking.extend');
    await booker.later(11);
    const other = new Other(booker.backend.url);
    await other.identify(rival);
    assert.equal((await other.book(slot.slice('slots.'.length))).status, 201);
    await resident.press('booking.confirm', 'nearest');
    assert.match(await resident.text('slots.taken'), /Joku muu/);
    await resident.look('taken');
    const [, nearest] = await resident.keys('nearest.');
    await resident.press(nearest, 'booking.confirm');
    await isForThem();
  });

  await walk.step(`${whom}: a network that is gone in the middle makes neither two bookings nor a false word`, async () => {
    await page.context().setOffline(true);
    await resident.press('booking.confirm', 'problem.uncertain');
    await resident.look('offline');
    await page.context().setOffline(false);
    await resident.press('problem.retry', 'booked');
    await isForThem();
    await booker.openOnly('varattu');
  });

  await walk.step(`${whom}: of a move whose answer is lost it is found out which time holds`, async () => {
    await booker.chooseAnother(6);
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
    await booker.openOnly('varattu');
  });

  await walk.step(`${whom}: a session that ends in the middle leads back to the same time`, async () => {
    await booker.chooseAnother(8);
    const time = await resident.text('booking.time');
    await page.context().clearCookies();
    await resident.press('booking.confirm', 'problem.identify');
    await resident.look('session-ended');
    // The hold of the ended session goes with it; so long the resident takes to identify.
    await booker.later(11);
    await resident.press('problem.identify', `test-persons.${user}`);
    await resident.press(`test-persons.${user}`);
    // Who acted for another goes on doing so; who acted for themselves is asked.
    if (user === person) await resident.press(`persons.${person}`, 'booking.confirm');
    await resident.sees('booking.confirm');
    assert.equal(await resident.text('booking.time'), time);
    await isForThem();
    await resident.press('booking.confirm', 'booked');
    assert.equal(await resident.title(), 'Aika on siirretty');
    await booker.openOnly('varattu');
  });
}
