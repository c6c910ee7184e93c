// The contract of tools/backend/CONTRACT.md, asked of any server that claims to keep it. It takes nothing for granted
// but the page: services, people and times are those that the server offers.
//
//   node tests/backend/contract.mjs                          the reference backend, started for it
//   node tests/backend/contract.mjs --server https://…/      another server, with test persons
//   … --cookie eteinen-session=…                             another server, for somebody who has identified
//
// It books, moves and cancels one appointment of the service that it names first, and leaves nothing booked.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Backend } from '../e2e/backend.mjs';

const { values } = parseArgs({ options: { server: { type: 'string' }, cookie: { type: 'string' }, service: { type: 'string' } } });
const backend = values.server === undefined ? new Backend({ now: '2026-11-24T07:00:00Z' }) : undefined;
const url = values.server ?? (await backend.start());

class Person {
  constructor(cookie) {
    this.cookie = cookie;
  }

  async send(method, path, { body, headers = {} } = {}) {
    const write = method === 'GET' ? {} : { 'x-eteinen': '1', 'content-type': 'application/fhir+json', ...(this.id && { 'x-person': this.id }) };
    const all = { ...(this.cookie && { cookie: this.cookie }), ...write, ...headers };
    for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
    const answer = await fetch(new URL(path, url), { method, headers: all, body: body && JSON.stringify(body) });
    const set = answer.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0];
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
  }

  async begin(testPerson) {
    if (testPerson) await this.send('POST', 'session', { body: { testPerson } });
    const { json } = await this.send('GET', 'session');
    this.id = json.actingFor?.id;
    return json;
  }

  asked(slot, status = 'booked') {
    const participant = [{ actor: { reference: `Patient/${this.id}` }, status: 'accepted' }];
    return { resourceType: 'Appointment', status, ...(slot && { slot: [{ reference: `Slot/${slot}` }] }), participant };
  }

  book(slot, key = randomUUID()) {
    return this.send('POST', 'fhir/Appointment', { body: this.asked(slot), headers: { 'idempotency-key': key } });
  }

  change(appointment, body, headers = {}) {
    const version = `W/"${appointment.meta.versionId}"`;
    return this.send('PUT', `fhir/Appointment/${appointment.id}`, { body, headers: { 'if-match': version, ...headers } });
  }

  async list() {
    return (await this.send('GET', 'fhir/Appointment')).json.entry.map(({ resource }) => resource);
  }
}

const refusal = ({ json }) => json?.issue?.[0]?.details?.coding?.[0]?.code;
const extension = (element, address) => element.extension?.find((one) => one.url === address);
const tests = [];
const test = (name, run) => tests.push({ name, run });

const nobody = new Person();
const one = new Person(values.cookie);
let other;
let service;
let slots;
let booked;
let can;

async function findTimes() {
  const today = backend ? '2026-11-24' : new Date().toISOString().slice(0, 10);
  const last = new Date(Date.parse(today) + 80 * 86_400_000).toISOString().slice(0, 10);
  const { json } = await nobody.send('GET', `fhir/Slot?service=${service}&start=ge${today}&start=le${last}&_count=60`);
  return json.entry.map(({ resource }) => resource);
}

test('the session tells who is here, and holds no identity code', async () => {
  assert.equal((await nobody.begin()).level, 'anonymous');
  if (values.cookie === undefined) {
    const { persons } = (await nobody.send('GET', 'session/test-persons')).json;
    assert.ok(persons.length > 1);
    await one.begin(persons[0].id);
    other = new Person();
    await other.begin(persons[1].id);
  }
  const session = await one.begin();
  assert.equal(session.level, 'identified');
  assert.ok(Date.parse(session.expiresAt) > 0);
  assert.doesNotMatch(JSON.stringify(session), /\d{6}[-+ABCDEFUVWXY]\d{3}[0-9A-Y]/);
});

test('the server says what it can do, or is taken for one that can hold and move', async () => {
  const { status, json } = await nobody.send('GET', 'fhir/metadata');
  const said = status === 404 ? ['hold', 'move'] : json.rest[0].extension.map((one) => one.valueCode);
  if (status !== 404) assert.equal(json.resourceType, 'CapabilityStatement');
  for (const word of said) assert.ok(['hold', 'move', 'waiting', 'together'].includes(word), word);
  can = new Set(said);
});

test('services carry their rules, and times their place, in order', async () => {
  const { json } = await nobody.send('GET', 'fhir/HealthcareService');
  assert.equal(json.type, 'searchset');
  const rules = ({ resource }) => extension(resource, 'urn:eteinen:booking').extension;
  const flag = (parts, name) => parts.find((part) => part.url === name);
  const bookable = json.entry.filter((entry) => {
    const parts = rules(entry);
    const forAll = !flag(parts, 'age-below') && parts.some((part) => part.url === 'who' && part.valueCode === 'self');
    return forAll && flag(parts, 'online')?.valueBoolean && flag(parts, 'identification')?.valueCode === 'required' && flag(parts, 'move');
  });
  service = values.service ?? bookable.find(({ resource }) => resource.id === 'kausirokotus')?.resource.id ?? bookable[0].resource.id;
  slots = await findTimes();
  assert.ok(slots.length > 3, `${service} has times`);
  for (const slot of slots) {
    assert.match(slot.start, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[23]:00$/);
    assert.match(extension(slot, 'urn:eteinen:place').valueReference.reference, /^Location\//);
  }
  const starts = slots.map(({ start }) => Date.parse(start));
  assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
});

test('a write needs the headers that say whom it is for and where it comes from', async () => {
  const slot = slots[2].id;
  assert.equal(refusal(await nobody.book(slot)), 'not-identified');
  assert.equal(refusal(await one.send('POST', 'fhir/Appointment', { body: one.asked(slot), headers: { 'x-eteinen': undefined } })), 'cross-site');
  assert.equal(refusal(await one.send('POST', 'fhir/Appointment', { body: one.asked(slot) })), 'precondition');
  const stranger = { 'x-person': 'somebody-else', 'idempotency-key': randomUUID() };
  assert.equal(refusal(await one.send('POST', 'fhir/Appointment', { body: one.asked(slot), headers: stranger })), 'person-changed');
});

test('a hold keeps the time for its holder, or the server says that it cannot hold', async () => {
  const held = await one.send('POST', `fhir/Slot/${slots[2].id}/$hold`, { body: {} });
  assert.equal(held.status !== 404, can.has('hold'));
  if (held.status === 404) return;
  assert.equal(held.status, 201);
  assert.equal(held.json.status, 'pending');
  assert.ok(Date.parse(extension(held.json, 'urn:eteinen:hold-until').valueInstant) > 0);
  if (other) assert.equal(refusal(await other.book(slots[2].id)), 'slot-taken');
});

test('a booking says so, by version and national state, and the same key gives it again word for word', async () => {
  const key = randomUUID();
  const first = await one.book(slots[2].id, key);
  assert.equal(first.status, 201, first.text);
  booked = first.json;
  assert.equal(first.headers.get('etag'), 'W/"1"');
  assert.equal(extension(booked, 'urn:eteinen:state').valueCoding.code, '3');
  assert.equal(extension(booked, 'urn:eteinen:by').valueCode, 'self');
  const again = await one.book(slots[2].id, key);
  assert.equal(again.text, first.text);
  assert.equal((await one.list()).filter(({ id }) => id === booked.id).length, 1);
  assert.equal(refusal(await one.book(slots[3].id, key)), 'key-reused');
});

test('nobody else has it, and nobody else gets the time', async () => {
  if (!other) return;
  const answer = await other.send('GET', `fhir/Appointment/${booked.id}`);
  assert.equal(answer.text, (await other.send('GET', 'fhir/Appointment/00000000000000000000000000000000')).text);
  assert.equal(refusal(await other.book(slots[2].id)), 'slot-taken');
});

test('a move gives the old time up and takes the new one, and a change needs the newest version', async () => {
  const old = booked;
  const moved = await one.change(old, one.asked(slots[5].id), { 'idempotency-key': randomUUID() });
  if (!can.has('move')) return assert.equal(refusal(moved), 'method');
  assert.equal(moved.status, 200, moved.text);
  booked = moved.json;
  assert.equal(booked.id, old.id);
  assert.equal(booked.slot[0].reference, `Slot/${slots[5].id}`);
  assert.notEqual(booked.meta.versionId, old.meta.versionId);
  const free = (await findTimes()).map(({ id }) => id);
  assert.ok(free.includes(slots[2].id) && !free.includes(slots[5].id));
  assert.equal(refusal(await one.change(old, one.asked(undefined, 'cancelled'))), 'version');
  assert.equal(refusal(await one.change(booked, one.asked(undefined, 'cancelled'), { 'if-match': undefined })), 'precondition');
});

test('a wish for an earlier time is kept, shown and ended', async () => {
  const { extension: parts } = extension((await nobody.send('GET', `fhir/HealthcareService/${service}`)).json, 'urn:eteinen:booking');
  if (!can.has('waiting') || !parts.some(({ url: name }) => name === 'earlier-offer')) return;
  const body = { ...one.asked(undefined, 'waitlist'), serviceType: booked.serviceType,
    extension: [{ url: 'urn:eteinen:replaces', valueReference: { reference: `Appointment/${booked.id}` } }] };
  const wish = await one.send('POST', 'fhir/Appointment', { body, headers: { 'idempotency-key': randomUUID() } });
  assert.equal(wish.status, 201, wish.text);
  const wishes = async () => (await one.send('GET', 'fhir/Appointment?status=waitlist')).json.entry.map(({ resource }) => resource.id);
  assert.deepEqual(await wishes(), [wish.json.id]);
  assert.ok((await one.list()).every(({ id }) => id !== wish.json.id), 'it is no booking');
  if (other) assert.equal((await other.send('DELETE', `fhir/Appointment/${wish.json.id}`)).status, 404);
  assert.equal((await one.send('DELETE', `fhir/Appointment/${wish.json.id}`)).status, 204);
  assert.deepEqual(await wishes(), []);
});

test('a cancelled one is cancelled, once, and its time is free', async () => {
  const cancelled = await one.change(booked, one.asked(undefined, 'cancelled'));
  assert.equal(cancelled.status, 200, cancelled.text);
  assert.equal(cancelled.json.status, 'cancelled');
  assert.equal(extension(cancelled.json, 'urn:eteinen:state').valueCoding.code, '4');
  assert.equal(refusal(await one.change(cancelled.json, one.asked(undefined, 'cancelled'))), 'already-cancelled');
  assert.ok((await findTimes()).some(({ id }) => id === slots[5].id));
});

test('a time that there is not is gone, and what is not understood is invalid', async () => {
  assert.equal(refusal(await one.book(`${slots[2].id}x`)), 'slot-gone');
  assert.equal(refusal(await one.send('POST', 'fhir/Appointment', { body: { resourceType: 'Patient' }, headers: { 'idempotency-key': randomUUID() } })), 'invalid');
  assert.equal(refusal(await one.send('PATCH', 'fhir/Appointment')), 'method');
  assert.equal(refusal(await one.send('GET', 'fhir/Nothing')), 'not-found');
});

test('a service without identification gives a code, and the code alone opens the booking', async () => {
  const { entry } = (await nobody.send('GET', 'fhir/HealthcareService')).json;
  const open = entry.map(({ resource }) => resource).find((one) =>
    extension(one, 'urn:eteinen:booking').extension.some(({ url: name, valueCode }) => name === 'identification' && valueCode === 'none'));
  if (!open) return;
  const [today, last] = [slots[0].start.slice(0, 10), new Date(Date.parse(slots[0].start) + 30 * 86_400_000).toISOString().slice(0, 10)];
  const times = (await nobody.send('GET', `fhir/Slot?service=${open.id}&start=ge${today}&start=le${last}&_count=3`)).json.entry;
  const anyone = new Person();
  const asked = { resourceType: 'Appointment', status: 'booked', slot: [{ reference: `Slot/${times[2].resource.id}` }], participant: [] };
  const quick = await anyone.send('POST', 'fhir/Appointment', { body: asked, headers: { 'idempotency-key': randomUUID() } });
  assert.equal(quick.status, 201, quick.text);
  const { valueString: code } = extension(quick.json, 'urn:eteinen:manage-code');
  const elsewhere = new Person();
  assert.equal((await elsewhere.send('POST', 'fhir/Appointment/$manage', { body: { code: 'ABCD-ABCD-ABCD' } })).status, 404);
  const opened = await elsewhere.send('POST', 'fhir/Appointment/$manage', { body: { code } });
  assert.equal(opened.json.id, quick.json.id);
  assert.equal((await elsewhere.change(opened.json, { resourceType: 'Appointment', status: 'cancelled' })).status, 200);
  assert.equal((await new Person().send('POST', 'fhir/Appointment/$manage', { body: { code } })).status, 404, 'it opens nothing any more');
});

test('answers begun are kept for who writes them, where the server keeps any', async () => {
  if ((await one.begin()).drafts === undefined) return;
  const id = randomUUID();
  const text = JSON.stringify({ what: 'was answered' });
  const body = { resourceType: 'QuestionnaireResponse', id, status: 'in-progress', questionnaire: 'urn:eteinen:questionnaire:pre-visit',
    subject: { reference: `Patient/${one.id}` }, extension: [{ url: 'urn:eteinen:draft', valueString: text }] };
  const path = `fhir/QuestionnaireResponse/${id}`;
  assert.equal((await one.send('PUT', path, { body })).status, 204);
  assert.ok((await one.begin()).drafts.some((draft) => draft.id === id && draft.questionnaire === 'pre-visit'));
  assert.equal(extension((await one.send('GET', path)).json, 'urn:eteinen:draft').valueString, text);
  if (other) assert.equal((await other.send('GET', path)).status, 404);
  assert.equal((await one.send('DELETE', path)).status, 204);
  assert.equal((await one.send('GET', path)).status, 404);
  assert.ok((await one.begin()).drafts.every((draft) => draft.id !== id));
});

test('answers about people are kept by nobody on the way', async () => {
  for (const path of ['session', 'fhir/Appointment']) {
    assert.equal((await one.send('GET', path)).headers.get('cache-control'), 'no-store');
  }
});

let failed = 0;
for (const { name, run } of tests) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (reason) {
    failed++;
    console.log(`not ok ${name}\n    ${String(reason.stack ?? reason).replaceAll('\n', '\n    ')}`);
  }
}
await backend?.end();
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
