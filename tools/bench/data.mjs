// Makes what the benchmark works on, the same for us and for the peer. Nothing here is random.
//
//   response.json, questionnaire.json, patient.json   a response of 1000 items (50 groups of 19), its form, a person
//   form-chained-400.json      400 items: 3 answers, 397 calculations, each on the one before, every tenth a sum of ten
//   form-sections-1000.json    1000 items with 630 expressions in 50 sections; an answer touches one section
//   form-sections-10000.json   the same ten times over
//   needs.json                 the needs that the directory's rules know
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const two = (number) => String(number).padStart(2, '0');
const yesNo = 'http://example.org/fhir/CodeSystem/yes-no';
const calculatedUrl = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression';
const enableUrl = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression';
const fhirpath = (url, expression) => ({ url, valueExpression: { language: 'text/fhirpath', expression } });

// The kinds of questions of a group, by their place in it.
const kinds = ['decimal', 'decimal', 'integer', 'choice', 'boolean', 'string', 'date', 'decimal', 'integer'];
const kindOf = (place) => kinds[(place - 1) % kinds.length];

function answerTo(group, place) {
  if ((group + place) % 7 === 0) return undefined; // not everything is answered
  switch (kindOf(place)) {
    case 'decimal': return { valueDecimal: 60 + group + place / 4 };
    case 'integer': return { valueInteger: (group * 3 + place) % 11 };
    case 'choice': {
      const code = (group + place) % 3 === 0 ? 'yes' : 'no';
      return { valueCoding: { system: yesNo, code, display: code } };
    }
    case 'boolean': return { valueBoolean: group % 2 === 1 };
    case 'date': return { valueDate: `2026-11-${two(1 + (group % 28))}` };
    default: return { valueString: `Text of group ${group} and question ${place}` };
  }
}

function response() {
  const groups = [];
  for (let group = 1; group <= 50; ++group) {
    const item = [];
    for (let place = 1; place <= 19; ++place) {
      const answer = answerTo(group, place);
      item.push({ linkId: `g${two(group)}.i${two(place)}`, ...(answer && { answer: [answer] }) });
    }
    groups.push({ linkId: `g${two(group)}`, item });
  }
  return { resourceType: 'QuestionnaireResponse', status: 'in-progress', item: groups };
}

function questionnaire() {
  const groups = [];
  for (let group = 1; group <= 50; ++group) {
    const item = [];
    for (let place = 1; place <= 19; ++place) {
      const question = { linkId: `g${two(group)}.i${two(place)}`, text: `Question ${place}`, type: kindOf(place) };
      if (question.type === 'choice') {
        question.answerOption = ['yes', 'no'].map((code) => ({ valueCoding: { system: yesNo, code, display: code } }));
      }
      item.push(question);
    }
    groups.push({ linkId: `g${two(group)}`, text: `Group ${group}`, type: 'group', item });
  }
  return { resourceType: 'Questionnaire', status: 'active', item: groups };
}

const patient = {
  resourceType: 'Patient', id: 'p1', birthDate: '1974-12-25', gender: 'female',
  name: [{ use: 'official', family: 'Esimerkki', given: ['Aino', 'Maria'] }, { use: 'usual', given: ['Ansku'] }],
  telecom: [{ system: 'email', value: 'aino@example.org' }, { system: 'phone', use: 'mobile', value: '+358 40 000000' }],
};

const answerOf = (linkId) => `%resource.repeat(item).where(linkId='${linkId}').answer.value`;
const calculated = (linkId, expression) =>
  ({ linkId, text: linkId, type: 'integer', readOnly: true, extension: [fhirpath(calculatedUrl, expression)] });

function chained() {
  const item = [1, 2, 3].map((n) => ({ linkId: `in${n}`, text: `Number ${n}`, type: 'integer' }));
  for (let n = 1; n <= 397; ++n) {
    const last = n === 1 ? 'in1' : `c${n - 1}`;
    const ten = Array.from({ length: 10 }, (_, k) => `'c${n - 1 - k}'`).join(' | ');
    const sum = `%resource.repeat(item).where(linkId in (${ten})).answer.value.sum() mod 1000`;
    item.push(calculated(`c${n}`, n % 10 === 1 && n > 10 ? sum : `${answerOf(last)} + ${answerOf(`in${1 + (n % 3)}`)}.sum()`));
  }
  return { resourceType: 'Questionnaire', status: 'active', item };
}

// 50 sections of 20 items with 12 expressions each, and 30 totals that look at one section each. The first answer of the
// first section has the linkId in1.
function sections(times) {
  const groups = [];
  for (let section = 1; section <= 50 * times; ++section) {
    const id = (name) => (section === 1 && name === 'in' ? 'in1' : `s${section}.${name}`);
    const item = [{ linkId: id('in'), text: 'How many?', type: 'integer' }];
    for (let n = 1; n <= 6; ++n) {
      const last = n === 1 ? id('in') : id(`c${n - 1}`);
      item.push(calculated(id(`c${n}`), `${answerOf(last)} * 2 - 1`));
    }
    for (let n = 1; n <= 6; ++n) {
      item.push({
        linkId: id(`e${n}`), text: `More ${n}`, type: 'string',
        extension: [fhirpath(enableUrl, `${answerOf(id('in'))} > ${n - 1} and ${answerOf(id('c2'))}.exists()`)],
      });
    }
    if (section <= 30 * times) item.push(calculated(id('total'), `${answerOf(id('c1'))} + ${answerOf(id('c6'))}`));
    while (item.length < 19) item.push({ linkId: id(`q${item.length}`), text: 'And?', type: 'boolean' });
    groups.push({ linkId: id('group'), text: `Section ${section}`, type: 'group', item });
  }
  return { resourceType: 'Questionnaire', status: 'active', item: groups };
}

export function expressionsOf(form) {
  const found = [];
  const visit = (item) => {
    for (const extension of item.extension ?? []) {
      if (extension.valueExpression) found.push(extension.valueExpression.expression);
    }
    item.item?.forEach(visit);
  };
  visit(form);
  return found;
}

export function makeData(folder) {
  mkdirSync(folder, { recursive: true });
  const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value));
  write('response.json', response());
  write('questionnaire.json', questionnaire());
  write('patient.json', patient);
  write('form-chained-400.json', chained());
  write('form-sections-1000.json', sections(1));
  write('form-sections-10000.json', sections(10));
  const rules = JSON.parse(readFileSync('assets/rules/needs.json', 'utf8'));
  write('needs.json', rules.needs.map((need) => need.code));
}
