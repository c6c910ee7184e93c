// How many bookings a second the reference backend takes, and how long one of them takes: so many residents at once,
// each booking and cancelling in turn, over HTTP. One line of JSON: {"clients","seconds","bookings","perSecond","p50",
// "p99"}, milliseconds of one booking.
//
//   node tools/bench/bookings.mjs [--seconds 10] [--clients 8] [--postgres CONNECTION]     after tools/build native
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Backend } from '../../tests/e2e/backend.mjs';

const options = Object.fromEntries(
  process.argv.slice(2).flatMap((word, i, all) => (word.startsWith('--') ? [[word.slice(2), all[i + 1]]] : [])),
);
const SECONDS = Number(options.seconds ?? 10);
const SERVICE = 'kausirokotus';
// One coming booking is allowed: each client is another person.
const PEOPLE = ['aino-esimerkki', 'helena-kokeilu', 'mikael-mallstrom', 'petri-esimerkki', 'linda-mallstrom',
  'siiri-sijais', 'tauno-kokeilu', 'salla-suojattu'];
const CLIENTS = Math.min(Number(options.clients ?? PEOPLE.length), PEOPLE.length);

const backend = new Backend({
  now: '2026-11-24T07:00:00+02:00',
  more: options.postgres === undefined ? [] : ['--postgres', options.postgres],
});
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

function send(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const all = { 'x-eteinen': '1', 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(text), ...headers };
    const sent = request(new URL(path, backend.url), { method, agent, headers: all }, (answer) => {
      let said = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (said += part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: said }));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

async function client(number, slots, times, until) {
  const person = PEOPLE[number];
  const session = await send('POST', 'session', { testPerson: person });
  const cookie = session.headers['set-cookie'][0].split(';')[0];
  const who = { cookie, 'x-person': person };
  for (let turn = 0; performance.now() < until; turn++) {
    const slot = slots[(number + turn * CLIENTS) % slots.length];
    const asked = {
      resourceType: 'Appointment',
      status: 'booked',
      slot: [{ reference: `Slot/${slot}` }],
      participant: [{ actor: { reference: `Patient/${person}` } }],
    };
    const start = performance.now();
    const booked = await send('POST', 'fhir/Appointment', asked, { ...who, 'idempotency-key': `bench-${number}-${turn}` });
    const took = performance.now() - start;
    if (booked.status !== 201) throw new Error(`${booked.status} ${booked.body}`);
    times.push(took);
    const { id, meta } = JSON.parse(booked.body);
    const cancelled = await send('PUT', `fhir/Appointment/${id}`, { resourceType: 'Appointment', status: 'cancelled' },
      { ...who, 'if-match': `W/"${meta.versionId}"` });
    if (cancelled.status !== 200) throw new Error(`${cancelled.status} ${cancelled.body}`);
  }
}

try {
  await backend.start();
  const found = await send('GET', `fhir/Slot?service=${SERVICE}&start=ge2026-11-25&start=le2027-02-01&_count=5000`);
  const slots = JSON.parse(found.body).entry.map((entry) => entry.resource.id);
  const times = [];
  const began = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, (_, i) => client(i, slots, times, began + SECONDS * 1000)));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share) => Number(times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(2));
  console.log(JSON.stringify({ clients: CLIENTS, seconds: Number(seconds.toFixed(1)), bookings: times.length,
    perSecond: Math.round(times.length / seconds), p50: at(0.5), p99: at(0.99) }));
} finally {
  agent.destroy();
  await backend.end();
}
