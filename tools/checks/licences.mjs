// THIRD_PARTY.md names every direct npm dependency with its version and licence, and every package of tools/setup; every
// licence in package-lock.json is one that may be used here. The same holds for the peers of the benchmark, which have a
// page, a manifest and a lock file of their own.
import fs from 'node:fs';
import { join } from 'node:path';

// What may come along with a tool. Those without a word of their own in the lock file are looked at by hand.
const usable = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT',
  'MPL-2.0', '(MPL-2.0 OR Apache-2.0)', 'PSF-2.0', 'Python-2.0', 'Unlicense', 'WTFPL OR ISC', '(MIT OR CC0-1.0)']);
const lookedAt = new Map([
  ['fhirpath', 'NLM licence: free use with attribution'],
  ['@lhncbc/ucum-lhc', 'NLM licence, comes with fhirpath'],
  ['parse-cache-control', 'BSD-3-Clause in its LICENSE file; comes with lighthouse, never shipped'],
  ['date-holidays', 'ISC, its data CC-BY-3.0: the peer in a test, never shipped'],
  ['opening_hours', 'LGPL-3.0-only: the peer in a test, never shipped'],
  ['suncalc', 'BSD-2-Clause by its LICENSE file; comes with opening_hours'],
  ['emitter-component', 'names none in this old version (MIT since); comes with fhirpath, never shipped'],
  ['base-64', 'MIT by its LICENSE-MIT.txt; comes with a peer of the benchmark, never shipped'],
  ['@fontsource/inter', 'OFL-1.1, a typeface; comes with a peer of the benchmark, never shipped'],
  ['@fontsource/material-icons', 'OFL-1.1, a typeface; comes with a peer of the benchmark, never shipped'],
  ['@fontsource/roboto', 'OFL-1.1, a typeface; comes with a peer of the benchmark, never shipped'],
]);

const problems = [];
let directs = 0;
let all = 0;

// Checks the page, the manifest and the lock file of a folder.
function check(folder) {
  const read = (name) => fs.readFileSync(join(folder, name), 'utf8');
  const page = read('THIRD_PARTY.md');
  const manifest = JSON.parse(read('package.json'));
  const lock = JSON.parse(read('package-lock.json')).packages;
  const direct = { ...manifest.dependencies, ...manifest.devDependencies };
  const where = folder === '.' ? '' : `${folder}/`;
  const rows = page.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|'))
    .map((cells) => cells.map((cell) => cell.trim()));

  for (const [name, version] of Object.entries(direct)) {
    const row = rows.find((cells) => cells[1] === `${name} (npm)`);
    const licence = lock[`node_modules/${name}`]?.license;
    if (!row) problems.push(`${where}THIRD_PARTY.md does not name ${name} ${version} (${licence})`);
    else if (row[2] !== version) problems.push(`${where}THIRD_PARTY.md: ${name} is ${row[2]}, package.json has ${version}`);
    else if (row[3] !== licence && !/^SEE LICENSE/i.test(licence)) {
      problems.push(`${where}THIRD_PARTY.md: ${name} is under ${row[3]}, its package says ${licence}`);
    }
  }
  for (const [, name] of page.matchAll(/^\| (\S+) \(npm\)/gm)) {
    if (!(name in direct)) problems.push(`${where}THIRD_PARTY.md: ${name} is not in package.json`);
  }
  for (const [place, entry] of Object.entries(lock)) {
    const name = place.split('node_modules/').pop();
    if (entry.resolved) problems.push(`${where}package-lock.json: ${place} says where it came from`);
    if (place === '' || usable.has(entry.license) || lookedAt.has(name)) continue;
    problems.push(`${where}package-lock.json: ${name} is under ${entry.license ?? 'no named licence'}`);
  }
  directs += Object.keys(direct).length;
  all += Object.keys(lock).length - 1;
}

check('.');
check('tools/bench/peers');

const setup = fs.readFileSync('tools/setup', 'utf8').match(/^packages=\(\n([\s\S]*?)^\)/m)[1].replace(/#.*$/gm, '');
const named = new Set(fs.readFileSync('THIRD_PARTY.md', 'utf8').replace(/[|,()]/g, ' ').split(/\s+/));
for (const name of setup.split(/\s+/).filter(Boolean)) {
  if (!named.has(name)) problems.push(`THIRD_PARTY.md does not name Debian's ${name}`);
}
// LHC-Forms is in no lock file: the bench fetches it by version and checksum.
const lforms = fs.readFileSync('tools/bench/peers/build.mjs', 'utf8').match(/version: '([\d.]+)'/)[1];
if (!fs.readFileSync('tools/bench/peers/THIRD_PARTY.md', 'utf8').includes(`| lforms (npm, unpacked only) | ${lforms} |`)) {
  problems.push(`tools/bench/peers/THIRD_PARTY.md does not name lforms ${lforms}`);
}

for (const problem of problems) console.error(problem);
console.log(`${directs} direct npm packages, ${all} in all, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
