// Looks at every screen of the gallery in several windows: no accessibility violation, nothing wider than the window,
// no small target, no message on the console. Saves pictures to build/screens.
//
//   node tests/e2e/gallery.mjs [--only NAME]
import { mkdirSync, readdirSync } from 'node:fs';
import { build } from 'vite';
import { openBrowser } from './browser.mjs';
import { examine } from './examine.mjs';
import { serve } from './static_server.mjs';

const WINDOWS = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'narrow', width: 320, height: 640 },
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'dark', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'forced', width: 390, height: 844, forcedColors: 'active' },
];

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const views = readdirSync('tests/web/fixtures/views').map((file) => file.replace('.json', ''));
const folder = 'build/screens/gallery';
mkdirSync(folder, { recursive: true });

await build({ configFile: 'web/vite.config.ts', mode: 'gallery', logLevel: 'warn' });
const site = await serve('build/gallery');
const browser = await openBrowser();
let passed = 0;
let failed = 0;

for (const window of WINDOWS) {
  const { name, width, height, ...media } = window;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...media });
  const page = await context.newPage();
  const messages = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  for (const view of [...views, 'emergency.html']) {
    if (only !== null && view !== only) continue;
    messages.length = 0;
    await page.goto(view.endsWith('.html') ? site.url + view : `${site.url}gallery.html?view=${view}`);
    await page.waitForSelector('main h1, main h2');
    await page.screenshot({ path: `${folder}/${view.replace('.html', '-page')}-${name}.png`, fullPage: true });
    // A word of one view is longer than any line, to see that it widens nothing.
    const problems = [...(await examine(page, { mayTear: true })), ...messages];
    if (problems.length === 0) passed++;
    else failed++;
    for (const problem of problems) console.log(`${view}, ${name}: ${problem}`);
  }
  await context.close();
}

await browser.close();
site.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
