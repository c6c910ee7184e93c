// Who is measured, and where each of them has what the bench presses and reads. The functions run in the page.
import { readFileSync } from 'node:fs';
import { LFORMS } from '../peers/build.mjs';
import { MORE, TOTAL } from './questionnaire.mjs';

const versionOf = (name) => JSON.parse(readFileSync(`tools/bench/peers/node_modules/${name}/package.json`, 'utf8')).version;
const attribute = (name, value) => `[${name}="${value}"]`;
const encoded = (linkId) => linkId.replaceAll('.', '%2E');

// `first`: a control of the first question. `total`: the node that shows the total, as the value of a field or as text.
// `more`: each question that the answer Yes opens.
export const ours = {
  first: attribute('data-key', 'q.s1.choice.yes'),
  total: `${attribute('data-key', `q.${TOTAL.linkId}`)} dd`,
  more: MORE.map((linkId) => attribute('data-key', `q.${linkId}`)),
};

export const peers = () => [
  {
    name: 'LHC-Forms',
    package: `lforms ${LFORMS.version}`,
    page: 'lforms.html',
    first: attribute('name', 'radiogroup_s1.choice/1/1'),
    total: attribute('id', `${TOTAL.linkId}/1/1`),
    more: MORE.map((linkId) => attribute('id', `${linkId}/1/1`)),
  },
  {
    name: 'Smart Forms',
    package: `@aehrc/smart-forms-renderer ${versionOf('@aehrc/smart-forms-renderer')}`,
    page: 'smart-forms.html',
    first: `${attribute('data-linkid', 's1.choice')} input`,
    total: attribute('id', `integer-${TOTAL.linkId}`),
    more: MORE.map((linkId) => attribute('data-linkid', linkId)),
  },
  {
    name: 'refero',
    package: `@helsenorge/refero ${versionOf('@helsenorge/refero')}`,
    page: 'refero.html',
    first: attribute('name', encoded('s1.choice')),
    total: `${attribute('id', `item_${encoded(TOTAL.linkId)}`)} > div`,
    more: MORE.map((linkId) => attribute('id', `item_${encoded(linkId)}`)),
  },
];
