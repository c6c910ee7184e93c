// Breaks things at random while a resident books a time, writes to a professional or has symptoms estimated, with a seed
// that repeats the run: the line drops, is slow, answers 4xx, 5xx or no JSON, the answer to a write gets lost, the backend
// is killed, the clock jumps, storage is full or denied, the tab is closed or loaded again, a second tab is there, a button
// is pressed twice.
//
// After each run the faults stop, and then: the screen leads on to the goal; the backend has one booking and not two, or
// the whole message, of the right person; the estimate is the one that the answers give; no answer that was kept has to be
// given again; nobody else's name was on the screens that count; and at every step there was a way forward.
//
//   node tests/e2e/faults.mjs [--from N] [--runs N] [--seconds S] [--seed N] [--goal booking|message|estimate] [--lanes N]
//
// (after tools/build). The runs are numbered from 0; with --from, those from that one on are made. Several lanes run beside
// each other, each with a browser, each run with a backend of its own.
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims, numberOption } from './claims.mjs';
import { Booking, Estimate, Message } from './faults_goals.mjs';
import { Faults, randomFrom } from './faults_made.mjs';

const NOW = new Date('2026-11-24T07:00:00Z');
const GOALS = [Booking, Message, Estimate];
const PEOPLE = { 'aino-esimerkki': 'Aino Esimerkki', 'tauno-kokeilu': 'Tauno Kokeilu', 'mikael-mallstrom': 'Mikael Mallström' };
const MOST_STEPS = 120;
const PAUSE_MS = 100;
const RESTING_MS = 1000;

const seed = numberOption('seed', 1);
const until = Date.now() + numberOption('seconds', 90) * 1000;
const first = numberOption('from', 0);
const runs = numberOption('runs', 1000);
const lanes = numberOption('lanes', 1);
const only = process.argv.includes('--goal') ? process.argv[process.argv.indexOf('--goal') + 1] : undefined;
const claims = new Claims();

// What is on the screen, asked for at once: the keys that can be pressed now, those of the named nodes that are there, and
// whom it speaks of. Nothing while the page is being loaded.
const NOTHING = { keys: [], there: [], person: '', text: '' };
const lookAt = (page, named) =>
  page.evaluate((wanted) => {
    const is = (key) => document.querySelector(`[data-key="${key}"]`) !== null;
    const pressable = 'main a[data-key], main button[data-key]:not([disabled]), header button[data-key]';
    const there = wanted.filter(is);
    return {
      keys: [...document.querySelectorAll(pressable)].map(({ dataset }) => dataset.key),
      there,
      person: document.querySelector('[data-key="person"]')?.innerText ?? '',
      text: there.length > 0 ? document.body.innerText : '',
    };
  }, named).catch(() => NOTHING);

class Run {
  // `kept`: the questions whose answers this tab holds; `left`: something was done to the page besides pressing its keys.
  constructor(goal, backend, context, person, random) {
    Object.assign(this, { goal, backend, context, person, random, trail: [], stuck: 0, kept: new Set(), left: false });
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

  // Answers what is asked, or presses what leads to the goal; true when that is reached.
  async step() {
    const { page, goal } = this;
    const { there, text } = await lookAt(page, [goal.done, ...goal.shown]);
    if (goal.shown.some((key) => there.includes(key))) this.onlyTheirs(text);
    if (there.includes(goal.done)) return true;
    if (await goal.fill(this)) return false;
    const { keys, person } = await lookAt(page, []);
    const identified = Object.values(PEOPLE).some((name) => person.includes(name));
    const wanted = goal.wanted.map((pattern) => new RegExp(pattern.source.replace('PERSON', this.person)))
      .filter((pattern) => !(identified && pattern.source === '^person$'))
      .filter((pattern) => identified || !goal.identified || !/^\^start\\/.test(pattern.source));
    const key = wanted.map((pattern) => this.random.one(keys.filter((one) => pattern.test(one)))).find((one) => one !== undefined);
    if (key === undefined) {
      await this.waysForward(keys);
    } else {
      this.stuck = 0;
      this.trail.push(key);
      if (key === 'form.submit' && !goal.identified) await this.keep();
      const node = page.locator(`[data-key="${key}"]`).first();
      await node.click({ timeout: 2000, clickCount: this.random.chance(0.2) ? 2 : 1 }).catch(() => {});
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return (await lookAt(page, [goal.done])).there.length > 0;
  }

  // The answers on the screen are the tab's from now on. (Those of an identified person end with the session.)
  async keep() {
    const names = () => [...document.querySelectorAll('main form input, main form textarea')]
      .filter((field) => (field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value !== ''))
      .map((field) => (field.type === 'radio' || field.type === 'checkbox' ? field.name || field.dataset.key.replace(/\.[^.]*$/, '') : field.dataset.key));
    for (const name of await this.page.evaluate(names).catch(() => [])) if (name.startsWith('q.')) this.kept.add(name);
  }

  // Until what the core gave to be kept has come to rest on the disk: sealing takes a moment.
  async rest() {
    const stored = () => this.page.evaluate(() => JSON.stringify({ ...sessionStorage })).catch(() => '');
    for (let before = null, now = await stored(); now !== before; now = await stored()) {
      before = now;
      await new Promise((resolve) => setTimeout(resolve, RESTING_MS));
    }
  }

  // What is booked or sent, or about to be, names nobody else.
  onlyTheirs(text) {
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
    await this.leave();
    await this.page.goto(this.backend.url).catch(() => {});
  }

  // What happens to the tab.
  async accident() {
    const kind = this.random.pick(['none', 'none', 'none', 'none', 'none', 'none', 'reload', 'tab-closed', 'second-tab', 'clock', 'killed']);
    if (kind === 'none') return;
    this.trail.push(`(${kind})`);
    if (kind === 'reload') {
      await this.leave();
      await this.page.reload({ timeout: 5000 }).catch(() => {});
    }
    if (kind === 'tab-closed') await this.page.close();
    if (kind === 'tab-closed' || kind === 'second-tab') {
      this.left = true;
      this.kept.clear();
      await this.open();
    }
    if (kind === 'clock') await this.page.clock.setSystemTime(new Date(NOW.getTime() + this.random.below(600) * 1000)).catch(() => {});
    if (kind === 'killed') await this.faults.killBackend();
  }

  // The page will be loaded anew: what could be stored comes back, without storage nothing does.
  async leave() {
    this.left = true;
    if (!this.faults.stores) this.kept.clear();
    await this.rest();
  }

  async end() {
    await this.faults.stop();
    for (let n = 0; n < MOST_STEPS; n++) {
      if ((await this.step()) || this.goal.isDoneBy((await lookAt(this.page, [])).keys)) return true;
    }
    return false;
  }
}

const seen = new Map();
let next = first;

async function oneRun(browser, number) {
  const random = randomFrom(seed * 1_000_003 + number);
  const backend = new Backend({ now: NOW.toISOString() });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce', serviceWorkers: 'block' });
  const Goal = GOALS.find((one) => one.name.toLowerCase() === only) ?? GOALS[number % GOALS.length];
  const goal = new Goal(random);
  await claims.that(`seed ${seed}, run ${number}: ${goal.name}`, async () => {
    await backend.start();
    const run = new Run(goal, backend, context, random.pick(Object.keys(PEOPLE)), random);
    try {
      await run.begin();
      const steps = 8 + random.below(16);
      for (let n = 0; n < steps && !(await run.step()); n++) await run.accident();
      assert.ok(await run.end(), 'no way led to the goal');
      await goal.check(run);
    } catch (reason) {
      throw new Error(`${reason.message}\n${run.trail.join(' ')}\n${[...run.faults.made].join(' ')}`);
    }
    for (const [kind, times] of run.faults.made) seen.set(kind, (seen.get(kind) ?? 0) + times);
  });
  await context.close();
  await backend.end('SIGKILL'); // to end in peace takes it two seconds here
}

async function lane() {
  const browser = await openBrowser({ tierUp: false });
  try {
    while (next < runs && (next === first || Date.now() < until)) await oneRun(browser, next++);
  } finally {
    await browser.close();
  }
}

await Promise.all(Array.from({ length: lanes }, lane));
console.log(`${next - first} runs; faults made: ${[...seen].map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
claims.end();
