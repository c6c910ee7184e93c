// What the backend says around each answer, and what a first visit asks of the network: the content security policy as
// csp_evaluator judges it, no cookie before anyone has identified, no request to anybody else, how long what is kept,
// and how many bytes the first question costs.
//
//   node tests/e2e/headers.mjs      (after tools/build)
import assert from 'node:assert/strict';
import evaluator from 'csp_evaluator/dist/evaluator.js';
import finding from 'csp_evaluator/dist/finding.js';
import parser from 'csp_evaluator/dist/parser.js';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Walk } from './driver.mjs';

// ARCHITECTURE's budget in bytes over the wire, and what the parts of it may weigh.
const BUDGET = { wasm: 120_000, script: 25_000, style: 10_000, rest: 15_000 };

const backend = new Backend({ now: '2026-11-24T07:00:00Z' });
const browser = await openBrowser();
const walk = new Walk();

try {
  const url = await backend.start();

  await walk.step('csp_evaluator finds nothing high or medium', async () => {
    const policy = (await fetch(url)).headers.get('content-security-policy');
    const { csp } = new parser.CspParser(policy);
    const findings = new evaluator.CspEvaluator(csp).evaluate();
    const grave = findings.filter(({ severity }) => severity <= finding.Severity.MEDIUM);
    assert.deepEqual(grave.map(({ description }) => description), []);
    // The judge is awake: a careless policy does not pass.
    const careless = new evaluator.CspEvaluator(new parser.CspParser("script-src 'unsafe-inline' *").csp).evaluate();
    assert.ok(careless.some(({ severity }) => severity === finding.Severity.HIGH));
  });

  await walk.step('each kind of answer is kept as long as it may be', async () => {
    const html = await (await fetch(url)).text();
    const script = /src="\/(assets\/[^"]+\.js)"/.exec(html)[1];
    const kept = async (path) => (await fetch(url + path)).headers.get('cache-control');
    assert.match(await kept(script), /immutable/);
    for (const path of ['', 'sw.js', 'content/directory.json']) assert.equal(await kept(path), 'no-cache', path);
    for (const path of ['session', 'fhir/HealthcareService']) assert.match(await kept(path), /no-store/, path);
  });

  await walk.step('content is squeezed, what may belong to a person is not', async () => {
    const ask = (path, coding) => fetch(url + path, { headers: { 'accept-encoding': coding } });
    for (const path of ['content/directory.json', 'content/assets/questionnaires/findrisc.json', 'fhir/HealthcareService']) {
      const squeezed = await ask(path, 'gzip, br');
      assert.equal(squeezed.headers.get('content-encoding'), 'br', path);
      const plain = await ask(path, 'br;q=0');
      assert.equal(plain.headers.get('content-encoding'), null, path);
      assert.equal(await squeezed.text(), await plain.text(), path);
    }
    assert.equal((await ask('session/test-persons?locale=fi', 'br')).headers.get('content-encoding'), null);
  });

  const transfer = { wasm: 0, script: 0, style: 0, rest: 0 };
  await walk.step('a first visit to the first question sets no cookie and asks nobody else', async () => {
    const context = await browser.newContext({ locale: 'fi-FI', serviceWorkers: 'block' });
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const kinds = new Map();
    const elsewhere = [];
    network.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      kinds.set(requestId, type === 'Script' ? 'script' : type === 'Stylesheet' ? 'style' : request.url);
      if (!request.url.startsWith(url)) elsewhere.push(request.url);
    });
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? '';
      transfer[kind in transfer ? kind : kind.endsWith('.wasm') ? 'wasm' : 'rest'] += encodedDataLength;
    });
    await page.goto(url);
    await page.locator('[data-key="start.symptoms"]').click();
    await page.locator('[data-key="symptoms.symptom-chest"]').check();
    await page.locator('[data-key="form.submit"]').click();
    await page.waitForSelector('[data-key="q.about.age"]');
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  // The figures; which of them are over the budget is said, and the core's has a guard of its own (tests/wasm).
  const total = Object.values(transfer).reduce((sum, bytes) => sum + bytes, 0);
  const over = Object.keys(BUDGET).filter((part) => transfer[part] > BUDGET[part]);
  console.log(`transferred to the first question: ${JSON.stringify(transfer)}, together ${total} bytes`);
  console.log(over.length === 0 ? 'within the budget' : `over the budget: ${over.join(', ')}`);
  await walk.step('script and styles stay within their budget', async () => {
    for (const part of ['script', 'style']) {
      assert.ok(transfer[part] > 0, `${part}: nothing measured`);
      assert.ok(transfer[part] <= BUDGET[part], `${part}: ${transfer[part]} bytes`);
    }
  });
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
