// The form that ours and the peers are measured with: a FHIR R4 Questionnaire of as many items as one asks for, the same
// for all, nothing in it random. The items stand in sections of ten:
//
//   group      the section itself
//   choice     Yes or No, as radio buttons
//   integer    two of them
//   integer    three that are calculated of the section's answers
//   string     three that are asked when the choice is Yes (enableWhen)
//
// In three of ten sections a calculated total stands in the place of one integer: in the first section that of the whole
// form. So 1000 items have 630 rules: 330 calculated values and 300 conditions.
//
// It stands in our content in the place of the form that the address /feedback opens, and says what such a form has to
// (core/form/form_terms.h). A calculated item says its expression twice, as SDC does and as Helsenorge does: refero knows
// its own way alone. The conditions are enableWhen, since it does not know enableWhenExpression.

const SECTION = 10;
const YES_NO = 'http://example.org/fhir/CodeSystem/yes-no';
const CONTROL = 'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl';
const SDC_CALCULATED = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression';
const HELSENORGE_CALCULATED = 'http://ehelse.no/fhir/StructureDefinition/sdf-calculatedExpression';

// What the bench presses and reads: the choice of the first section, the total of the form, the three questions.
export const CHOICE = { linkId: 's1.choice', yes: 'Yes, in section 1', no: 'No, in section 1' };
export const TOTAL = { linkId: 's1.total', ofYes: '10', ofNo: '0' };
export const MORE = ['s1.more1', 's1.more2', 's1.more3'];

const coding = (code, display) => ({ system: YES_NO, code, display });

function choice(section) {
  return {
    linkId: `s${section}.choice`,
    text: `Is there anything in section ${section}?`,
    type: 'choice',
    extension: [
      {
        url: CONTROL,
        valueCodeableConcept: {
          coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code: 'radio-button' }],
        },
      },
    ],
    answerOption: [
      { valueCoding: coding('yes', `Yes, in section ${section}`) },
      { valueCoding: coding('no', `No, in section ${section}`) },
    ],
  };
}

const number = (section, name, text) => ({ linkId: `s${section}.${name}`, text, type: 'integer' });

// `expression` begins at the response.
function calculated(linkId, text, expression) {
  const sdc = { language: 'text/fhirpath', expression: expression.replaceAll('repeat(item)', '%resource.repeat(item)') };
  return {
    linkId,
    text,
    type: 'integer',
    readOnly: true,
    extension: [
      { url: SDC_CALCULATED, valueExpression: sdc },
      { url: HELSENORGE_CALCULATED, valueString: expression },
    ],
  };
}

const numbersOf = (section) => `repeat(item).where(linkId = 's${section}.number' or linkId = 's${section}.other').answer.value`;
const yesOf = (section) => `repeat(item).where(linkId = 's${section}.choice').answer.value.where(code = 'yes')`;

// sum() of nothing is nothing, and so would be every total to which it is added.
const sum = (values) => `${values}.aggregate($total + $this, 0)`;

const TOTAL_OF_ALL =
  `${sum(`repeat(item).where(linkId.endsWith('.number') or linkId.endsWith('.other')).answer.value`)} + ` +
  `repeat(item).where(linkId.endsWith('.choice')).answer.value.where(code = 'yes').count() * ${TOTAL.ofYes}`;

function calculatedOf(section) {
  return [
    `${sum(numbersOf(section))} + ${yesOf(section)}.count()`,
    `${sum(numbersOf(section))} * 2`,
    `${numbersOf(section)}.count() + ${yesOf(section)}.count() * ${TOTAL.ofYes}`,
  ].map((expression, n) => calculated(`s${section}.sum${n + 1}`, `Sum ${n + 1} of section ${section}`, expression));
}

function conditional(section, n) {
  return {
    linkId: `s${section}.more${n}`,
    text: `What more ${n} in section ${section}?`,
    type: 'string',
    enableWhen: [{ question: `s${section}.choice`, operator: '=', answerCoding: coding('yes') }],
  };
}

function totalOf(section) {
  if (section === 1) return calculated(TOTAL.linkId, 'Total of the form', TOTAL_OF_ALL);
  if (section % 10 !== 4 && section % 10 !== 7 && section % 10 !== 1) return undefined;
  return calculated(`s${section}.total`, `Total of section ${section}`, `${sum(numbersOf(section))} + 1`);
}

function sectionItems(section) {
  return [
    totalOf(section) ?? number(section, 'other', `How many others in section ${section}?`),
    choice(section),
    number(section, 'number', `How many in section ${section}?`),
    ...[1, 2, 3].map((n) => conditional(section, n)),
    ...calculatedOf(section),
  ];
}

// `whole`: in one group around all sections, which our app shows as one page.
export function questionnaire(items, { whole = false } = {}) {
  const sections = Array.from({ length: items / SECTION }, (_, n) => ({
    linkId: `s${n + 1}`,
    text: `Section ${n + 1}`,
    type: 'group',
    item: sectionItems(n + 1),
  }));
  return {
    resourceType: 'Questionnaire',
    id: 'feedback-service',
    extension: [
      {
        url: 'urn:eteinen:form',
        extension: [
          { url: 'kind', valueCode: 'feedback' },
          { url: 'send', valueCode: 'anyone' },
          { url: 'sent', valueString: 'Thank you.' },
        ],
      },
    ],
    url: 'urn:eteinen:questionnaire:feedback-service',
    version: '1.0.0',
    status: 'active',
    title: `A form of ${items} items`,
    language: 'en',
    item: whole ? [{ linkId: 'all', text: 'The whole form', type: 'group', item: sections }] : sections,
  };
}

export function countOf(form) {
  const count = { items: 0, expressions: 0, conditions: 0 };
  const visit = (item) => {
    ++count.items;
    if (item.enableWhen) ++count.conditions;
    if (item.extension?.some(({ url }) => url === SDC_CALCULATED)) ++count.expressions;
    item.item?.forEach(visit);
  };
  form.item.forEach(visit);
  return count;
}
