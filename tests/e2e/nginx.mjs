// The example of a deployment: Debian's nginx gives out pages and content as files and asks the reference backend for the
// rest. Its answers carry what the backend's own carry, and a resident comes to the bookable times through it.
//
//   node tests/e2e/nginx.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Walk } from './driver.mjs';
import { Nginx } from './nginx_server.mjs';

const WAIT = { timeout: Number(process.env.ETEINEN_PATIENCE ?? 30_000) };
const SAME = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'cache-control',
];

const backend = new Backend({ now: '2026-11-24T07:00:00Z', more: ['--behind-proxy', '--secure-cookie'] });
const nginx = new Nginx();
const browser = await openBrowser();
const walk = new Walk();

try {
  const direct = await backend.start();
  const url = await nginx.start(direct);
  const ca = readFileSync(nginx.certificate);

  // {status, headers, body} as sent, nothing unpacked.
  const get = (path, { coding = 'identity', method = 'GET', headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      // The path as it is: an address would be made plain first.
      const asked = request(url, { path: `/${path}`, ca, method, headers: { 'accept-encoding': coding, ...headers } }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      });
      asked.on('error', reject).end();
    });
  const html = readFileSync('web/dist/index.html', 'utf8');
  const script = /src="\/(assets\/[^"]+\.js)"/.exec(html)[1];
  const { files } = JSON.parse(readFileSync(join(nginx.site, 'content/files.json'), 'utf8'));
  const core = `assets/${readdirSync('web/dist/assets').find((name) => /^core-first-[0-9a-f]+\.wasm$/.test(name))}`;

  await walk.step('the same headers as the backend sends itself', async () => {
    for (const path of ['', 'booking', 'index.html', 'chat.html', 'sw.js', script, core, 'content/files.json', 'session', 'fhir/metadata']) {
      const [here, there] = [await get(path), await fetch(direct + path)];
      assert.equal(here.status, there.status, path);
      for (const name of SAME) assert.equal(here.headers[name], there.headers.get(name), `${path}: ${name}`);
      assert.equal(here.headers['strict-transport-security'], 'max-age=31536000', path);
    }
  });

  await walk.step('files come squeezed to whoever accepts it, and are the same files', async () => {
    for (const path of [script, core, 'index.html', 'content/directory.json', 'content/i18n/sv.json', files[0]]) {
      const squeezed = await get(path, { coding: 'gzip, br' });
      assert.equal(squeezed.headers['content-encoding'], 'br', path);
      assert.equal(squeezed.headers.vary, 'Accept-Encoding', path);
      const plain = await get(path);
      assert.equal(plain.headers['content-encoding'], undefined, path);
      assert.ok(squeezed.body.length < plain.body.length, path);
      assert.ok(brotliDecompressSync(squeezed.body).equals(plain.body), path);
    }
    const wasm = await get(core, { coding: 'br' });
    assert.equal(wasm.headers['content-type'], 'application/wasm');
    assert.ok(wasm.body.equals(readFileSync(`web/dist/${core}.br`)), 'squeezed when built, not when asked for');
  });

  await walk.step('content is what the backend gives, to the byte', async () => {
    for (const path of ['content/assets/permissions/permissions.json', ...files]) {
      const there = Buffer.from(await (await fetch(direct + path)).arrayBuffer());
      assert.ok((await get(path)).body.equals(there), path);
    }
  });

  await walk.step('an unchanged file is not sent again', async () => {
    const { etag } = (await get('index.html')).headers;
    const again = await get('index.html', { headers: { 'if-none-match': etag } });
    assert.deepEqual([again.status, again.body.length, again.headers['cache-control']], [304, 0, 'no-cache']);
  });

  await walk.step('nothing else is given out, and nothing is kept that is not there', async () => {
    writeFileSync(join(nginx.site, 'assets/.hidden.js'), 'not to be seen');
    for (const path of ['assets/.hidden.js', 'content/assets/test-persons/persons.json', 'missing.js']) {
      assert.equal((await get(path)).status, 404, path);
    }
    for (const path of ['../nginx.conf', '..%2fnginx.conf', 'assets/%2e%2e/%2e%2e/key.pem']) assert.equal((await get(path)).status, 400, path);
    const missing = await get('assets/index-0123456789.js');
    assert.deepEqual([missing.status, missing.headers['cache-control']], [404, undefined]);
    for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await get('index.html', { method })).status, 405, method);
  });

  await walk.step('what belongs to a person is neither squeezed nor kept', async () => {
    const session = await get('session', { coding: 'gzip, br' });
    assert.deepEqual([session.headers['content-encoding'], session.headers['cache-control']], [undefined, 'no-store']);
  });

  await walk.step('a resident identifies and sees the times', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'fi-FI', serviceWorkers: 'block' });
    const page = await context.newPage();
    const refused = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await page.goto(url);
    for (const key of ['person', 'test-persons.aino-esimerkki', 'persons.aino-esimerkki', 'start.booking']) {
      await page.locator(`[data-key="${key}"]`).click(WAIT);
    }
    await page.locator('[data-key="services.group.vaccination"]').waitFor(WAIT);
    const [cookie] = await context.cookies();
    assert.deepEqual([cookie.name, cookie.secure, cookie.httpOnly], ['__Host-eteinen-session', true, true]);
    assert.deepEqual(refused, []);
    await context.close();
  });
} finally {
  await browser.close();
  await nginx.end();
  await backend.end();
}
walk.end();
