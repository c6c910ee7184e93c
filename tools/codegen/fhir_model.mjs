// Writes the R4 type tables of core/fhirpath/model.h as C++.
//
//   node fhir_model.mjs NODE_MODULES full|small OUTPUT.cc
//
// The types come from npm `fhirpath` (fhir-context/r4), a development dependency: paths with their types, choices,
// repetition and content defined elsewhere. `small` keeps the resources listed below and every data type that they
// reach.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SMALL_RESOURCES = ['Questionnaire', 'QuestionnaireResponse', 'Patient'];
// The types of an open choice (Extension.value) that forms can meet; the small table leaves the others out.
const SMALL_VALUE_TYPES = new Set([
  'Address', 'Age', 'Attachment', 'base64Binary', 'boolean', 'canonical', 'code', 'CodeableConcept', 'Coding',
  'ContactPoint', 'date', 'dateTime', 'decimal', 'Duration', 'Expression', 'HumanName', 'id', 'Identifier', 'instant',
  'integer', 'markdown', 'oid', 'Period', 'positiveInt', 'Quantity', 'Range', 'Ratio', 'Reference', 'string', 'time',
  'unsignedInt', 'uri', 'url', 'uuid',
]);
const PRIMITIVES = {
  boolean: 'Boolean', integer: 'Integer', decimal: 'Decimal', string: 'String', uri: 'String', base64Binary: 'String',
  xhtml: 'String', date: 'Date', dateTime: 'DateTime', instant: 'DateTime', time: 'Time',
};

const [nodeModules, size, output] = process.argv.slice(2);
if (!output) throw new Error('usage: node fhir_model.mjs NODE_MODULES full|small OUTPUT.cc');
const read = (name) => JSON.parse(readFileSync(join(nodeModules, 'fhirpath/fhir-context/r4', name), 'utf8'));
const path2Type = read('path2Type.json');
const choicePaths = read('choiceTypePaths.json');
const elsewhere = read('pathsDefinedElsewhere.json');
const type2Parent = read('type2Parent.json');
const repeating = new Set(read('path2Repeating.json'));

const typeOf = (path) => {
  const type = path2Type[path];
  return typeof type === 'object' ? type.code : type;
};
const isResource = (name) => {
  for (let type = name; type; type = type2Parent[type]) if (type === 'Resource') return true;
  return false;
};
const primitiveOf = (name) => {
  for (let type = name; type; type = type2Parent[type]) if (PRIMITIVES[type]) return PRIMITIVES[type];
  return 'None';
};
const lowerFirst = (text) => text[0].toLowerCase() + text.slice(1);

// Every path that has elements of its own is a type: "Patient", "Patient.contact", "HumanName".
const types = new Map();
const addType = (name) => {
  if (!types.has(name)) types.set(name, new Map());
  return types.get(name);
};
for (const name of [...Object.keys(type2Parent), ...Object.values(type2Parent)]) addType(name);

// A choice is listed as "value" in one file and as "valueQuantity" … in the other.
const choiceOf = new Map();
for (const [path, suffixes] of Object.entries(choicePaths)) {
  for (const suffix of suffixes) choiceOf.set(path + suffix, path);
}
const chosenType = (path, suffix) => {
  const known = typeOf(path + suffix);
  if (known) return known;
  return types.has(suffix) ? suffix : lowerFirst(suffix);
};
const addElement = (owner, name, element) => addType(owner).set(name, element);

for (const [path, suffixes] of Object.entries(choicePaths)) {
  const dot = path.lastIndexOf('.');
  const choices = suffixes.map((suffix) => chosenType(path, suffix)).filter((type) => types.has(type));
  addElement(path.slice(0, dot), path.slice(dot + 1), { choices, repeats: false });
}
for (const path of new Set([...Object.keys(path2Type), ...Object.keys(elsewhere)])) {
  if (choiceOf.has(path)) continue;
  const dot = path.lastIndexOf('.');
  const owner = path.slice(0, dot);
  const name = path.slice(dot + 1);
  if (PRIMITIVES[owner] || (type2Parent[owner] && primitiveOf(owner) !== 'None')) {
    if (name === 'value') continue;
  }
  let type = elsewhere[path] ?? typeOf(path);
  if (type.startsWith('System.')) {
    if (name === 'id') type = isResource(owner) ? 'id' : 'string';
    else type = owner === 'Extension' ? 'uri' : lowerFirst(type.slice('System.'.length));
  } else if (type === 'BackboneElement' || type === 'Element') {
    type = path; // a type of its own
  }
  addElement(owner, name, { type, repeats: repeating.has(path) });
}
// Primitives have what every element has, wherever the tables are silent.
for (const [name, elements] of types) {
  if (primitiveOf(name) === 'None') continue;
  if (!elements.has('id')) elements.set('id', { type: 'string', repeats: false });
  if (!elements.has('extension')) elements.set('extension', { type: 'Extension', repeats: true });
}

const parentOf = (name) => {
  if (type2Parent[name]) return type2Parent[name];
  if (!name.includes('.')) return undefined;
  return typeOf(name) === 'Element' ? 'Element' : 'BackboneElement';
};

let kept = [...types.keys()];
if (size === 'small') {
  const reached = new Set();
  const visit = (name) => {
    if (!name || reached.has(name) || !types.has(name)) return;
    reached.add(name);
    visit(parentOf(name));
    for (const element of types.get(name).values()) {
      if (element.type) visit(element.type);
      if (element.choices) {
        if (element.choices.length > 20) element.choices = element.choices.filter((c) => SMALL_VALUE_TYPES.has(c));
        element.choices.forEach(visit);
      }
    }
  };
  SMALL_RESOURCES.forEach(visit);
  kept = kept.filter((name) => reached.has(name));
}
const byCode = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
kept.sort(byCode);
const idOf = new Map(kept.map((name, i) => [name, i + 1]));
const id = (name) => idOf.get(name) ?? 0;

const typeRows = ['{"", 0, TypeKind::kUnknown, Primitive::kNone, 0, 0},'];
const elementRows = [];
const choiceRows = [];
for (const name of kept) {
  const elements = [...types.get(name)].sort(([a], [b]) => byCode(a, b));
  const primitive = primitiveOf(name);
  const kind = name.includes('.') ? 'Backbone' : primitive !== 'None' ? 'Primitive'
    : isResource(name) ? 'Resource' : 'Complex';
  typeRows.push(`{"${name}", ${id(parentOf(name))}, TypeKind::k${kind}, Primitive::k${primitive}, ` +
    `${elementRows.length}, ${elements.length}},`);
  for (const [elementName, element] of elements) {
    const choices = (element.choices ?? []).map(id).filter(Boolean);
    elementRows.push(`{"${elementName}", ${element.type ? id(element.type) : 0}, ${element.repeats}, ` +
      `${choiceRows.length}, ${choices.length}},`);
    choiceRows.push(...choices);
  }
}
if (Math.max(elementRows.length, choiceRows.length, kept.length) > 65535) throw new Error('too many for 16 bits');

// Model::Known, in its order.
const known = ['Quantity', 'Extension', 'QuestionnaireResponse', 'QuestionnaireResponse.item',
  'QuestionnaireResponse.item.answer'].map(id);
if (!known.every(Boolean)) throw new Error('a type that the engine asks for is missing');
const name = size === 'small' ? 'SmallModel' : 'FullModel';
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `// Generated by tools/codegen/fhir_model.mjs.
#include "core/fhirpath/model.h"

namespace eteinen::fhirpath {
namespace {

constexpr ModelType kTypes[] = {
${typeRows.join('\n')}
};
constexpr ModelElement kElements[] = {
${elementRows.join('\n')}
};
constexpr TypeId kChoices[] = {0${choiceRows.length ? ', ' : ''}${choiceRows.join(', ')}};
constexpr Model kModel = {kTypes, sizeof(kTypes) / sizeof(kTypes[0]), kElements, kChoices + 1, ${size === 'full'},
    {${known.join(', ')}}};

}  // namespace

const Model& ${name}() { return kModel; }

}  // namespace eteinen::fhirpath
`);
