// Splits core.wasm in two: core-first.wasm has what a page needs until its first screen stands, core-rest.wasm all other
// functions, which follow when the screen is there. What is needed is seen by doing it: the module is made to note which
// functions run, and has the first visits below. What all entries ask for before their first screen is written down too, by
// language: core-first.json.
//
//   node wasm/split.mjs WASM_SPLIT build/wasm/bin/core.wasm      WASM_SPLIT is Binaryen's program
//
// Nothing depends on the visits being all that there are: a function of the rest that is missed meanwhile is waited for
// (web/src/bridge/session.ts).
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ENTRIES = ['app', 'chat', 'webview'];
const LANGUAGES = ['fi', 'sv', 'en', 'ar'];
// A chat or line is open, closes soon, opens later today, tomorrow or after the holidays: other words each time.
const MOMENTS = ['2026-11-24T07:00:00Z', '2026-11-24T13:45:00Z', '2026-11-24T03:00:00Z', '2026-11-24T20:00:00Z', '2026-11-22T19:00:00Z', '2026-12-25T10:00:00Z'];
const CAPABILITIES = ['http', 'store', 'load', 'erase', 'timer', 'cancel', 'navigate', 'open', 'announce', 'calendar', 'log', 'help-page', 'tell-tabs', 'pick-file', 'host'];
// What the compiler used; the module itself does not say.
const FEATURES = ['--enable-mutable-globals', '--enable-bulk-memory', '--enable-sign-ext', '--enable-nontrapping-float-to-int'];
const MAX_MESSAGES = 50; // a visit that goes on longer is a fault
const PROFILE_BYTES = 1 << 16;

const root = resolve(import.meta.dirname, '..');
const text = (name) => readFileSync(join(root, name), 'utf8');
const files = (folder) =>
  readdirSync(join(root, folder)).filter((name) => name.endsWith('.json')).sort().map((name) => ({ name: `${folder}/${name}`, content: JSON.parse(text(`${folder}/${name}`)) }));

// What the backend answers to somebody who is not identified (tools/backend/CONTRACT.md).
function answerTo(path) {
  if (path === '/session') {
    return { level: 'anonymous', user: null, actingFor: null, mayActFor: [], identification: 'test-persons', authorisation: 'register', epoch: 0, expiresAt: null, timing: null };
  }
  if (path === '/fhir/HealthcareService') {
    const entry = files('assets/services').map(({ content }) => ({ resource: { ...content, meta: { versionId: '1' } } }));
    return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
  }
  if (path === '/content/directory.json') {
    const packed = [...files('assets/directory'), ...files('assets/rules')];
    const resources = packed.flatMap(({ content }) => content.entry ?? []).map(({ resource }) => resource.resourceType);
    return { channels: resources.filter((type) => type === 'HealthcareService').length, files: packed };
  }
  return JSON.parse(text(path.replace('/content/', '')));
}

function instantiate(module) {
  const imports = {};
  for (const { module: space, name } of WebAssembly.Module.imports(module)) {
    (imports[space] ??= {})[name] = () => {
      if (name === 'proc_exit') throw new Error('exit');
      return 0;
    };
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  exports._initialize();
  return exports;
}

// `lastFirst`: the answers come in the reverse order of the questions.
function visit(module, entry, locale, now, lastFirst) {
  const core = instantiate(module);
  const asked = new Set(); // before the first title
  const waiting = [{ type: 'start', entry, locale, capabilities: CAPABILITIES }];
  let titles = 0;
  for (let n = 0; waiting.length > 0; n++) {
    if (n === MAX_MESSAGES) throw new Error(`${entry}, ${locale}: more than ${MAX_MESSAGES} messages`);
    const message = { v: 1, now, uid: `first-visit-${n}`, event: lastFirst ? waiting.pop() : waiting.shift() };
    const bytes = new TextEncoder().encode(JSON.stringify(message));
    new Uint8Array(core.memory.buffer, core.core_input(bytes.length), bytes.length).set(bytes);
    const length = core.core_step();
    const reply = JSON.parse(new TextDecoder().decode(new Uint8Array(core.memory.buffer, core.core_output(), length)));
    if (reply.error) throw new Error(`${entry}, ${locale}: ${JSON.stringify(reply.error)}`);
    if (reply.view?.title) titles++;
    for (const { id, type, path } of reply.effects) {
      if (type === 'load') waiting.push({ type: 'result', id, ok: { value: null } });
      if (type !== 'http') continue;
      if (titles === 0) asked.add(path);
      const headers = { etag: '"1"', 'content-type': 'application/json' };
      waiting.push({ type: 'result', id, ok: { status: 200, headers, body: JSON.stringify(answerTo(path)) } });
    }
  }
  if (titles === 0) throw new Error(`${entry}, ${locale}: no screen`);
  const at = core.core_input(PROFILE_BYTES);
  const length = core.__write_profile(at, PROFILE_BYTES);
  if (length > PROFILE_BYTES) throw new Error('no room for the profile');
  return { profile: new Uint8Array(core.memory.buffer, at, length), asked: [...asked] };
}

const [program, whole] = process.argv.slice(2);
const split = (...options) => execFileSync(program, [...FEATURES, ...options], { stdio: 'inherit' });
const beside = (part) => whole.replace(/\.wasm$/, `-${part}`);
const work = beside('visits');

rmSync(work, { recursive: true, force: true });
mkdirSync(work);
const noting = join(work, 'noting.wasm');
split('--instrument', whole, '-o', noting);
const module = new WebAssembly.Module(readFileSync(noting));
const requests = {};
const profiles = ENTRIES.flatMap((entry) =>
  LANGUAGES.flatMap((locale) =>
    MOMENTS.map((now, n) => {
      const file = join(work, `${entry}-${locale}-${n}.profile`);
      const { profile, asked } = visit(module, entry, locale, now, n % 2 === 1);
      writeFileSync(file, profile);
      if (n === 0) requests[locale] = asked.filter((path) => requests[locale]?.includes(path) ?? true);
      return file;
    }),
  ),
);
const all = join(work, 'all.profile');
split('--merge-profiles', ...profiles, '-o', all);
split(whole, '--profile', all, '-o1', beside('first.wasm'), '-o2', beside('rest.wasm'), '--export-prefix=%');
writeFileSync(beside('first.json'), `${JSON.stringify(requests, null, 1)}\n`);
