// Makes the pages of the peers in build/bench/peers: installs the packages of this folder's lock file, unpacks LHC-Forms,
// which comes as built files, bundles the two others with the project's own Vite, as any site would, and puts a
// brotli -11 twin beside each file. Does only what is not there yet.
//
//   node tools/bench/peers/build.mjs
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const here = import.meta.dirname;
const root = resolve(here, '../../..');
export const site = join(root, 'build/bench/peers');

// Its dependencies are in the built files; npm cannot even put them side by side (Angular's packages name each other by
// exact versions), so that it is unpacked only.
export const LFORMS = {
  version: '40.1.3',
  sum: '288cff4360e8a90a44e994a01422d2cf970170000ce915b5739ccc383097edd9',
};

const npm = (folder, ...args) => execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
const digest = (...contents) => contents.reduce((hash, one) => hash.update(one), createHash('sha256')).digest('hex');

function install() {
  const lock = readFileSync(join(here, 'package-lock.json'));
  const stamp = join(here, 'node_modules/.lock-checksum');
  const sum = digest(lock);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sum) return;
  console.error('installing the peers of tools/bench/peers/package-lock.json');
  npm(here, 'ci', '--silent', '--ignore-scripts');
  writeFileSync(stamp, sum);
}

function unpackLforms() {
  const work = join(root, 'build/bench/lforms');
  if (existsSync(join(work, LFORMS.version))) return work;
  console.error(`fetching lforms ${LFORMS.version}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  npm(work, 'pack', '--silent', `lforms@${LFORMS.version}`);
  const file = join(work, `lforms-${LFORMS.version}.tgz`);
  if (digest(readFileSync(file)) !== LFORMS.sum) throw new Error(`lforms ${LFORMS.version} is not the one that is known`);
  execFileSync('tar', ['xzf', file, '-C', work, 'package/dist/lforms']);
  writeFileSync(join(work, LFORMS.version), '');
  return work;
}

async function bundle() {
  const { build } = await import('vite');
  const pages = join(here, 'pages');
  await build({
    configFile: false,
    root: pages,
    publicDir: false,
    logLevel: 'error',
    // refero asks for this name with a slash at its end, which the package does not export.
    resolve: { alias: [{ find: /^(@helsenorge\/datepicker\/components\/DatePicker)\/$/, replacement: '$1' }] },
    build: {
      outDir: site,
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 10_000,
      modulePreload: { polyfill: false },
      rollupOptions: { input: ['smart-forms', 'refero'].map((name) => join(pages, `${name}.html`)) },
    },
  });
}

function compress(folder) {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !/\.(html|js|mjs|css|svg|json)$/.test(file.name)) continue;
    const path = join(file.parentPath, file.name);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
}

export async function buildPeers() {
  install();
  const pages = readdirSync(join(here, 'pages')).toSorted().map((name) => readFileSync(join(here, 'pages', name)));
  const wanted = digest(readFileSync(join(here, 'package-lock.json')), readFileSync(import.meta.filename), ...pages);
  const stamp = join(site, '.made-of');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const lforms = unpackLforms();
  console.error('building the pages of the peers');
  await bundle();
  for (const name of ['lforms.html', 'lforms.js']) cpSync(join(here, 'pages', name), join(site, name));
  const needed = (path) => !path.endsWith('.map') && !/lhc-forms\.js|fhir\/(R4B|R5|STU3)|lformsFHIRAll/.test(path);
  cpSync(join(lforms, 'package/dist/lforms'), join(site, 'lforms'), { recursive: true, filter: needed });
  compress(site);
  writeFileSync(stamp, wanted);
}

if (import.meta.filename === process.argv[1]) await buildPeers();
