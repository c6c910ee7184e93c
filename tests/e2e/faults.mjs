// Breaks things at random while a resident books a time, with a seed that repeats the run: the line drops, is slow, answers
// 4xx, 5xx or no JSON, the answer to a write gets lost, the backend is killed, the clock jumps, storage is full, the tab
// is closed or loaded again, a second tab is there, a button is pressed twice.
//
// After each run the faults stop, and then: the screen leads on to a booked time, the backend has one booking and not two,
// it is the person's own, nobody else's name was on the screens of the booking, and at every step there was a way forward.
//
//   node tests/e2e/faults.mjs [--runs N] [--seconds S] [--seed N]      (after tools/build)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims, numberOption } from './claims.mjs';
import { Faults, randomFrom } from './faults_made.mjs';

const NOW = new Date('2026-11-24T07:00:00Z');
const SERVICE = 'kausirokotus';
const PEOPLE = { 'aino-esimerkki': 'Aino Esimerkki', 'tauno-kokeilu': 'Tauno Kokeilu', 'mikael-mallstrom': 'Mikael Mallström' };
const MOST_STEPS = 120;
const PAUSE_MS = 250;

const seed = numberOption('seed', 1);
const until = Date.now() + numberOption('seconds', 90) * 1000;
const runs = numberOption('runs', 1000);
const claims = new Claims();

// What a resident who wants a vaccination presses, the nearest to the goal first.
const WANTED = [/^booking\.confirm$/, /^slots\.kausirokotus\./, /^problem\.retry$/, /^problem\.look-at-appointments$/, /^days\./,
  /^services\.kausirokotus$/, /^test-persons\.PERSON$/, /^persons\.PERSON$/, /^problem\.identify$/, /^person$/, /^start\.booking$/, /^home$/];

// The keys that can be pressed now; none while the page is being loaded.
const pressable = (page) =>
  page.evaluate(() => [...document.querySelectorAll('main a[data-key], main button[data-key]:not([disabled]), header button[data-key]')].map(({ dataset }) => dataset.key)).catch(() => []);
const shows = (page, key) => page.locator(`[data-key="${key}"]`).count().then((n) => n > 0, () => false);

class Run {
  constructor(number, backend, context, person, random) {
    Object.assign(this, { number, backend, context, person, random, trail: [], stuck: 0 });
  }

  async begin() {
    this.faults = new Faults(this.random, this.backend);
    await this.faults.over(this.context);
    await this.open();
  }

  async open() {
    this.page = await this.context.newPage();
    await this.page.clock.setSystemTime(NOW);
    await this.page.goto(this.backend.url).catch(() => {});
  }

  // Presses what leads to the goal; true when the time is booked.
  async step() {
    const { page } = this;
    if (await shows(page, 'booked')) return this.onlyTheirs().then(() => true);
    const keys = await pressable(page);
    const person = await page.locator('[data-key="person"]').innerText({ timeout: 500 }).catch(() => '');
    const identified = Object.values(PEOPLE).some((name) => person.includes(name));
    await this.onlyTheirs();
    const wanted = WANTED.map((pattern) => new RegExp(pattern.source.replace('PERSON', this.person)))
      .filter((pattern) => !(identified && pattern.source === '^person$'))
      .filter((pattern) => identified || pattern.source !== '^start\\.booking$');
    const key = wanted.map((pattern) => this.random.one(keys.filter((one) => pattern.test(one)))).find((one) => one !== undefined);
    if (key === undefined) {
      await this.waysForward(keys);
    } else {
      this.stuck = 0;
      this.trail.push(key);
      const node = page.locator(`[data-key="${key}"]`).first();
      await node.click({ timeout: 2000, clickCount: this.random.chance(0.2) ? 2 : 1 }).catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return shows(page, 'booked');
  }

  // What is booked, or about to be, names nobody else.
  async onlyTheirs() {
    if (!(await shows(this.page, 'booking.confirm')) && !(await shows(this.page, 'booked'))) return;
    const text = await this.page.locator('body').innerText({ timeout: 500 }).catch(() => '');
    for (const [id, name] of Object.entries(PEOPLE)) assert.ok(id === this.person || !text.includes(name), `${name} on the screen of ${this.person}`);
  }

  // A screen that is still loading may have none; one that stays so is a dead end. Then the address is opened anew.
  async waysForward(keys) {
    this.stuck++;
    if (this.stuck < 20) return;
    const help = await this.page.locator('a[href^="tel:"]').count().catch(() => 0);
    this.trail.push('open anew');
    this.stuck = 0;
    assert.ok(keys.length > 0 || help > 0, `a dead end after ${this.trail.slice(-5)}`);
    await this.page.goto(this.backend.url).catch(() => {});
  }

  // What happens to the tab.
  async accident() {
    const kind = this.random.pick(['none', 'none', 'none', 'none', 'none', 'none', 'reload', 'tab-closed', 'second-tab', 'clock', 'killed']);
    if (kind === 'none') return;
    this.trail.push(`(${kind})`);
    if (kind === 'reload') await this.page.reload({ timeout: 5000 }).catch(() => {});
    if (kind === 'tab-closed') await this.page.close().then(() => this.open());
    if (kind === 'second-tab') await this.open();
    if (kind === 'clock') await this.page.clock.setSystemTime(new Date(NOW.getTime() + this.random.below(600) * 1000)).catch(() => {});
    if (kind === 'killed') await this.faults.killBackend();
  }

  async bookings() {
    const ask = (path, method, cookie, body) =>
      fetch(this.backend.url + path, { method, headers: { 'x-eteinen': '1', 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }, ...(body ? { body } : {}) });
    const session = await ask('session', 'POST', '', JSON.stringify({ testPerson: this.person }));
    const cookie = session.headers.get('set-cookie').split(';')[0];
    const bundle = await (await ask('fhir/Appointment', 'GET', cookie)).json();
    const here = ({ status, slot }) => status === 'booked' && slot?.[0].reference.startsWith(`Slot/${SERVICE}.`);
    return (bundle.entry ?? []).map(({ resource }) => resource).filter(here);
  }

  async end() {
    await this.faults.stop();
    for (let n = 0; n < MOST_STEPS; n++) {
      if (await this.step()) return true;
      // Booked already, though the answer was lost: the app says so instead of booking again.
      const keys = await pressable(this.page);
      if (keys.some((key) => /^appointments\./.test(key))) return true;
    }
    return false;
  }
}

const browser = await openBrowser();
const seen = new Map();
try {
  for (let number = 0; number < runs && (number === 0 || Date.now() < until); number++) {
    const random = randomFrom(seed * 1_000_003 + number);
    const backend = new Backend({ now: NOW.toISOString() });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce', serviceWorkers: 'block' });
    await claims.that(`seed ${seed}, run ${number}`, async () => {
      await backend.start();
      const run = new Run(number, backend, context, random.pick(Object.keys(PEOPLE)), random);
      try {
        await run.begin();
        const steps = 8 + random.below(16);
        for (let n = 0; n < steps && !(await run.step()); n++) await run.accident();
        assert.ok(await run.end(), 'no way led to the booking');
        const booked = await run.bookings();
        assert.equal(booked.length, 1, `${booked.length} bookings`);
        const people = booked[0].participant.map(({ actor }) => actor.reference).filter((reference) => reference.startsWith('Patient/'));
        assert.deepEqual(people, [`Patient/${run.person}`]);
      } catch (reason) {
        throw new Error(`${reason.message}\n${run.trail.join(' ')}\n${[...run.faults.made].join(' ')}`);
      }
      for (const [kind, times] of run.faults.made) seen.set(kind, (seen.get(kind) ?? 0) + times);
    });
    await context.close();
    await backend.end();
  }
} finally {
  await browser.close();
}
console.log(`faults made: ${[...seen].map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
claims.end();
