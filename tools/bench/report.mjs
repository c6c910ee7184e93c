// Runs the native and the WebAssembly program and the peer, one after another, and tells what came out: a table on the
// terminal, everything in build/bench/result.json.
//
//   node tools/bench/report.mjs [SUBJECT]…     tools/bench/run builds the programs first
//
// A row that says how it is shown (measure.h) stands in the table by itself; measured() adds what is computed of several.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { makeData } from './data.mjs';
import { peerRows } from './peer.mjs';

const folder = 'build/bench';
const subjects = process.argv.slice(2);

function run(command, args) {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
  const rows = {};
  const results = {};
  for (const line of stdout.trim().split('\n')) {
    const { row, result, items, ...rest } = JSON.parse(line);
    if (row) rows[row] = rest;
    else results[result] = items;
  }
  return { rows, results };
}

const firstLine = (command, args) => execFileSync(command, args, { encoding: 'utf8' }).split('\n')[0];

function machine() {
  const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus().length} × ${cpus()[0].model}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    commit: firstLine('git', ['rev-parse', '--short', 'HEAD']),
    compiler: firstLine('g++', ['--version']),
    emscripten: firstLine('em++', ['--version']),
    node: process.version,
    peer: `npm fhirpath ${version('fhirpath')}`,
  };
}

const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

// The thirty expressions as one number, with the slowest and the fastest of them.
function over(ours, theirs, prefix, theirPrefix = prefix) {
  const names = Object.keys(ours).filter((name) => name.startsWith(prefix));
  const median = (rows, name) => rows[name].median;
  const mean = geometricMean(names.map((name) => median(ours, name)));
  if (!theirs) return { median: mean };
  const ratios = names.map((name) => median(theirs, name.replace(prefix, theirPrefix)) / median(ours, name));
  return { median: mean, times: geometricMean(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
function time(row) {
  if (!row) return '–';
  const scales = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [0, 'ns']];
  const [size, unit] = scales.find(([least]) => row.median >= least);
  const at = (value) => digits(value / (size || 1));
  return row.low === undefined ? `${at(row.median)} ${unit}` : `${at(row.median)} ${unit} (${at(row.low)}–${at(row.high)})`;
}

function amount(row) {
  if (!row || row.unit === 'ns') return time(row);
  if (row.unit === 'bytes') return `${(row.median / 2 ** 20).toFixed(2)} MB`;
  return String(Math.round(row.median));
}

function budget(where, row) {
  if (!row?.budget) return '';
  const kept = row.median <= row.budget ? 'kept' : row.low <= row.budget ? 'kept at its lowest' : 'BROKEN';
  return `${where}budget ${amount({ unit: row.unit, median: row.budget })} ${kept}`;
}

// What the table shows: [what, native, WebAssembly, peer, remark].
function measured({ native, wasm, peer }) {
  const rows = [];
  if (native['fhirpath.parse.01']) {
    const means = (prefix, what, theirPrefix = prefix) => {
      const inWasm = over(wasm, peer, prefix, theirPrefix);
      rows.push([what, time(over(native, undefined, prefix)), time(inWasm), time(over(peer, undefined, theirPrefix)),
        `WASM ${digits(inWasm.times)} times the peer (${digits(inWasm.least)}–${digits(inWasm.most)})`]);
    };
    means('fhirpath.parse.', 'read an expression (mean of 30)');
    means('fhirpath.evaluate.', 'evaluate it over 1000 items, as in a session');
    means('fhirpath.walk.', 'the same without an index of linkIds', 'fhirpath.evaluate.');
  }
  const names = Object.keys(native).filter((name) => native[name].shown);
  for (const name of names) {
    rows.push([native[name].shown, amount(native[name]), amount(wasm[name]), peer[name] ? amount(peer[name]) : '',
      [budget('', native[name]), budget('WASM: ', wasm[name])].filter(Boolean).join('; ')]);
  }
  if (peer['form.all-expressions.sections-1000']) {
    rows.push(['all 630 expressions once, by the peer', '', '', time(peer['form.all-expressions.sections-1000']), '']);
  }
  const shared = Object.keys(native).filter((name) => native[name].unit === 'ns' && wasm[name]);
  rows.push(['WASM : native', '', `${digits(geometricMean(shared.map((n) => wasm[n].median / native[n].median)))}`, '',
    `mean of ${shared.length} rows`]);
  return rows;
}

function table(rows) {
  const head = ['', 'native', 'WASM', 'peer', ''];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  return [head, ...rows].map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n');
}

mkdirSync(folder, { recursive: true });
makeData(folder);
const about = machine();
const native = run('build/native/bin/bench', [folder, ...subjects]);
const wasm = run(process.execPath, ['--no-experimental-fetch', 'build/wasm/bin/bench.js', folder, ...subjects]);
const peer = { rows: {}, results: {} };
if (subjects.length === 0 || subjects.includes('fhirpath')) {
  peerRows(folder, ({ row, ...rest }) => (peer.rows[row] = rest), (id, items) => (peer.results[id] = items));
}
// Speed on a wrong result would be nothing.
const different = Object.keys(peer.results).filter((id) => {
  const same = (a, b) => a.length === b.length && a.every((text, i) => text === b[i] || Number(text) === Number(b[i]));
  return !same(native.results[id], peer.results[id]) || !same(native.results[id], wasm.results[id]);
});
for (const id of different) {
  console.log(`expression ${id} differs: ${JSON.stringify(native.results[id])} ${JSON.stringify(peer.results[id])}`);
}
const rows = measured({ native: native.rows, wasm: wasm.rows, peer: peer.rows });
writeFileSync(`${folder}/result.json`,
  `${JSON.stringify({ machine: about, native: native.rows, wasm: wasm.rows, peer: peer.rows, different }, null, 1)}\n`);
console.log(Object.entries(about).map(([name, value]) => `${name}: ${value}`).join('\n'));
console.log(`\nmedian (lowest–highest)\n\n${table(rows)}\n\neverything: ${folder}/result.json`);
