// Every screen of the app against the real backend, in every language and window: that it is really there, and that it
// stands the examination (accessibility, markup, width, targets, the focus). Pictures and an overview page in
// build/screens/all; tools/screens builds what this needs and makes them all.
//
//   node tests/e2e/screens.mjs [--all] [--only SCREEN] [--windows NAME,NAME…] [--slow MS] [--against FOLDER]
//
// With --against each picture is compared with the one of the same name in that folder, made before a change: more than one
// pixel in a thousand that looks different is a finding, so that nothing changes its looks unseen.
// With --slow each answer of the backend that is no file comes that many milliseconds late; from 2000 on, every wait has
// to say what is waited for.
// Without --all each screen is seen in every window and in every language, and each language in every window, but not
// every screen in every pair of them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { examine } from './examine.mjs';
import { followFocus } from './focus.mjs';
import { Comparer } from './pictures.mjs';
import { LEFT_OUT, STOPS, Visit } from './tour.mjs';

const NOW = '2026-11-24T07:00:00Z';
const FOLDER = 'build/screens/all';
const LOCALES = ['fi', 'sv', 'en', 'fi-simple'];
// The screens that Arabic has texts for.
const IN_ARABIC = new Set(['start', 'emergency', 'chat']);
const LEAST_NODES = 8;
// Of a window enlarged to 400 % the header takes no more than this part of the height.
const MOST_HEADER = 0.25;
// Of its pixels, this part may look different than before.
const MOST_DIFFERENT = 0.001;
const PATIENCE_MS = Number(process.env.ETEINEN_PATIENCE ?? 30_000);
// An engine that can neither hold a time nor move one.
const LESSER = ['--without', 'hold,move'];

// 400 % of a window 1280 wide leaves 320 pixels of the page's own.
const WINDOWS = [
  { name: 'narrow', viewport: { width: 320, height: 640 } },
  { name: 'wide', viewport: { width: 1280, height: 900 } },
  { name: 'zoom', viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 },
  { name: 'dark', viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
  { name: 'forced', viewport: { width: 390, height: 844 }, forcedColors: 'active' },
  // Ten letters a line: some words are longer for which no place to divide them is known.
  { name: 'large-text', viewport: { width: 320, height: 640 }, rootSize: '200%', mayTear: true },
];

const all = process.argv.includes('--all');
const wordAfter = (option) => (process.argv.includes(option) ? process.argv[process.argv.indexOf(option) + 1] : null);
const only = wordAfter('--only');
const names = wordAfter('--windows')?.split(',') ?? WINDOWS.map(({ name }) => name);
const against = wordAfter('--against');
if (against !== null && resolve(against) === resolve(FOLDER)) throw new Error(`${FOLDER} is where the new pictures go`);
const slow = Number(wordAfter('--slow') ?? 0);
const numbers = names.map((name) => WINDOWS.findIndex((window) => window.name === name));
mkdirSync(FOLDER, { recursive: true });

// The windows are visited in lanes, each with backends of its own: what one has booked is not in the other's way.
const LANES = 2;

const browser = await openBrowser();
const comparer = against === null ? null : await Comparer.in(browser);
let compared = 0;
const seen = [];
const addresses = new Set();
let failed = 0;

function fail(where, problem) {
  failed++;
  console.log(`not ok ${where}: ${problem}`);
}

// What shows that the screen is there and in that language.
async function presence(page, locale) {
  return page.evaluate((wanted) => {
    const problems = [];
    const lang = document.documentElement.lang;
    if (lang !== wanted) problems.push(`the page is in ${lang}`);
    const heading = document.querySelector('main h1');
    if (heading === null || heading.textContent.trim() === '') problems.push('no heading');
    if (document.querySelectorAll('main h1').length > 1) problems.push('more than one heading of level 1');
    return { problems, nodes: document.querySelectorAll('[data-key]').length, h1: heading?.textContent ?? '' };
  }, locale);
}

async function lookAt(page, screen, window, locale) {
  const where = `${screen}, ${window.name}, ${locale}`;
  await page.locator(`[data-key="locale.${locale}"]`).evaluate((button) => button.click());
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
  await page.locator(`[data-key="locale.${locale}"][aria-pressed="true"]`).waitFor({ timeout: PATIENCE_MS });
  const { problems, nodes, h1 } = await presence(page, locale);
  if (nodes < LEAST_NODES) problems.push(`only ${nodes} nodes`);
  if (window.name === 'zoom') {
    const part = await page.evaluate(() => document.querySelector('.app-banner').offsetHeight / innerHeight);
    if (part > MOST_HEADER) problems.push(`the header takes ${Math.round(part * 100)} % of the height`);
  }
  problems.push(...(await examine(page, window)));
  const picture = `${screen}-${window.name}-${locale}.png`;
  await page.screenshot({ path: `${FOLDER}/${picture}`, fullPage: true });
  if (comparer !== null && existsSync(join(against, picture))) {
    compared++;
    const share = await comparer.share(join(against, picture), join(FOLDER, picture));
    if (share > MOST_DIFFERENT) problems.push(`looks different: ${(100 * share).toFixed(2)} % of ${join(against, picture)}`);
  }
  problems.push(...(await followFocus(page)));
  for (const problem of problems) fail(where, problem);
  seen.push({ screen, window: window.name, locale, picture, h1, problems });
}

async function tour(window, locales, url, lesser) {
  const { name, rootSize, mayTear: _, ...look } = window;
  const context = await browser.newContext({ ...look, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(NOW));
  if (slow > 0) {
    await context.route(/\/(fhir|session)\b/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, slow));
      await route.continue().catch(() => {}); // asked no longer: the page has gone on
    });
  }
  if (rootSize !== undefined) {
    // Where the document has no element yet, as soon as it has one.
    await page.addInitScript((size) => {
      const enlarge = () => document.documentElement?.style.setProperty('font-size', size);
      enlarge();
      document.addEventListener('readystatechange', enlarge);
    }, rootSize);
  }
  // The screen for codes asks whether anything was booked in this session; where there is none, that is answered 401,
  // as is who is here when the session has ended; an engine that holds nothing answers 404. The browser itself notes
  // that, and what is cut off at "offline".
  const noted = { 'status of 401': 0, 'status of 404': 0, ERR_INTERNET_DISCONNECTED: 0 };
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (answer.status() === 401 && ['/fhir/Appointment', '/session'].includes(pathname)) noted['status of 401']++;
    if (answer.status() === 404 && pathname.endsWith('/$hold')) noted['status of 404']++;
  });
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText.includes('ERR_INTERNET_DISCONNECTED')) noted.ERR_INTERNET_DISCONNECTED++;
  });
  const isNoted = (message) => Object.keys(noted).some((what) => message.includes(what) && noted[what]-- > 0);
  const visit = new Visit(page, `${FOLDER}/tour`, lesser, slow >= 2000);
  try {
    await visit.open(url);
    for (const [index, [screen, go]] of STOPS.entries()) {
      try {
        await go(visit);
        addresses.add(new URL(page.url()).pathname);
        if (only !== null && screen !== only) continue;
        for (const locale of locales(index, screen)) await lookAt(page, screen, window, locale);
      } catch (reason) {
        await page.screenshot({ path: `${FOLDER}/failed-${screen}-${name}.png` });
        fail(`at ${screen}, ${name}`, String(reason.message).split('\n')[0]);
        return;
      }
    }
    if (visit.listens) {
      console.log(`while waiting was said: ${[...visit.waits].join(' ')}`);
      if (visit.waits.size === 0) fail(name, 'nothing was waited for');
    }
    for (const message of visit.messages) if (!isNoted(message)) fail(`console, ${name}`, message);
  } finally {
    await context.close();
  }
}

// An overview that a person can look at: a row for each screen.
function overview() {
  const place = ({ window, locale }) => WINDOWS.findIndex(({ name }) => name === window) * 10 + LOCALES.indexOf(locale);
  const rows = STOPS.map(([screen]) => {
    const ordered = seen.filter((one) => one.screen === screen).sort((a, b) => place(a) - place(b));
    const pictures = ordered.map(({ picture, window, locale, problems }) => {
      const text = `${window}, ${locale}${problems.length > 0 ? `: ${problems.length} problems` : ''}`;
      return `<figure><img src="${picture}" alt="${screen}, ${text}" loading="lazy"><figcaption>${text}</figcaption></figure>`;
    });
    return `<section><h2>${screen}</h2><div>${pictures.join('')}</div></section>`;
  });
  const style = 'body{font:16px sans-serif}div{display:flex;flex-wrap:wrap;gap:16px}img{width:240px;border:1px solid}';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>${style}</style>
<h1>Screens, ${seen.length} pictures</h1>${rows.join('\n')}</html>`;
}

// Which languages a screen is seen in, in the window of this number.
function localesIn(number) {
  return (index, screen) => {
    const some = all ? LOCALES : [LOCALES[(index + number) % LOCALES.length]];
    return IN_ARABIC.has(screen) && (all || number % 2 === 0) ? [...some, 'ar'] : some;
  };
}

async function lane(first) {
  const backend = new Backend({ now: NOW });
  try {
    const url = await backend.start();
    for (let i = first; i < numbers.length; i += LANES) {
      // A new one for each window: the swap is left with the old time still booked.
      const lesser = new Backend({ now: NOW, more: LESSER });
      try {
        await tour(WINDOWS[numbers[i]], localesIn(numbers[i]), url, await lesser.start());
      } finally {
        await lesser.end();
      }
    }
  } finally {
    await backend.end();
  }
}

// Every screen that the core can show has been seen, or is left out with a reason.
function checkEveryAddress() {
  const source = readFileSync('core/app/navigation.cc', 'utf8');
  const screens = [...source.matchAll(/\{Screen::k\w+, "([^"]+)"\}/g)].map(([, path]) => path);
  if (screens.length < 20) fail('addresses', `only ${screens.length} screens in core/app/navigation.cc`);
  // "/form/2" is a page of "/form", "/more/privacy" one of "/more/".
  const isAt = (path, one) => one === path || (!screens.includes(one) && one.replace(/[^/]+$/, '') === path.replace(/\/?$/, '/'));
  const isSeen = (path) => [...addresses].some((one) => (path === '/' ? one === '/' : isAt(path, one)));
  for (const path of screens) {
    if (isSeen(path) === path in LEFT_OUT) fail('addresses', `${path} is ${path in LEFT_OUT ? 'left out, yet seen' : 'never seen'}`);
  }
  for (const path of Object.keys(LEFT_OUT)) {
    if (!screens.includes(path)) fail('addresses', `${path} is left out, and is no screen`);
  }
}

if (numbers.includes(-1)) throw new Error(`the windows are ${WINDOWS.map(({ name }) => name).join(', ')}`);
const began = Date.now();
try {
  await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
} finally {
  await browser.close();
}
writeFileSync(`${FOLDER}/index.html`, overview());
const visited = STOPS.map(([screen], index) => [screen, index]).filter(([screen]) => only === null || screen === only);
const expected = numbers.reduce(
  (sum, number) => visited.reduce((more, [screen, index]) => more + localesIn(number)(index, screen).length, sum),
  0,
);
if (seen.length < expected) fail('all', `${seen.length} of ${expected} screens seen`);
if (only === null) checkEveryAddress();
if (expected === 0) fail('all', `there is no screen ${only}`);
if (against !== null) {
  console.log(`${compared} pictures compared with those in ${against}`);
  if (compared === 0) fail('all', `no picture in ${against} to compare with`);
}
console.log(`${FOLDER}/index.html: ${seen.length} pictures in ${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${seen.length - seen.filter(({ problems }) => problems.length > 0).length} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
