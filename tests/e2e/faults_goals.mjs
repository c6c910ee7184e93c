// What the residents of tests/e2e/faults.mjs want: a booked time, a message sent to a professional, an estimate of their
// symptoms. Each says what it presses, how it answers, by what it sees that it is done, and what must then be true.
import assert from 'node:assert/strict';
import { questionsOn } from './questions.mjs';

const SERVICE = 'kausirokotus';
const FORM = 'contact-other';
const IDENTIFY = [/^problem\.retry$/, /^forms\.identify$/, /^problem\.identify$/, /^test-persons\.PERSON$/, /^persons\.PERSON$/, /^person$/];

// Answers what is open by `plan` (by key). True if something was answered.
async function answer(run, plan) {
  let answered = false;
  for (const { id, kind, filled } of await questionsOn(run.page)) {
    if (filled || !(id in plan)) continue;
    if (run.kept.has(id)) assert.fail(`the answer to ${id} is gone`);
    const options = { timeout: 2000 };
    const key = (name) => run.page.locator(`[data-key="${name}"]`).first();
    const done = kind === 'radio' || kind === 'checkbox' ? key(`${id}.${plan[id]}`).check(options) : key(id).fill(plan[id], options);
    answered = (await done.then(() => true, () => false)) || answered;
    if (answered) run.trail.push(`${id}=`);
  }
  return answered;
}

async function ask(run, path, method, cookie, body) {
  const headers = { 'x-eteinen': '1', 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
  return fetch(run.backend.url + path, { method, headers, ...(body ? { body } : {}) });
}

// What the backend has of the person.
async function kept(run, path) {
  const session = await ask(run, 'session', 'POST', '', JSON.stringify({ testPerson: run.person }));
  const cookie = session.headers.get('set-cookie').split(';')[0];
  const bundle = await (await ask(run, path, 'GET', cookie)).json();
  return (bundle.entry ?? []).map(({ resource }) => resource);
}

export class Booking {
  name = 'booking';
  done = 'booked';
  identified = true;
  wanted = [/^booking\.confirm$/, /^slots\.kausirokotus\./, /^problem\.retry$/, /^problem\.look-at-appointments$/, /^days\./,
    /^services\.kausirokotus$/, ...IDENTIFY.slice(1), /^start\.booking$/, /^home$/];
  shown = ['booking.confirm', 'booked'];

  fill() {
    return false;
  }

  // Booked already, though the answer was lost: the app says so instead of booking again.
  isDoneBy(keys) {
    return keys.some((key) => /^appointments\./.test(key));
  }

  async check(run) {
    const here = ({ status, slot }) => status === 'booked' && slot?.[0].reference.startsWith(`Slot/${SERVICE}.`);
    const booked = (await kept(run, 'fhir/Appointment')).filter(here);
    assert.equal(booked.length, 1, `${booked.length} bookings`);
    const people = booked[0].participant.map(({ actor }) => actor.reference).filter((reference) => reference.startsWith('Patient/'));
    assert.deepEqual(people, [`Patient/${run.person}`]);
  }
}

export class Message {
  name = 'message';
  done = 'sent';
  identified = true;
  wanted = [/^form\.send$/, /^form\.submit$/, new RegExp(`^(fill|forms)\\.${FORM}$`), ...IDENTIFY, /^start\.forms$/, /^home$/];
  shown = ['form.send', 'sent'];

  constructor(random) {
    this.text = `Kysyn lääkkeestä numero ${random.below(1_000_000)}.`;
    this.plan = { 'q.urgent': 'false', 'q.topic': 'prescription', 'q.message': this.text, 'q.answer-by': 'message' };
  }

  fill(run) {
    return answer(run, this.plan);
  }

  isDoneBy() {
    return false;
  }

  // Every message that arrived is the whole one, of the right person; when the page was never left there is one.
  async check(run) {
    const sent = (await kept(run, 'fhir/QuestionnaireResponse')).filter(({ questionnaire }) => questionnaire.includes(FORM));
    assert.ok(sent.length > 0, 'said to be sent, and nothing arrived');
    assert.ok(sent.length === 1 || run.left, `sent ${sent.length} times`);
    for (const response of sent) {
      assert.equal(response.subject.reference, `Patient/${run.person}`);
      const message = response.item.find(({ linkId }) => linkId === 'message');
      assert.equal(message?.answer[0].valueString, this.text);
    }
  }
}

const EAR = { 'q.about.age': '40', 'q.danger': 'none', 'q.symptoms': 'blocked', 'q.fever': 'no', 'q.duration': 'days', 'q.course': 'same', 'q.risk': 'none' };
export class Estimate {
  name = 'estimate';
  done = 'result.because';
  identified = false;
  wanted = [/^form\.submit$/, /^problem\.retry$/, /^start\.symptoms$/, /^home$/];
  shown = [];

  constructor() {
    this.plan = { ...EAR, 'symptoms.search': 'vaikku', place: 'Hämeenlinna' };
  }

  async fill(run) {
    const ear = run.page.locator('[data-key="symptoms.symptom-ear"]');
    if ((await ear.count().catch(() => 0)) > 0 && !(await ear.isChecked().catch(() => true))) {
      run.trail.push('symptom-ear=');
      return ear.check({ timeout: 2000 }).then(() => true, () => false);
    }
    return answer(run, this.plan);
  }

  isDoneBy() {
    return false;
  }

  async check(run) {
    assert.equal(await run.page.locator('main h1').innerText(), 'Voit hoitaa oiretta kotona');
  }
}
