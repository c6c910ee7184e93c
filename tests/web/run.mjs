// Runs the unit tests of the web shell (tests/web/*_test.ts, *_test.tsx) with node's own test runner. Vite turns
// TypeScript into JavaScript the way the site's build does; happy-dom stands in for the browser's page.
//
//   node tests/web/run.mjs [NAME…]     only tests whose file name holds one of the names
import { readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { createServer } from 'vite';
import { usePage, Window } from './page.mjs';

const names = process.argv.slice(2);
const files = readdirSync('tests/web')
  .filter((file) => /_test\.tsx?$/.test(file))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)));

usePage(new Window({ url: 'http://127.0.0.1/' }));
const vite = await createServer({
  configFile: 'web/vite.config.ts',
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
for (const file of files) await vite.ssrLoadModule(`${process.cwd()}/tests/web/${file}`);
if (files.length === 0) test('there are tests', () => Promise.reject(new Error(`no test file for ${names}`)));
after(() => vite.close());
