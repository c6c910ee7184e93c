// The backend as a client of the e-authorisations web API, against a strict stand-in for it: the whole way from saying
// for whom to a booking, and everything that must not lead there.
//
//   node tests/identification/authorisations_test.mjs      (after tools/build native)
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backend } from '../e2e/backend.mjs';
import { AuthorisationsService } from './authorisations_service.mjs';
import { Claims } from '../e2e/claims.mjs';
import { PlainBrowser } from './browser.mjs';

const HEALTH = 'http://valtuusrekisteri.suomi.fi/terveydenhuollon_asioiden_hoito';
const SOCIAL = 'http://valtuusrekisteri.suomi.fi/sosiaalihuollon_asioiden_hoito';
const HELENA = '080769-922B';
const TAUNO = '250141-9217';
const ONNI = '020518A9011';
const OTHER = '010190-999W';
// A Tuesday morning in the vaccination season, and the machine's clock since.
const NOW = Date.parse('2026-11-24T07:00:00Z');
const begun = Date.now();
const now = () => NOW + (Date.now() - begun);

const folder = mkdtempSync(join(tmpdir(), 'eteinen-authorisations-'));
writeFileSync(join(folder, 'key'), 'key-of-tests\n');
writeFileSync(join(folder, 'secret'), 'secret-of-tests\n');
let own = '';
const service = new AuthorisationsService({
  client: 'eteinen',
  key: 'key-of-tests',
  secret: 'secret-of-tests',
  returnAddress: () => `${own}session/authorised`,
  now,
  persons: {
    [HELENA]: [
      { personId: TAUNO, name: 'Tauno Kokeilu', issues: [HEALTH] },
      { personId: OTHER, name: 'Uuno Uusi', issues: [] },
      { personId: ONNI, name: 'Onni Esimerkki', issues: [HEALTH, SOCIAL] },
    ],
  },
});
await service.start();
const options = ['--authorisations', service.address, '--authorisations-client', 'eteinen', '--authorisations-key-file',
  join(folder, 'key'), '--authorisations-secret-file', join(folder, 'secret'), '--authorisations-health-issue', HEALTH,
  '--authorisations-social-issue', SOCIAL];
const backend = new Backend({ now: '2026-11-24T07:00:00Z', more: options });
own = await backend.start();

const session = async (browser) => JSON.parse((await browser.send(`${own}session`)).text);
async function helena() {
  const browser = new PlainBrowser();
  const { status } = await browser.write(`${own}session`, { testPerson: 'helena-kokeilu' });
  assert.equal(status, 200);
  return browser;
}
const leave = (browser) => browser.write(`${own}session/authorise`, { returnTo: '/booking' });
// Says for whom on the service's page; the address by which the browser comes back.
async function choose(browser, person) {
  service.choose = person;
  const { text } = await leave(browser);
  return browser.follow(JSON.parse(text).href, `${own}session/authorised`);
}
const arrive = async (browser, address) => (await browser.send(address)).to?.replace(own, '/');
async function actFor(browser, person) {
  return arrive(browser, await choose(browser, person));
}
const bookings = (browser) => browser.send(`${own}fhir/Appointment`);
async function hold(browser, person) {
  const { text } = await browser.send(`${own}fhir/Slot?service=kausirokotus&start=ge2026-11-24&start=le2026-12-20`);
  const slots = JSON.parse(text).entry.map(({ resource }) => resource.id);
  const slot = slots[Math.floor(slots.length / 2)];
  const reply = await browser.write(`${own}fhir/Slot/${slot}/$hold`, {}, { 'x-person': person });
  return { slot, status: reply.status };
}
const book = (browser, slot, person) =>
  browser.write(
    `${own}fhir/Appointment`,
    {
      resourceType: 'Appointment',
      status: 'booked',
      slot: [{ reference: `Slot/${slot}` }],
      participant: [{ actor: { reference: `Patient/${person}` } }],
    },
    { 'x-person': person, 'idempotency-key': `key-${Math.random().toString(16).slice(2)}-of-tests` },
  );
const codeOf = ({ text }) => JSON.parse(text).issue[0].details.coding[0].code;

const claims = new Claims();

await claims.that('nobody is asked about before the resident says for whom', async () => {
  const browser = await helena();
  const { mayActFor, authorisation } = await session(browser);
  assert.equal(authorisation, 'service');
  assert.deepEqual(mayActFor.map(({ id }) => id), ['helena-kokeilu'], 'the test register gives no authority here');
  assert.deepEqual(service.calls, []);
});

await claims.that('whoever was chosen and may be acted for is acted for, in the themes that were allowed', async () => {
  const browser = await helena();
  assert.equal(await actFor(browser, TAUNO), '/booking');
  const { actingFor, mayActFor, epoch } = await session(browser);
  assert.equal(actingFor.id, 'tauno-kokeilu');
  assert.equal(actingFor.relation, 'mandate');
  assert.ok(actingFor.may.health.includes('book'));
  assert.deepEqual(actingFor.may.social, []);
  assert.equal(mayActFor.length, 2);
  assert.equal(epoch, 2);
});

await claims.that('a minor is acted for as a guardian', async () => {
  const browser = await helena();
  await actFor(browser, ONNI);
  const { actingFor } = await session(browser);
  assert.equal(actingFor.relation, 'guardian');
  assert.ok(actingFor.may.social.includes('book'));
});

await claims.that('whoever may not be acted for is not, and nobody is told why', async () => {
  const browser = await helena();
  assert.equal(await actFor(browser, OTHER), '/notice/not-authorised');
  const { actingFor, mayActFor } = await session(browser);
  assert.equal(actingFor.id, 'helena-kokeilu');
  assert.equal(mayActFor.length, 1);
  assert.ok(!browser.seen.includes('hidden'), "the service's reasons stay");
});

await claims.that('a booking on behalf asks again, and goes through', async () => {
  const browser = await helena();
  await actFor(browser, TAUNO);
  const { slot, status } = await hold(browser, 'tauno-kokeilu');
  assert.equal(status, 201);
  const before = service.calls.length;
  assert.equal((await book(browser, slot, 'tauno-kokeilu')).status, 201);
  const asked = service.calls.slice(before);
  assert.deepEqual(new Set(asked.map((call) => call.replace(/[0-9a-f-]{36}/, 'ID'))),
    new Set(['GET /service/hpa/api/authorization/ID/CODE']));
});

await claims.that('a mandate that ends between hold and booking ends the booking', async () => {
  const browser = await helena();
  await actFor(browser, TAUNO);
  const { slot } = await hold(browser, 'tauno-kokeilu');
  const [tauno] = service.persons[HELENA];
  const { issues } = tauno;
  tauno.issues = [];
  const reply = await book(browser, slot, 'tauno-kokeilu');
  tauno.issues = issues;
  assert.equal(reply.status, 403);
  assert.equal(codeOf(reply), 'not-permitted');
  assert.equal((await session(browser)).actingFor, null);
  assert.equal((await book(browser, slot, 'tauno-kokeilu')).status, 403, 'it does not come back by itself');
});

await claims.that('a mandate that ends before the booking of several ends it for all', async () => {
  const browser = await helena();
  await actFor(browser, ONNI);
  const { text } = await browser.send(`${own}fhir/Slot?service=kausirokotus&start=ge2026-11-24&start=le2026-12-20`);
  const slots = JSON.parse(text).entry.map(({ resource }) => resource.id);
  const entry = (slot) => ({
    resource: {
      resourceType: 'Appointment',
      status: 'booked',
      slot: [{ reference: `Slot/${slot}` }],
      participant: [{ actor: { reference: 'Patient/onni-esimerkki' } }],
    },
  });
  const both = (key) =>
    browser.write(
      `${own}fhir`,
      { resourceType: 'Bundle', type: 'transaction', entry: [entry(slots.at(-1)), entry(slots.at(-2))] },
      { 'x-person': 'onni-esimerkki', 'idempotency-key': key },
    );
  // As long as it holds it is judged by the rules of booking; each write asks again.
  const before = service.calls.length;
  assert.equal(codeOf(await both('key-of-both-1')), 'already-booked');
  assert.ok(service.calls.slice(before).some((call) => call.includes('/authorization/')));
  const onni = service.persons[HELENA].find(({ personId }) => personId === ONNI);
  const { issues } = onni;
  onni.issues = [];
  const refused = await both('key-of-both-2');
  onni.issues = issues;
  assert.equal(refused.status, 403);
  assert.equal(codeOf(refused), 'not-permitted');
  assert.ok(!refused.text.includes('onni'), 'it does not tell whom');
  assert.equal((await both('key-of-both-3')).status, 403, 'it does not come back by itself');
  const again = await helena();
  await actFor(again, ONNI);
  const list = JSON.parse((await bookings(again)).text);
  assert.ok(!JSON.stringify(list).includes('kausirokotus'), 'nothing was booked');
});

await claims.that("the service's session that has ended, silence and a clock that is off mean no", async () => {
  for (const trouble of [() => service.forget(), () => (service.silent = true), () => (service.clockOff = 301_000)]) {
    const browser = await helena();
    await actFor(browser, TAUNO);
    const { slot } = await hold(browser, 'tauno-kokeilu');
    trouble();
    const reply = await book(browser, slot, 'tauno-kokeilu');
    service.silent = false;
    service.clockOff = 0;
    assert.equal(reply.status, 403, String(trouble));
    assert.equal(codeOf(reply), 'not-permitted');
  }
});

await claims.that('a clock that is off by less than five minutes does no harm', async () => {
  for (const off of [-295_000, 295_000]) {
    service.clockOff = off;
    assert.equal(await actFor(await helena(), TAUNO), '/booking');
  }
  service.clockOff = 301_000;
  assert.equal((await leave(await helena())).status, 503);
  service.clockOff = 0;
});

await claims.that('a token that the service ended early is no authority', async () => {
  const browser = await helena();
  await actFor(browser, TAUNO);
  for (const token of service.tokens.values()) token.until = 0;
  // Ours still believes it: the refusal is a no.
  const { status } = await hold(browser, 'tauno-kokeilu');
  assert.equal(status, 403);
});

await claims.that('a state that is forged, planted or used, and a code that is used, open nothing', async () => {
  const browser = await helena();
  const address = await choose(browser, TAUNO);
  assert.equal(await arrive(browser.copy(), address.replace(/state=\w+/, `state=${'0'.repeat(40)}`)),
    '/notice/not-authorised');
  const other = await helena();
  await choose(other, TAUNO);
  assert.equal(await arrive(other, address), '/notice/not-authorised', 'another browser');
  assert.equal((await session(other)).actingFor.id, 'helena-kokeilu');
  const again = await helena();
  const good = await choose(again, TAUNO);
  assert.equal(await arrive(again, good), '/booking');
  assert.equal(await arrive(again, good), '/notice/not-authorised', 'replayed');
  const code = new URL(good).searchParams.get('code');
  const fresh = await helena();
  const stolen = (await choose(fresh, OTHER)).replace(/code=[^&]+/, `code=${code}`);
  assert.equal(await arrive(fresh, stolen), '/notice/not-authorised', 'a code of another log-in');
});

await claims.that('who identifies anew meanwhile has lost the way back', async () => {
  const browser = await helena();
  const address = await choose(browser, TAUNO);
  await browser.write(`${own}session`, { testPerson: 'aino-esimerkki' });
  assert.equal(await arrive(browser, address), '/notice/not-authorised');
  assert.equal((await session(browser)).actingFor.id, 'aino-esimerkki');
});

await claims.that('who changes their mind is back where they were', async () => {
  const browser = await helena();
  assert.equal(await actFor(browser, null), '/booking');
  assert.equal((await session(browser)).actingFor.id, 'helena-kokeilu');
});

await claims.that('a restart forgets whom one may act for', async () => {
  const browser = await helena();
  await actFor(browser, TAUNO);
  await backend.restart();
  assert.equal((await session(browser)).actingFor, null);
  assert.equal(JSON.parse((await bookings(browser)).text).total, 0);
});

await claims.that('without identification there is nobody to act', async () => {
  assert.equal((await leave(new PlainBrowser())).status, 401);
});

await claims.that('the service refused nothing that was right, and no code, key or session reached the browser', async () => {
  const browser = await helena();
  await actFor(browser, TAUNO);
  const ids = [...service.sessions.keys(), ...service.tokens.keys()];
  const fromUs = browser.seen;
  for (const secret of [HELENA, TAUNO, 'key-of-tests', 'secret-of-tests', ...ids]) {
    assert.ok(!fromUs.includes(secret), 'a secret is in what the browser saw');
    assert.ok(!backend.log.includes(secret), 'a secret is in the log');
  }
  assert.ok(!service.refusals.includes('wrong checksum'), service.refusals.join());
});

await backend.end();
service.stop();
rmSync(folder, { recursive: true, force: true });
claims.end();
