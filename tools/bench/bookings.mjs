// How many bookings a second the reference backend takes, how long one of them takes, and how much processor time: so
// many residents at once, each booking and cancelling in turn, over HTTP. One line of JSON: {"clients", "processes",
// "database", "requests" (of one booking and its cancelling), "seconds", "bookings", "perSecond", "p50", "p99"
// (milliseconds of the request that books), "searchP50", "searchP99" (of the request for the free times),
// "backendMs", "databaseMs" (processor time of one booking and its cancelling)}.
//
//   node tools/bench/bookings.mjs [--seconds 10] [--clients 8] [--processes 1] [--postgres own|CONNECTION] [--whole]
//
// after tools/build native. --postgres own starts a server of its own. --whole asks before each booking all that a page
// asks whose resident identifies and looks for a time (tools/bench/visit.mjs), files left aside.
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Backend } from '../../tests/e2e/backend.mjs';
import { Postgres } from './postgres.mjs';
import { processorSeconds } from './processor_time.mjs';

const options = Object.fromEntries(
  process.argv.slice(2).flatMap((word, i, all) => (word.startsWith('--') ? [[word.slice(2), all[i + 1] ?? '']] : [])),
);
const SECONDS = Number(options.seconds ?? 10);
const WHOLE = options.whole !== undefined;
const SERVICE = 'kausirokotus';
// As many days as the page asks for at once.
const SEARCH = `fhir/Slot?service=${SERVICE}&start=ge2026-11-24&start=le2026-12-21`;
// One coming booking is allowed: each client is another person.
const PEOPLE = ['aino-esimerkki', 'helena-kokeilu', 'mikael-mallstrom', 'petri-esimerkki', 'linda-mallstrom',
  'siiri-sijais', 'tauno-kokeilu', 'salla-suojattu'];
const CLIENTS = Math.min(Number(options.clients ?? PEOPLE.length), PEOPLE.length);
const PROCESSES = Number(options.processes ?? 1);

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

function send(backend, method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const all = { 'x-eteinen': '1', 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(text),
      'accept-encoding': 'gzip, deflate, br', ...headers };
    const sent = request(new URL(path, backend.url), { method, agent, headers: all }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString() }));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

// A resident at one of the backend's processes, where their session stays.
class Client {
  constructor(number, backend, slots) {
    Object.assign(this, { number, backend, slots, person: PEOPLE[number], requests: 0, searches: [], bookings: [] });
  }

  async ask(status, method, path, body, headers) {
    this.requests++;
    const answer = await send(this.backend, method, path, body, { ...this.who, ...headers });
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return answer;
  }

  async timed(times, work) {
    const start = performance.now();
    const answer = await work();
    times.push(performance.now() - start);
    return answer;
  }

  async identify() {
    const answer = await this.ask(200, 'POST', 'session', { testPerson: this.person });
    this.who = { cookie: answer.headers['set-cookie'][0].split(';')[0], 'x-person': this.person };
  }

  // What a page asks before a time has been chosen, in its order, and the hold on the chosen time.
  async lookFor(slot) {
    this.who = {};
    await this.ask(200, 'GET', 'session');
    await this.ask(200, 'GET', 'fhir/HealthcareService');
    await this.ask(200, 'GET', 'session/test-persons');
    await this.identify();
    await this.ask(200, 'POST', 'session/acting-for', { person: this.person });
    await this.ask(200, 'GET', 'fhir/metadata');
    await this.ask(200, 'GET', 'fhir/Appointment');
    await this.ask(200, 'GET', 'fhir/Appointment?status=waitlist');
    await this.timed(this.searches, () => this.ask(200, 'GET', SEARCH));
    await this.ask(201, 'POST', `fhir/Slot/${slot}/$hold`, {});
  }

  async bookAndCancel(turn) {
    const slot = this.slots[(this.number + turn * CLIENTS) % this.slots.length];
    if (WHOLE) await this.lookFor(slot);
    const asked = {
      resourceType: 'Appointment',
      status: 'booked',
      slot: [{ reference: `Slot/${slot}` }],
      participant: [{ actor: { reference: `Patient/${this.person}` } }],
    };
    const key = { 'idempotency-key': `bench-${this.number}-${turn}` };
    const booked = await this.timed(this.bookings, () => this.ask(201, 'POST', 'fhir/Appointment', asked, key));
    const { id, meta } = JSON.parse(booked.body);
    await this.ask(200, 'PUT', `fhir/Appointment/${id}`, { resourceType: 'Appointment', status: 'cancelled' },
      { 'if-match': `W/"${meta.versionId}"` });
  }

  async run(until) {
    for (let turn = 0; performance.now() < until; turn++) await this.bookAndCancel(turn);
  }
}

function at(times, share) {
  if (times.length === 0) return undefined;
  times.sort((a, b) => a - b);
  return Number(times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(2));
}

const own = options.postgres === 'own' ? new Postgres() : undefined;
const backends = [];
try {
  const connection = own === undefined ? options.postgres : await own.start();
  for (let i = 0; i < PROCESSES; i++) {
    const backend = new Backend({ now: '2026-11-24T07:00:00+02:00', data: backends[0]?.data,
      more: connection === undefined ? [] : ['--postgres', connection] });
    backends.push(backend);
    await backend.start();
  }
  const found = await send(backends[0], 'GET', SEARCH, undefined, { 'accept-encoding': 'identity' });
  const slots = JSON.parse(found.body).entry.map((entry) => entry.resource.id);
  slots.length -= slots.length % CLIENTS;  // nobody ever asks for another's time
  const clients = Array.from({ length: CLIENTS }, (_, i) => new Client(i, backends[i % PROCESSES], slots));
  if (!WHOLE) await Promise.all(clients.map((client) => client.identify()));
  for (const client of clients) client.requests = 0;

  const backendSeconds = () => backends.reduce((sum, { child }) => sum + processorSeconds(child.pid), 0);
  const databaseSeconds = () => (own === undefined ? 0 : processorSeconds(own.child.pid));
  const before = { backend: backendSeconds(), database: databaseSeconds(), now: performance.now() };
  await Promise.all(clients.map((client) => client.run(before.now + SECONDS * 1000)));
  const seconds = (performance.now() - before.now) / 1000;
  const bookings = clients.flatMap((client) => client.bookings);
  const searches = clients.flatMap((client) => client.searches);
  const each = (sum) => Number(((sum / bookings.length) * 1000).toFixed(2));
  console.log(JSON.stringify({ clients: CLIENTS, processes: PROCESSES,
    database: connection === undefined ? 'SQLite' : 'PostgreSQL',
    requests: clients.reduce((sum, client) => sum + client.requests, 0) / bookings.length,
    seconds: Number(seconds.toFixed(1)), bookings: bookings.length, perSecond: Number((bookings.length / seconds).toFixed(1)),
    p50: at(bookings, 0.5), p99: at(bookings, 0.99), searchP50: at(searches, 0.5), searchP99: at(searches, 0.99),
    backendMs: each(backendSeconds() - before.backend),
    databaseMs: own === undefined ? undefined : each(databaseSeconds() - before.database) }));
} finally {
  agent.destroy();
  for (const backend of backends.reverse()) await backend.end();
  await own?.end();
}
