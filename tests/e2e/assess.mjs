// Questionnaires as a resident answers them, by keyboard alone, in Chromium against the real backend: two symptoms found
// by everyday words and asked as one form, where the gravest decides; a danger sign of one of them; a form before a
// visit, sent, and not asked for again. Every kind of screen is examined and pictured in build/screens/assess.
//
//   node tests/e2e/assess.mjs      (after tools/build native wasm web)
import assert from 'node:assert/strict';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Claims } from './claims.mjs';
import { Resident } from './driver.mjs';
import { questionsOn } from './questions.mjs';

// A Tuesday morning, 9.00 in Helsinki.
const NOW = '2026-11-24T07:00:00Z';
const MOST_PAGES = 60;

const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const claims = new Claims();
const url = await backend.start();

async function newResident() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  const resident = new Resident(page, 'build/screens/assess');
  await resident.open(url);
  return resident;
}

async function answer(resident, { id, kind }, value) {
  if (kind === 'radio') return resident.choose(id, value);
  if (kind !== 'checkbox') return resident.type(id, value);
  for (const one of [value].flat()) {
    await resident.tabTo(`${id}.${one}`);
    await resident.key('Space');
  }
}

// Page after page with the answers of `plan` (by question, without "q."), until `last` is on the screen. Each answer of
// the plan has to be asked for, and nothing else may be.
async function answerAll(resident, plan, last) {
  const asked = new Set();
  for (let i = 0; i < MOST_PAGES; i++) {
    await resident.page.waitForSelector(`[data-key^="q."], [data-key="${last}"]`);
    if ((await resident.page.$(`[data-key="${last}"]`)) !== null) break;
    const before = resident.page.url();
    // An answer may bring further questions to the page.
    const open = ({ id, filled }) => !filled && id.slice(2) in plan && !asked.has(id.slice(2));
    for (let next; (next = (await questionsOn(resident.page)).find(open)) !== undefined; ) {
      const name = next.id.slice(2);
      await answer(resident, next, plan[name]);
      asked.add(name);
    }
    await resident.press('form.submit');
    await resident.page.waitForFunction((old) => location.href !== old, before).catch(async () => {
      throw new Error(`stays at ${(await questionsOn(resident.page)).map(({ id }) => id)}`);
    });
  }
  assert.deepEqual([...asked].sort(), Object.keys(plan).sort());
}

// Finds symptoms by everyday words, one after another.
async function chooseSymptoms(resident, found) {
  await resident.press('start.symptoms', 'symptoms.search');
  for (const [word, symptom] of Object.entries(found)) {
    await resident.tabTo('symptoms.search');
    await resident.key('Control+A');
    await resident.key('Delete');
    await resident.page.keyboard.type(word);
    await resident.sees('symptoms.found');
    await resident.tabTo(`symptoms.${symptom}`);
    await resident.key('Space');
    await resident.look(`found-${word}`);
  }
  await resident.press('form.submit', 'q.about.age');
}

const WHO = { 'about.age': '40' };
const EAR = {
  danger: 'none',
  symptoms: 'blocked',
  fever: 'no',
  duration: 'days',
  course: 'same',
  risk: 'none',
};
// What the second symptom asks in its own way is called after it.
const LEG = {
  'about.sex': 'male',
  place: 'leg',
  injury: 'no',
  'symptom-musculoskeletal.pain': 'mild',
  function: 'normal',
  'symptom-musculoskeletal.duration': 'days',
  signs: 'calf',
};

await claims.that('a blocked ear alone is looked after at home', async () => {
  const resident = await newResident();
  await chooseSymptoms(resident, { vaikku: 'symptom-ear' });
  await answerAll(resident, { ...WHO, ...EAR }, 'place');
  await resident.choose('place', 'Hämeenlinna');
  await resident.press('form.submit', 'result.because');
  assert.equal(await resident.title(), 'Voit hoitaa oiretta kotona');
  assert.deepEqual(resident.messages, []);
});

await claims.that('with a swollen calf the gravest decides, and what both ask is asked once', async () => {
  const resident = await newResident();
  await chooseSymptoms(resident, { vaikku: 'symptom-ear', pohje: 'symptom-musculoskeletal' });
  await answerAll(resident, { ...WHO, ...EAR, ...LEG }, 'place');
  await resident.choose('place', 'Hämeenlinna');
  await resident.press('form.submit', 'result.because');
  assert.equal(await resident.title(), 'Ota yhteyttä tänään');
  assert.match(await resident.text('because.signs'), /Pohje tai koko jalka on turvonnut ja kipeä/);
  await resident.look('gravest');
  assert.deepEqual(resident.messages, []);
});

await claims.that('a danger sign of the second symptom stops both at once', async () => {
  const resident = await newResident();
  await chooseSymptoms(resident, { vaikku: 'symptom-ear', pohje: 'symptom-musculoskeletal' });
  await resident.type('q.about.age', '40');
  await resident.choose('q.about.sex', 'male');
  await resident.press('form.submit', 'q.danger.mastoid');
  await resident.tabTo('q.danger.leg-breath');
  await resident.key('Space');
  await resident.page.waitForSelector('main a[href="tel:112"]');
  await resident.look('danger');
});

const PRE_VISIT = {
  reason: 'Polvi on ollut kipeä kesästä asti.',
  illnesses: 'diabetes',
  operated: 'false',
  'uses-medicines': 'true',
  'medicine-details': 'Metformiini 500 mg kaksi kertaa päivässä',
  'blood-thinner': 'false',
  allergies: 'none',
  nicotine: 'never',
  exercise: '1-2',
  sleep: 'well',
  'audit.1': 'never',
  'audit.9': 'no',
  'audit.10': 'no',
  'help-needed': 'none',
};

await claims.that('the form before a visit is filled, checked and sent, and is not asked for again', async () => {
  const resident = await newResident();
  await resident.press('person', 'test-persons.aino-esimerkki');
  await resident.press('test-persons.aino-esimerkki', 'persons.aino-esimerkki');
  await resident.press('persons.aino-esimerkki', 'start.booking');
  await resident.press('start.booking', 'services.hoitajan-puhelinaika');
  await resident.press('services.hoitajan-puhelinaika', 'slots');
  const slots = (await resident.keys('slots.hoitajan-puhelinaika')).slice(1);
  await resident.press(slots[slots.length - 1], 'booking.confirm');
  await resident.press('booking.confirm', 'booked');
  await resident.press('home', 'start.forms');
  await resident.press('start.forms', 'page.title');
  const [fill] = await resident.keys('fill.');
  await resident.look('asked');
  await resident.press(fill, 'q.reason');
  await answerAll(resident, PRE_VISIT, 'form.send');
  await resident.look('check');
  await resident.press('form.send', 'sent');
  await resident.look('sent');
  await resident.press('start.forms', 'page.title');
  await resident.sees(fill.replace('fill.', 'asked.') + '.state');
  assert.match(await resident.text(fill.replace('fill.', 'asked.') + '.state'), /^Vastattu 24\.11\.2026/);
  assert.deepEqual(resident.messages, []);
});

await claims.that('after going back a screen begins at its top, with the focus in sight', async () => {
  const resident = await newResident();
  await resident.page.setViewportSize({ width: 320, height: 480 });
  const place = () => resident.page.evaluate(() => document.activeElement.getBoundingClientRect().top);
  await resident.press('start.symptoms', 'symptoms.search');
  await resident.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await resident.press('symptoms.other', 'q.about.age');
  await resident.page.goBack();
  await resident.sees('symptoms.search');
  await resident.page.waitForTimeout(500);
  assert.ok((await place()) >= 0 && (await place()) < 480, `the focus is at ${await place()} px`);
  assert.deepEqual(resident.messages, []);
});

await browser.close();
await backend.end();
claims.end();
