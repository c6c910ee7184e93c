// The peer's side of the benchmark: npm fhirpath on the same expressions and the same response, compiled once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { expressionsOf } from './data.mjs';

const shortestBatch = 20; // milliseconds
const longestRow = 1500;
const samplesOfARow = 11;

// Nanoseconds a call, measured like measure.cc does it.
function timePerCall(work) {
  work();
  const timeOf = (calls) => {
    const start = performance.now();
    for (let i = 0; i < calls; ++i) work();
    return performance.now() - start;
  };
  let calls = 1;
  let time = timeOf(calls);
  while (time < shortestBatch) time = timeOf((calls *= 2));
  const samples = [];
  let total = 0;
  while (samples.length < samplesOfARow && (samples.length < 3 || total < longestRow)) {
    const sample = timeOf(calls);
    total += sample;
    samples.push((sample * 1e6) / calls);
  }
  samples.sort((a, b) => a - b);
  return { median: samples[samples.length >> 1], low: samples[0], high: samples.at(-1), samples: samples.length };
}

const textOf = (item) => {
  const value = item?.valueOf?.() ?? item;
  return typeof value === 'object' && value.asStr === undefined ? '(element)' : String(value.asStr ?? value);
};

// Calls `report(row)` for each row, and `result(id, texts)` with what each expression gave.
export function peerRows(data, report, result) {
  const read = (name) => JSON.parse(readFileSync(join(data, name), 'utf8'));
  const response = read('response.json');
  const variables = { resource: response, patient: read('patient.json'), questionnaire: read('questionnaire.json') };
  const { expressions } = JSON.parse(readFileSync('tools/bench/expressions.json', 'utf8'));
  for (const { id, expression } of expressions) {
    const evaluate = fhirpath.compile(expression, r4);
    result(id, evaluate(response, variables).map(textOf));
    report({ row: `fhirpath.parse.${id}`, unit: 'ns', ...timePerCall(() => fhirpath.compile(expression, r4)) });
    report({ row: `fhirpath.evaluate.${id}`, unit: 'ns', ...timePerCall(() => evaluate(response, variables)) });
  }
  // What an engine that evaluates everything on every answer spends on the form alone, each expression compiled once.
  const form = read('form-sections-1000.json');
  const all = expressionsOf(form).map((expression) => fhirpath.compile(expression, r4));
  const filled = { resourceType: 'QuestionnaireResponse', status: 'in-progress', item: form.item.map(fill) };
  const start = performance.now(); // once: it takes seconds
  for (const evaluate of all) evaluate(filled, { resource: filled });
  const median = (performance.now() - start) * 1e6;
  report({ row: 'form.all-expressions.sections-1000', unit: 'ns', median, low: median, high: median, samples: 1 });
}

function fill(item) {
  if (item.item) return { linkId: item.linkId, item: item.item.map(fill) };
  const answer = { integer: { valueInteger: 1 }, string: { valueString: 'a' }, boolean: { valueBoolean: true } };
  return { linkId: item.linkId, answer: [answer[item.type]] };
}
