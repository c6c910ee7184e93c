// THIRD_PARTY.md names every direct npm dependency with its version and licence, and every package of tools/setup;
// every licence in package-lock.json is one that may be used here.
import fs from 'node:fs';

const problems = [];
const page = fs.readFileSync('THIRD_PARTY.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|'))
  .map((cells) => cells.map((cell) => cell.trim()));

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')).packages;
const direct = { ...manifest.dependencies, ...manifest.devDependencies };

for (const [name, version] of Object.entries(direct)) {
  const row = rows.find((cells) => cells[1] === `${name} (npm)`);
  const licence = lock[`node_modules/${name}`]?.license;
  if (!row) problems.push(`THIRD_PARTY.md does not name ${name} ${version} (${licence})`);
  else if (row[2] !== version) problems.push(`THIRD_PARTY.md: ${name} is ${row[2]}, package.json has ${version}`);
  else if (row[3] !== licence && !/^SEE LICENSE/i.test(licence)) {
    problems.push(`THIRD_PARTY.md: ${name} is under ${row[3]}, its package says ${licence}`);
  }
}
for (const [, name] of page.matchAll(/^\| (\S+) \(npm\)/gm)) {
  if (!(name in direct)) problems.push(`THIRD_PARTY.md: ${name} is not in package.json`);
}

// What may come along with a tool. Those without a word of their own in the lock file are looked at by hand.
const usable = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT',
  'MPL-2.0', 'PSF-2.0', 'Python-2.0', 'Unlicense', 'WTFPL OR ISC', '(MIT OR CC0-1.0)']);
const lookedAt = new Map([
  ['fhirpath', 'NLM licence: free use with attribution'],
  ['@lhncbc/ucum-lhc', 'NLM licence, comes with fhirpath'],
  ['parse-cache-control', 'BSD-3-Clause in its LICENSE file; comes with lighthouse, never shipped'],
  ['date-holidays', 'ISC, its data CC-BY-3.0: the peer in a test, never shipped'],
  ['opening_hours', 'LGPL-3.0-only: the peer in a test, never shipped'],
  ['suncalc', 'BSD-2-Clause by its LICENSE file; comes with opening_hours'],
  ['emitter-component', 'names none in this old version (MIT since); comes with fhirpath, never shipped'],
]);
for (const [where, entry] of Object.entries(lock)) {
  const name = where.split('node_modules/').pop();
  if (where === '' || usable.has(entry.license) || lookedAt.has(name)) continue;
  problems.push(`package-lock.json: ${name} is under ${entry.license ?? 'no named licence'}`);
}
for (const [where, entry] of Object.entries(lock)) {
  if (entry.resolved) problems.push(`package-lock.json: ${where} says where it came from`);
}

const setup = fs.readFileSync('tools/setup', 'utf8').match(/^packages=\(\n([\s\S]*?)^\)/m)[1].replace(/#.*$/gm, '');
const named = new Set(page.replace(/[|,()]/g, ' ').split(/\s+/));
for (const name of setup.split(/\s+/).filter(Boolean)) {
  if (!named.has(name)) problems.push(`THIRD_PARTY.md does not name Debian's ${name}`);
}

for (const problem of problems) console.error(problem);
console.log(`${Object.keys(direct).length} direct npm packages, ${Object.keys(lock).length - 1} in all, ` +
  `${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
