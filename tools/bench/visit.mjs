// What one booking asks of the network: a resident opens the page for the first time, identifies, looks for a time and
// books it, in Chromium through a counting proxy before the reference backend; then opens the page again. One line of
// JSON: by step and by who can answer (static: any file server; backend), the requests and the bytes of the answers'
// bodies as they go over the wire, and the requests to the backend in order.
//
//   node tools/bench/visit.mjs     after tools/build native wasm web
import { createServer, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { Backend } from '../../tests/e2e/backend.mjs';
import { openBrowser } from '../../tests/e2e/browser.mjs';
import { Booker } from '../../tests/e2e/booking_steps.mjs';
import { Resident } from '../../tests/e2e/driver.mjs';

const NOW = new Date('2026-11-24T07:00:00Z');
// Longer than anything that a page asks for by itself once it has come to rest.
const REST_MS = 2000;

// The paths that a delivery network cannot answer (CONTRACT.md).
const isBackends = (path) => /^\/(session|fhir)(\/|$)/.test(path);

class CountingProxy {
  constructor(target) {
    this.target = new URL(target);
    this.asked = [];
    this.server = createServer((from, to) => this.pass(from, to));
  }

  async start() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.server.address().port}/`;
  }

  pass(from, to) {
    const path = new URL(from.url, this.target).pathname;
    const one = { name: `${from.method} ${path}`, backend: isBackends(path), bytes: 0 };
    this.asked.push(one);
    const { hostname, port } = this.target;
    const sent = request({ hostname, port, method: from.method, path: from.url, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode, answer.rawHeaders);
      answer.on('data', (part) => (one.bytes += part.length));
      answer.pipe(to);
    });
    sent.on('error', () => to.destroy());
    from.pipe(sent);
  }

  // What was asked since the last call.
  take() {
    return this.asked.splice(0);
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function sum(asked) {
  const of = (all) => ({ requests: all.length, bytes: all.reduce((total, one) => total + one.bytes, 0) });
  const backend = asked.filter((one) => one.backend);
  return {
    static: of(asked.filter((one) => !one.backend)),
    backend: { ...of(backend), asked: backend.map((one) => `${one.name} ${one.bytes}`) },
  };
}

const backend = new Backend({ now: NOW.toISOString() });
const browser = await openBrowser();
let proxy;
try {
  proxy = new CountingProxy(await backend.start());
  const url = await proxy.start();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI' });
  const page = await context.newPage();
  await page.clock.setSystemTime(NOW);
  const resident = new Resident(page, 'build/bench/visit');
  const booker = new Booker({ url }, resident, NOW);
  const steps = {};
  const step = async (name, work) => {
    const result = await work();
    await setTimeout(REST_MS);
    steps[name] = sum(proxy.take());
    return result;
  };

  await step('firstVisit', () => resident.open(url));
  await step('identify', () => booker.identify({ user: 'aino-esimerkki', person: 'aino-esimerkki' }));
  const slots = await step('findTimes', () => booker.findTimes());
  await step('book', async () => {
    await resident.press(slots[3], 'booking.confirm');
    await resident.press('booking.confirm', 'booked');
  });
  await page.close();
  await step('secondVisit', async () => {
    const again = await context.newPage();
    await again.clock.setSystemTime(NOW);
    await new Resident(again, 'build/bench/visit').open(url);
  });
  console.log(JSON.stringify(steps));
} finally {
  await browser.close();
  proxy?.stop();
  await backend.end();
}
