import assert from 'node:assert/strict';
import { test } from 'node:test';
import { URLPattern } from 'urlpattern-polyfill';
import { cacheFor, keptFor, routesFor } from '../../web/src/worker/places';

const base = 'https://county.example/help/';
const shell = new Set(['index.html', 'emergency.html', 'assets/index-ab.js'].map((file) => base + file));
const place = (path: string, mode = 'cors', method = 'GET') => keptFor(method, mode, base + path, base, shell);

test("the application's own addresses are the one page", () => {
  for (const path of ['', 'booking', 'form/3', 'booking/times?x=1']) {
    assert.deepEqual(place(path, 'navigate'), { from: 'page', address: `${base}index.html` }, path);
  }
});

test("the backend's addresses are no page of ours: it sends on from there", () => {
  for (const path of ['session/identified?code=x&state=y', 'session', 'fhir/Patient', 'desk/', 'content/i18n/fi.json']) {
    assert.equal(place(path, 'navigate'), null, path);
  }
  assert.notEqual(place('sessions-of-mine', 'navigate'), null);
});

test('a page of the shell is that page', () => {
  assert.deepEqual(place('emergency.html', 'navigate'), { from: 'page', address: `${base}emergency.html` });
});

test('files of the shell come from the device, content from the network first', () => {
  assert.deepEqual(place('assets/index-ab.js'), { from: 'shell', address: `${base}assets/index-ab.js` });
  assert.deepEqual(place('content/i18n/fi.json'), { from: 'content', address: `${base}content/i18n/fi.json` });
});

test('what the backend says of a person is never touched, nor is anything that is sent', () => {
  for (const path of ['fhir/Appointment', 'fhir/Slot?service=x', 'session', 'test-persons']) {
    assert.equal(place(path), null, path);
  }
  assert.equal(place('content/i18n/fi.json', 'cors', 'POST'), null);
  assert.equal(keptFor('GET', 'cors', 'https://elsewhere.example/help/index.html', base, shell), null);
  assert.equal(place('report.pdf', 'navigate'), null);
});

test("only what its name ties to its content is taken from the browser's own cache to be kept", () => {
  for (const file of ['core-first-a2176fc458.wasm', 'index-C-JSL22R.js', 'help-Be8CsK86.css']) {
    assert.equal(cacheFor(`${base}assets/${file}`), 'default', file);
  }
  for (const file of ['index.html', 'emergency.html', 'favicon.svg', 'built-in/directory.json', 'assets/plain.css']) {
    assert.equal(cacheFor(base + file), 'reload', file);
  }
});

test('where the platform answers without the worker, it answers as the worker would', () => {
  const routes = routesFor(base, 'shell-1').map(({ condition, source }) => ({
    pattern: new URLPattern(condition.urlPattern),
    method: condition.requestMethod,
    source,
  }));
  const routed = (path: string, method = 'GET') =>
    routes.find((route) => (route.method ?? method) === method && route.pattern.test(base + path))?.source;
  assert.deepEqual(routed('assets/index-ab.js'), { cacheName: 'shell-1' });
  for (const path of ['session', 'session/test', 'fhir/Slot?service=x', 'desk/']) {
    for (const method of ['GET', 'POST', 'DELETE']) assert.equal(routed(path, method), 'network', `${method} ${path}`);
    for (const mode of ['cors', 'navigate']) assert.equal(place(path, mode), null, `${mode} ${path}`);
  }
  for (const path of ['', 'booking', 'sessions-of-mine', 'fhirs', 'index.html', 'sw.js', 'content/i18n/fi.json', 'content/assets/a.json', 'x/assets/a.js']) {
    assert.equal(routed(path), undefined, path);
  }
  assert.equal(routed('assets/index-ab.js', 'POST'), undefined);
});

test('the name of a folder is no pattern', () => {
  const [{ condition }] = routesFor('https://county.example/a(b)*:c/', 'shell-1') as [ReturnType<typeof routesFor>[0]];
  const pattern = new URLPattern(condition.urlPattern);
  assert.ok(pattern.test('https://county.example/a(b)*:c/assets/index-ab.js'));
  assert.ok(!pattern.test('https://county.example/ab/assets/index-ab.js'));
});
