// Ours beside LHC-Forms, CSIRO Smart Forms and Helsenorge refero, all in the same Chromium, with the same Questionnaires
// of 50, 200 and 1000 items: a table on the terminal, everything in build/bench/forms.json.
//
//   node tools/bench/forms/report.mjs [--sizes 50,200,1000] [--visits N] [--answers N] [--only NAME]      (tools/bench/run --forms)
//
// Ours is web/dist as the reference backend gives it to residents, with the form in the place of the one that /feedback
// opens: once as residents get it, a section a page, and once with a group around all sections, which is one page as it
// is with the peers. The peers' pages are as their documentation asks (tools/bench/peers). Rounds go from one to the next,
// so that whatever else the machine does meets all alike.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { buildPeers, site } from '../peers/build.mjs';
import { ours, peers } from './contestants.mjs';
import { countOf, questionnaire } from './questionnaire.mjs';
import { servePeers } from './server.mjs';
import { table } from './table.mjs';

// Before playwright is loaded: what the service worker fetches is to be seen.
process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = '1';
const { openBrowser } = await import('../../../tests/e2e/browser.mjs');
const { Backend } = await import('../../../tests/e2e/backend.mjs');
const { visit } = await import('./measure.mjs');

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1];
};
const sizes = option('sizes', '50,200,1000').split(',').map(Number);
const visits = Number(option('visits', 5));
const answers = Number(option('answers', 30));
const only = option('only', ''); // those whose name holds this
const SECONDS = 60; // of answers, for each contestant and size
const folder = 'build/bench/forms';

// A backend whose content has this form in the place of feedback-service.
async function startBackend(name, form) {
  const assets = `${folder}/${name}/assets`;
  cpSync('assets', assets, { recursive: true });
  writeFileSync(`${assets}/questionnaires/feedback-service.json`, JSON.stringify(form));
  const backend = new Backend({ now: '2026-11-24T07:00:00Z', more: ['--assets', assets] });
  return { address: `${await backend.start()}feedback`, end: () => backend.end() };
}

function summary(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], low: sorted[0], high: sorted.at(-1), samples: sorted.length };
}

// What the visits of one contestant at one size came to; the answers are all of the last visit.
function together(rounds) {
  const last = rounds.at(-1);
  return {
    bytes: last.bytes.page,
    later: last.bytes.later,
    files: last.bytes.files,
    usable: summary(rounds.map(({ usable }) => usable)),
    usableProcessor: summary(rounds.map(({ usableProcessor }) => usableProcessor)),
    settled: summary(last.settled.map(({ frame }) => frame)),
    change: summary(last.settled.map(({ change }) => change)),
    processor: last.processor,
    memory: last.memory,
    problems: last.problems,
  };
}

// One that cannot show the form, or does not come to an end, stands in the table with the reason.
async function round(browser, one, what) {
  if (one.failed !== undefined) return;
  try {
    const seen = await visit(browser, one, one.address, what);
    one.rounds.push(seen);
    const answered = (seen.settled ?? []).map(({ frame }) => `${Math.round(frame)} ms`).join(', ');
    console.error(`${one.name}: first question ${Math.round(seen.usable)} ms${answered && `; answers ${answered}`}`);
  } catch (reason) {
    one.failed = String(reason.message ?? reason).split('\n')[0];
    console.error(`${one.name}: ${one.failed}`);
  }
}

async function measureSize(size, server) {
  const paged = await startBackend(`${size}-paged`, questionnaire(size));
  const whole = await startBackend(`${size}-whole`, questionnaire(size, { whole: true }));
  const all = [
    { name: 'ours, a section a page', package: 'web/dist', address: paged.address, ...ours },
    { name: 'ours, all on one page', package: 'web/dist', address: whole.address, ...ours },
    ...peers().map((peer) => ({ ...peer, address: `${server.url}${peer.page}?form=${size}` })),
  ]
    .filter(({ name }) => name.includes(only))
    .map((one) => ({ ...one, rounds: [] }));
  const browser = await openBrowser();
  try {
    // The last visit of each also answers, and stays long enough for the rest to be fetched.
    for (let i = 1; i <= visits; ++i) {
      const what = i < visits ? { answers: 0, seconds: 0 } : { answers, seconds: SECONDS };
      for (const one of all) await round(browser, one, what);
      console.error(`${size} items: round ${i} of ${visits}`);
    }
  } finally {
    await browser.close();
    await paged.end();
    await whole.end();
  }
  return all.map(({ name, package: version, rounds, failed }) => ({
    name,
    package: version,
    ...(failed === undefined ? together(rounds) : { failed }),
  }));
}

function machine() {
  const firstLine = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0];
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus().length} × ${cpus()[0].model}`,
    commit: firstLine('git', ['rev-parse', '--short', 'HEAD']),
    browser: firstLine(process.env.CHROMIUM ?? '/usr/bin/chromium', ['--version']),
    peers: peers().map((peer) => peer.package).join(', '),
  };
}

await buildPeers();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const server = await servePeers(site, Object.fromEntries(sizes.map((size) => [size, questionnaire(size)])));
const about = machine();
const results = [];
try {
  for (const size of sizes) {
    results.push({ size, ...countOf(questionnaire(size)), contestants: await measureSize(size, server) });
    writeFileSync('build/bench/forms.json', `${JSON.stringify({ machine: about, results }, null, 1)}\n`);
    console.error(`${table(results.slice(-1))}\n`);
  }
} finally {
  server.close();
}
console.log(Object.entries(about).map(([name, value]) => `${name}: ${value}`).join('\n'));
console.log(`\n${table(results)}\n\neverything: build/bench/forms.json`);
