// The table of tools/coverage by folder of core/, the comparison with the shares that are kept, and the list of the
// lines and branches that no test goes through.
//
//   node tools/coverage.mjs BUILD KEPT [--keep]     BUILD: a build with counters, after its tests
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { countsOf } from './coverage_counts.mjs';

const [build, kept, ...words] = process.argv.slice(2);

// What a compiler branches for on a line without code (the end of a block, where values are destroyed) is none of ours.
const hasCode = (source) => /\w/.test(source.replace(/\/\/.*/, ''));

// What was gone through and how much there is, and in words what was not.
function sumUp(name, lines) {
  const source = readFileSync(name, 'utf8').split('\n');
  const sums = { lines: [0, 0], branches: [0, 0], missed: [] };
  for (const [number, { count, branches }] of [...lines].sort(([a], [b]) => a - b)) {
    const text = source[number - 1] ?? '';
    const counted = hasCode(text) ? branches : [];
    const taken = counted.filter((n) => n > 0).length;
    sums.lines[1] += 1;
    sums.lines[0] += count > 0 ? 1 : 0;
    sums.branches[1] += counted.length;
    sums.branches[0] += taken;
    const what = count === 0 ? 'line' : taken < counted.length ? `${counted.length - taken}/${counted.length}` : undefined;
    if (what) sums.missed.push(`${name}:${number}: ${what.padEnd(5)} ${text}`);
  }
  return sums;
}

function add(sum, more) {
  for (const kind of ['lines', 'branches']) more[kind].forEach((n, i) => (sum[kind][i] += n));
}

// In per cent, rounded down: 100 is everything.
const share = ([covered, all]) => (all === 0 ? 100 : Math.floor((covered / all) * 1000) / 10);
// What is kept is a whole number under 100, so that three lines more or less do not matter.
const keptShare = (counts) => Math.min(99, Math.floor(share(counts)));
const cell = (counts) => `${share(counts).toFixed(1)} % of ${counts[1]}`.padStart(18);

const folders = {};
const all = { lines: [0, 0], branches: [0, 0] };
const missed = [];
for (const [name, lines] of [...countsOf(build)].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const sums = sumUp(name, lines);
  add((folders[name.split('/').slice(0, 2).join('/')] ??= { lines: [0, 0], branches: [0, 0] }), sums);
  add(all, sums);
  missed.push(...sums.missed);
}
const names = Object.keys(folders).sort();
if (names.length === 0) throw new Error(`${build} has no file of core/`);

console.log(`${'folder'.padEnd(16)}${'lines'.padStart(18)}${'branches'.padStart(18)}`);
for (const [name, sums] of [...names.map((name) => [name, folders[name]]), ['core', all]]) {
  console.log(`${name.padEnd(16)}${cell(sums.lines)}${cell(sums.branches)}`);
}
mkdirSync(`${build}/report`, { recursive: true });
writeFileSync(`${build}/report/missed.txt`, `${missed.join('\n')}\n`);

if (words.includes('--keep')) {
  const shares = names.map((name) => [name, { lines: keptShare(folders[name].lines), branches: keptShare(folders[name].branches) }]);
  writeFileSync(kept, `${JSON.stringify(Object.fromEntries(shares), null, 1)}\n`);
}
const before = JSON.parse(readFileSync(kept, 'utf8'));
const wrong = [];
for (const [name, { lines }] of Object.entries(before)) {
  const now = folders[name] && share(folders[name].lines);
  if (!(now >= lines)) wrong.push(`${name}: ${now ?? 'none'}, kept ${lines}`);
}
for (const name of names.filter((name) => before[name] === undefined)) console.log(`${name} has no share that is kept yet`);
if (wrong.length > 0) {
  console.error(`\nfewer lines covered than ${kept} asks for, in per cent:\n${wrong.join('\n')}`);
  console.error('Test what is new or remove it, or keep the new shares with "tools/coverage --keep" in a commit that says why.');
  process.exit(1);
}
