// One visit of a page in the browser: what it loads, when the first question can be answered, how long an answer takes
// until the page has settled, and what memory it needs then.
import { once } from 'node:events';
import { get } from 'node:http';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { installProbe } from './probe.mjs';
import { CHOICE, TOTAL } from './questionnaire.mjs';

const PATIENCE_MS = 180_000;
const CLOSING_MS = 10_000;
const RESTING_MS = 1000;
const LEAST_ANSWERS = 4;
const VIEWPORT = { width: 1280, height: 900 };

// What the content of an address weighs at brotli -11, or as it is where that is less (pictures, fonts). Asked for once
// more from here: the browser does not tell the content of what a worker loads.
const weights = new Map();
async function weightOf(url) {
  const { pathname } = new URL(url);
  if (!weights.has(pathname)) {
    const headers = { 'accept-encoding': 'br' };
    const [answer] = await once(get(url, { agent: false, headers }), 'response');
    const sent = Buffer.concat(await answer.toArray());
    const body = answer.headers['content-encoding'] === 'br' ? brotliDecompressSync(sent) : sent;
    weights.set(pathname, Math.min(body.length, brotliCompressSync(body).length));
  }
  return weights.get(pathname);
}

// Adds up what is transferred. What a service worker fetches for later counts by itself.
function weigh(context) {
  const seen = new Map();
  context.on('response', (response) => {
    const later = response.request().serviceWorker() !== null;
    // An address that is asked for again comes from the browser's memory.
    if (response.ok() && response.url().startsWith('http')) seen.set(`${later} ${response.url()}`, { url: response.url(), later });
  });
  return async () => {
    const files = [];
    for (const { url, later } of seen.values()) files.push({ url, later, bytes: await weightOf(url) });
    const sum = (some) => some.reduce((total, { bytes }) => total + bytes, 0);
    return { page: sum(files.filter(({ later }) => !later)), later: sum(files.filter(({ later }) => later)), files };
  };
}

// The heap of a worker, asked through the page's session; the worker lives in the page's process.
function heapsOfWorkers(session) {
  const heaps = new Map();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') heaps.set(sessionId, 0);
  });
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const { id, result } = JSON.parse(message);
    if (id === 2 && result !== undefined) heaps.set(sessionId, result.usedSize);
  });
  const tell = (sessionId, id, method) =>
    session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
  return async () => {
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    for (const sessionId of heaps.keys()) {
      await tell(sessionId, 1, 'HeapProfiler.collectGarbage');
      await tell(sessionId, 2, 'Runtime.getHeapUsage');
    }
    for (let i = 0; i < 50 && [...heaps.values()].includes(0); ++i) await new Promise((done) => setTimeout(done, 100));
    return [...heaps.values()].reduce((sum, bytes) => sum + bytes, 0);
  };
}

// Bytes after garbage has been collected: script (of the page and its workers), nodes of the page, WebAssembly.
async function memoryOf(page, session) {
  const workers = heapsOfWorkers(session);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0 } = await session.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => window.probe.wasm());
  const script = usedSize + (await workers());
  return { script, nodes: embedderHeapUsedSize, wasm, sum: script + embedderHeapUsedSize + wasm };
}

// Milliseconds of processor time that the page's process has taken so far, with its workers: other work on the machine
// does not show in it.
async function processorTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'ProcessTime').value;
}

async function centreOf(page, text) {
  const { x, y, width, height } = await page.getByText(text, { exact: true }).first().boundingBox();
  return [x + width / 2, y + height / 2];
}

// One press of Yes or No with the mouse, until the total and the three questions show it.
async function answer(page, { total, more }, yes) {
  const [x, y] = await centreOf(page, yes ? CHOICE.yes : CHOICE.no);
  await page.mouse.move(x, y);
  await page.waitForTimeout(50);
  const expected = { total, value: yes ? TOTAL.ofYes : TOTAL.ofNo, more, open: yes };
  await page.evaluate((expected) => void (window.settling = window.probe.await(expected)), expected);
  await page.mouse.down();
  await page.mouse.up();
  return page.evaluate(() => window.settling);
}

// Yes and No by turns: at most so many answers, fewer when they take longer than `seconds` in all. The first two are not
// counted: what has run once is compiled. `processor`: milliseconds of processor time an answer, until the page rests.
async function answerAgain(page, session, contestant, answers, seconds) {
  for (const yes of [true, false]) await answer(page, contestant, yes);
  await page.waitForTimeout(RESTING_MS);
  const settled = [];
  const began = performance.now();
  const before = await processorTime(session);
  while (settled.length < answers && (settled.length < LEAST_ANSWERS || performance.now() - began < seconds * 1000)) {
    settled.push(await answer(page, contestant, settled.length % 2 === 0));
  }
  await page.waitForTimeout(RESTING_MS);
  return { settled, processor: ((await processorTime(session)) - before) / settled.length };
}

export async function visit(browser, contestant, address, { answers, seconds }) {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en' });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const transferred = weigh(context);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.addInitScript(installProbe, contestant.first);
    await page.goto(address, { timeout: PATIENCE_MS, waitUntil: 'commit' });
    await page.waitForFunction(() => window.probe.usable !== undefined, undefined, { polling: 100 });
    const usable = await page.evaluate(() => window.probe.usable);
    const usableProcessor = await processorTime(session);
    if (answers === 0) return { usable, usableProcessor };
    await page.waitForLoadState('networkidle');
    const { settled, processor } = await answerAgain(page, session, contestant, answers, seconds);
    const memory = await memoryOf(page, session);
    return { usable, usableProcessor, settled, processor, memory, bytes: await transferred(), problems };
  } finally {
    // A page that is still at work does not let itself be closed.
    await Promise.race([context.close().catch(() => {}), new Promise((done) => setTimeout(done, CLOSING_MS))]);
  }
}
