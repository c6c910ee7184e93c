// Runs the benchmark under callgrind and compares its instructions with those of counts.json. See tools/bench/count.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { makeData } from './data.mjs';

const kept = 'tools/bench/counts.json';
const data = 'build/bench';
const out = 'build/bench/callgrind';
const most = 1.05;

// One variant of memcpy and its like on every machine.
const tunables = 'glibc.cpu.hwcaps=-AVX512F,-AVX2,-AVX,-ERMS,-FSRM';

function counted() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  makeData(data);
  const { status, stderr } = spawnSync('valgrind', ['--tool=callgrind', '--instr-atstart=no', '--quiet',
    `--callgrind-out-file=${out}/row`, 'build/native/bin/bench', data],
  { encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, GLIBC_TUNABLES: tunables } });
  if (status !== 0) throw new Error(`valgrind ended with ${status}\n${stderr}`);
  const counts = {};
  for (const name of readdirSync(out)) {
    const text = readFileSync(`${out}/${name}`, 'utf8');
    const row = text.match(/^desc: Trigger: Client Request: (.*)$/m)?.[1];
    const total = Number(text.match(/^totals: (\d+)/m)?.[1] ?? 0);
    // The thirty expressions are one run.
    if (row && total > 0) counts[row.replace(/\.\d+$/, '')] = (counts[row.replace(/\.\d+$/, '')] ?? 0) + total;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const now = counted();
if (Object.keys(now).length === 0) {
  console.error('nothing was counted: the program was built without valgrind/callgrind.h');
  process.exit(1);
}
if (process.argv.includes('--keep')) {
  writeFileSync(kept, `${JSON.stringify(now, null, 1)}\n`);
}
const before = JSON.parse(readFileSync(kept, 'utf8'));
const wrong = [];
for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
  const ratio = now[name] / before[name];
  const change = Number.isNaN(ratio) ? 'not in both' : `${ratio < 1 ? '' : '+'}${((ratio - 1) * 100).toFixed(1)} %`;
  console.log(`${name.padEnd(36)}${String(now[name] ?? '–').padStart(14)}  ${change}`);
  if (!(ratio <= most)) wrong.push(`${name}: ${change}`);
}
if (wrong.length > 0) {
  console.error(`\nmore instructions than ${kept} allows, or a run without its count:\n${wrong.join('\n')}`);
  console.error('Mend it, or keep the new count with "tools/bench/count --keep" in a commit that says why.');
  process.exit(1);
}
