// govuk-frontend ships its components' markup for many cases. What we draw for the same content must have the same
// elements, classes, texts and descriptions. Left out on purpose: the hidden word "Error:" (our texts are the core's),
// hooks for scripts that we don't ship, and ids, which only have to fit together.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NOT_DRAWN } from '../../web/build/used_variants.ts';
import type { ViewNode } from '../../web/src/bridge/messages';
import { Screen } from '../../web/src/render/screen';

interface Item {
  text: string;
  value: string;
  hint?: { text: string };
  checked?: boolean;
  disabled?: boolean;
}
interface Options {
  label?: { text: string };
  fieldset?: { legend: { text: string; isPageHeading?: boolean } };
  hint?: { text: string };
  errorMessage?: { text: string };
  suffix?: { text: string };
  titleText?: string;
  errorList?: { text: string; href: string }[];
  items?: Item[];
}
interface Fixture {
  name: string;
  options: Options;
  html: string;
}

function fixtures(component: string, names: string[]): Fixture[] {
  const file = `node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`;
  const all = (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures;
  return names.map((name) => {
    const found = all.find((fixture) => fixture.name === name);
    assert.ok(found, `${component} has no fixture "${name}"`);
    return found;
  });
}

const ATTRIBUTES = ['type', 'value', 'checked', 'disabled', 'href', 'rows', 'role'];
// Sizes of headings and looks of our own.
const OURS = /^(app-.*|govuk-.*--(l|m|s|width-\d+)|govuk-link)$/;

function shape(element: Element, root: Element): string[] {
  if (element.classList.contains('govuk-visually-hidden')) return [];
  const classes = [...element.classList].filter((name) => !OURS.test(name)).sort();
  const lines = [[element.tagName.toLowerCase(), ...classes].join('.')];
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value !== null && !(name === 'type' && value === 'button')) lines.push(`  ${name}=${value}`);
  }
  const described = element.getAttribute('aria-describedby');
  for (const id of described?.split(' ') ?? []) {
    const text = [...root.querySelectorAll('[id]')].find((one) => one.id === id)?.textContent;
    lines.push(`  described by ${words(text).replace(/^Error: /, '')}`);
  }
  for (const child of element.childNodes) {
    if (child.nodeType === 1) lines.push(...shape(child as Element, root));
    else if (words(child.textContent) !== '') lines.push(`  "${words(child.textContent)}"`);
  }
  return lines;
}

const words = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

function compare({ html, name }: Fixture, root: ViewNode, find: string): void {
  document.body.replaceChildren();
  const place = document.body.appendChild(document.createElement('div'));
  const nothing = () => {};
  new Screen(place, { press: nothing, set: nothing, type: nothing, settle: nothing }).draw({
    rev: 1,
    locale: 'en',
    dir: 'ltr',
    title: name,
    root: { key: 'page', role: 'page', children: [root] },
  });
  const expected = document.createElement('div');
  expected.innerHTML = html;
  const ours = place.querySelector(find)!;
  assert.deepEqual(shape(ours, place), shape(expected.firstElementChild!, expected));
}

const choices = (component: string, { options }: Fixture): ViewNode => ({
  key: 'q',
  role: 'question',
  text: options.fieldset!.legend.text,
  hint: options.hint?.text ?? null,
  error: options.errorMessage?.text ?? null,
  is: options.fieldset!.legend.isPageHeading ? ['heading'] : [],
  children: options.items!.map((item, i) => ({
    key: `q.${i}`,
    role: 'choice',
    kind: component === 'radios' ? 'radio' : 'checkbox',
    text: item.text,
    value: item.value,
    hint: item.hint?.text ?? null,
    is: item.disabled ? ['disabled'] : [],
  })),
});

const groups = {
  radios: [
    'default',
    'with hint',
    'with hints on items',
    'with hints on parent and items',
    'with hint and error message',
    'with very long option text',
  ],
  checkboxes: [
    'default',
    'with hint',
    'with legend as a page heading',
    'with hints on items',
    'with error message',
    'with error message and hint',
    'with very long option text',
  ],
};
for (const [component, names] of Object.entries(groups)) {
  for (const fixture of fixtures(component, names)) {
    test(`${component} "${fixture.name}" is drawn as govuk-frontend does`, () => {
      compare(fixture, choices(component, fixture), '.govuk-form-group');
    });
  }
}

const fieldOf = ({ options }: Fixture, kind: string): ViewNode => ({
  key: 'f',
  role: 'field',
  kind,
  text: options.label!.text,
  hint: options.hint?.text ?? null,
  error: options.errorMessage?.text ?? null,
});

for (const fixture of fixtures('input', ['default', 'with hint text', 'with error message', 'with error and hint'])) {
  test(`input "${fixture.name}" is drawn as govuk-frontend does`, () => {
    compare(fixture, fieldOf(fixture, 'text'), '.govuk-form-group');
  });
}

const areas = ['default', 'with hint', 'with error message', 'with hint and error message'];
for (const fixture of fixtures('textarea', areas)) {
  test(`textarea "${fixture.name}" is drawn as govuk-frontend does`, () => {
    compare(fixture, fieldOf(fixture, 'textarea'), '.govuk-form-group');
  });
}

test('a unit is drawn as the suffix of govuk-frontend', () => {
  const [fixture] = fixtures('input', ['with suffix']);
  const field = { ...fieldOf(fixture!, 'text'), unit: fixture!.options.suffix!.text };
  // There a decoration alone, here the field's description too: the resident must hear in which unit to answer, once.
  const html = fixture!.html
    .replace('aria-hidden="true"', 'aria-hidden="true" id="unit"')
    .replace('type="text"', 'type="text" aria-describedby="unit"');
  compare({ ...fixture!, html }, field, '.govuk-form-group');
});

test('no variant is drawn whose styles are left out', () => {
  const folder = 'web/src/render';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  assert.ok(files.length > 10);
  const drawn = files.flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').match(/govuk-[\w-]+/g) ?? []);
  assert.ok(drawn.length > 0);
  assert.deepEqual(drawn.filter((name) => NOT_DRAWN.test(`.${name}`)), []);
  assert.ok(NOT_DRAWN.test('.govuk-radios--small .govuk-radios__item'));
});
