// The table of tools/coverage by folder of core/, and the comparison with the shares that are kept.
//
//   node tools/coverage.mjs SUMMARY KEPT [--keep]     SUMMARY as gcovr --json-summary writes it
import { readFileSync, writeFileSync } from 'node:fs';

const [summary, kept, ...words] = process.argv.slice(2);

function byFolder(files) {
  const folders = {};
  for (const file of files) {
    const folder = file.filename.split('/').slice(0, 2).join('/');
    const sum = (folders[folder] ??= { lines: [0, 0], branches: [0, 0] });
    sum.lines[0] += file.line_covered;
    sum.lines[1] += file.line_total;
    sum.branches[0] += file.branch_covered;
    sum.branches[1] += file.branch_total;
  }
  return folders;
}

// In per cent, rounded down: 100 is everything.
const share = ([covered, all]) => (all === 0 ? 100 : Math.floor((covered / all) * 1000) / 10);
// What is kept is a whole number, so that three lines more or less do not matter.
const keptShare = (counts) => Math.floor(share(counts));
const cell = (counts) => `${share(counts).toFixed(1)} % of ${counts[1]}`.padStart(18);

const folders = byFolder(JSON.parse(readFileSync(summary, 'utf8')).files);
const names = Object.keys(folders).sort();
if (names.length === 0) throw new Error(`${summary} has no file of core/`);
const all = { lines: [0, 0], branches: [0, 0] };
for (const sums of Object.values(folders)) {
  for (const kind of ['lines', 'branches']) sums[kind].forEach((n, i) => (all[kind][i] += n));
}
console.log(`${'folder'.padEnd(16)}${'lines'.padStart(18)}${'branches'.padStart(18)}`);
for (const [name, sums] of [...names.map((name) => [name, folders[name]]), ['core', all]]) {
  console.log(`${name.padEnd(16)}${cell(sums.lines)}${cell(sums.branches)}`);
}

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
