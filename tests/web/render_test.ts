import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { h } from 'preact';
import type { JsonValue, ViewNode, WholeView } from '../../web/src/bridge/messages';
import { drawings } from '../../web/src/render/roles';
import { Screen } from '../../web/src/render/screen';

let place: HTMLElement;
let told: [string, string, JsonValue?][];
let screen: Screen;

beforeEach(() => {
  document.body.replaceChildren();
  place = document.body.appendChild(document.createElement('div'));
  told = [];
  screen = new Screen(place, {
    press: (key) => told.push(['press', key]),
    set: (key, value) => told.push(['set', key, value]),
    type: (key, value) => told.push(['type', key, value]),
    settle: () => told.push(['settle', '']),
  });
  window.scrollTo = () => {};
});

const node = (role: string, key: string, fields: Partial<ViewNode> = {}, ...children: ViewNode[]): ViewNode => ({
  key,
  role,
  ...fields,
  children,
});
const show = (root: ViewNode, view: Partial<WholeView> = {}) =>
  screen.draw({ rev: 1, locale: 'fi', dir: 'ltr', title: 'Otsikko', root, ...view });
const drawn = <T extends HTMLElement>(key: string) => place.querySelector<T>(`[data-key="${key}"]`)!;
const choice = (kind: string, value: string, is: string[] = []) =>
  node('choice', `q.${value}`, { kind, value, text: value, is, can: ['set'] });
const fixture = (name: string) =>
  JSON.parse(readFileSync(`tests/web/fixtures/views/${name}.json`, 'utf8')) as WholeView;

test('a view names its title, language and direction to the page', () => {
  show(node('page', 'page'), { title: 'Aika varattu', locale: 'ar', dir: 'rtl' });
  assert.equal(document.title, 'Aika varattu');
  assert.equal(document.documentElement.lang, 'ar');
  assert.equal(document.documentElement.dir, 'rtl');
});

test('banner, content and footer are the landmarks of the page', () => {
  show(fixture('start').root);
  const landmarks = [...place.querySelector('.app-page')!.children].map((child) => child.tagName);
  assert.deepEqual(landmarks, ['HEADER', 'MAIN', 'FOOTER']);
});

test('the name of the service leads home where the core says so, and is no button elsewhere', () => {
  const banner = (fields: Partial<ViewNode>) => node('page', 'page', {}, node('banner', 'banner', { text: 'Oma Häme', ...fields }));
  show(banner({ hint: 'Alkuun', can: ['press'] }));
  const home = drawn<HTMLButtonElement>('banner');
  assert.equal(home.tagName, 'BUTTON');
  assert.equal(home.textContent, 'Oma Häme, Alkuun');
  home.click();
  assert.deepEqual(told, [['press', 'banner']]);
  show(banner({}));
  assert.equal(place.querySelector('button'), null);
  assert.match(drawn('banner').textContent!, /Oma Häme/);
});

const screens = ['start', 'slots', 'check', 'everything-else', 'question', 'result', 'danger-signs', 'emergency'];

test('every key of a view is on the page exactly once', () => {
  for (const name of screens) {
    const { root } = fixture(name);
    show(root);
    const keys = (at: ViewNode): string[] => [at.key, ...(at.children ?? []).flatMap(keys)];
    const onPage = [...place.querySelectorAll<HTMLElement>('[data-key]')].map((element) => element.dataset['key']);
    assert.deepEqual([...onPage].sort(), keys(root).sort(), name);
  }
});

test('a new screen gives the focus to its heading', () => {
  const title = node('heading', 'page.title', { level: 1, text: 'Tarkista' });
  show(node('page', 'page', {}, title), { focus: 'page.title' });
  assert.equal(document.activeElement, drawn('page.title'));
});

test('the same heading on another screen is a new node, so that it is read out again', () => {
  const page = node('page', 'page', {}, node('heading', 'page.title', { level: 1, text: 'Kysymys' }));
  show(page, { focus: 'page.title' });
  const before = drawn('page.title');
  show({ ...page }, { focus: 'page.title' });
  assert.notEqual(drawn('page.title'), before);
});

test('a screen whose question is its heading gives the focus to that', () => {
  const question = node('question', 'q', { text: 'Onko kuumetta?', is: ['heading'] }, choice('radio', 'yes'));
  show(node('page', 'page', {}, question), { focus: 'page.title' });
  assert.equal(document.activeElement?.tagName, 'H1');
  assert.equal(document.activeElement?.textContent, 'Onko kuumetta?');
});

test('when what had the focus goes away, the heading gets it', () => {
  show(node('page', 'page', {}, node('heading', 'h', { level: 1, text: 'A' }), node('action', 'a', { text: 'Pois' })));
  drawn('a').focus();
  assert.equal(screen.draw({ rev: 2, patch: [{ key: 'a', removed: true }] }), true);
  assert.equal(document.activeElement, drawn('h'));
});

test('an error link leads to the first control of its question', () => {
  show(
    node(
      'page',
      'page',
      {},
      node('error-summary', 'errors', {}, node('link', 'errors.q', { text: 'Valitse', target: 'q' })),
      node('question', 'q', { text: 'Onko?', is: ['heading'] }, choice('radio', 'yes'), choice('radio', 'no')),
    ),
  );
  drawn('errors.q').click();
  assert.equal(document.activeElement, drawn('q.yes'));
});

test('a radio button tells the value to its question', () => {
  const question = node('question', 'q', { text: 'Onko?' }, choice('radio', 'yes'), choice('radio', 'no'));
  show(node('page', 'page', {}, question));
  drawn('q.no').click();
  assert.deepEqual(told, [['set', 'q', 'no']]);
});

test('a checkbox tells all checked values, also those that the core has not yet answered', () => {
  const question = node('question', 'q', { text: 'Mitä?' }, choice('checkbox', 'a'), choice('checkbox', 'b'));
  show(node('page', 'page', {}, question));
  drawn('q.b').click();
  drawn('q.a').click();
  assert.deepEqual(told, [
    ['set', 'q', ['b']],
    ['set', 'q', ['a', 'b']],
  ]);
});

const weight = (value: string) => node('field', 'q.weight', { text: 'Paino', kind: 'decimal', value, can: ['set'] });

test('a field takes the value of the core, but never while it has the focus', () => {
  show(node('page', 'page', {}, weight('70')));
  const input = drawn<HTMLInputElement>('q.weight');
  assert.equal(input.value, '70');
  screen.draw({ rev: 2, patch: [{ key: 'q.weight', value: '71' }] });
  assert.equal(input.value, '71');
  input.focus();
  input.value = '72,';
  screen.draw({ rev: 3, patch: [{ key: 'q.weight', value: '72' }] });
  assert.equal(input.value, '72,');
});

test('an unchanged value of the core does not undo what was typed', () => {
  show(node('page', 'page', {}, weight('70')));
  drawn<HTMLInputElement>('q.weight').value = '75';
  screen.draw({ rev: 2, patch: [{ key: 'q.weight', error: 'Tarkista paino' }] });
  assert.equal(drawn<HTMLInputElement>('q.weight').value, '75');
});

test('typing and leaving a field are told', () => {
  show(node('page', 'page', {}, weight('')));
  const input = drawn<HTMLInputElement>('q.weight');
  input.focus();
  input.value = '7';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.blur();
  assert.deepEqual(told, [
    ['type', 'q.weight', '7'],
    ['settle', ''],
  ]);
});

test('hint, error and unit of a field are its description', () => {
  show(node('page', 'page', {}, { ...weight(''), hint: 'Ilman kenkiä', error: 'Kirjoita paino', unit: 'kg' }));
  const ids = drawn('q.weight').getAttribute('aria-describedby')!.split(' ');
  const texts = ids.map((id) => document.getElementById(id)!.textContent);
  assert.deepEqual(texts, ['Ilman kenkiä', 'Kirjoita paino', 'kg']);
  assert.equal(drawn('q.weight').getAttribute('aria-invalid'), 'true');
});

test('the unit is not read a second time beside its field', () => {
  show(node('page', 'page', {}, { ...weight(''), unit: 'kg' }));
  assert.equal(document.getElementById('q.weight-unit')!.getAttribute('aria-hidden'), 'true');
});

test('the languages of the header are a group with a name', () => {
  const swedish = node('action', 'locale.sv', { text: 'Svenska', style: 'quiet', lang: 'sv', can: ['press'] });
  show(node('page', 'page', {}, node('banner', 'banner', { text: 'Oma Häme', languages: 'Kieli' }, swedish)));
  const group = place.querySelector('[role=group][aria-label=Kieli]')!;
  assert.deepEqual([...group.children].map((one) => [one.textContent!.trim(), one.getAttribute('lang')]), [['Svenska', 'sv']]);
});

test('a channel under a heading stands a level below it', () => {
  show(node('page', 'page', {}, node('channel-card', 'channel.a', { text: 'Päivystysapu', level: 3 })));
  assert.equal(place.querySelector('h3')!.textContent!.trim(), 'Päivystysapu');
});

test('how far one has come shows as a bar only where it is known', () => {
  show(node('page', 'page', {}, node('progress', 'progress', { text: 'Kysymys 2' })));
  assert.equal(place.querySelector('progress'), null);
  show(node('page', 'page', {}, node('progress', 'progress', { text: 'Kysymys 2, yhteensä 8', value: 22 })));
  assert.equal(place.querySelector('progress')!.value, 22);
});

test('the form tells its submit action, whichever way it is sent', () => {
  const submit = node('action', 'form.submit', { text: 'Jatka', style: 'primary', is: ['submit'], can: ['press'] });
  show(node('page', 'page', {}, node('form', 'form', {}, weight(''), submit)));
  drawn('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  assert.deepEqual(told, [['press', 'form.submit']]);
});

test('a busy action can be reached but not pressed', () => {
  show(node('page', 'page', {}, node('action', 'a', { text: 'Varataan', is: ['busy'], can: ['press'] })));
  drawn('a').click();
  assert.deepEqual(told, []);
  assert.equal(drawn('a').getAttribute('aria-disabled'), 'true');
  assert.equal(drawn<HTMLButtonElement>('a').disabled, false);
});

test('a link with an address that could run a script is no link', () => {
  show(node('page', 'page', {}, node('link', 'bad', { text: 'x', href: 'javascript:alert(1)' })));
  assert.equal(drawn('bad').hasAttribute('href'), false);
});

test('text of the core is never read as markup', () => {
  show(node('page', 'page', {}, node('text', 't', { text: '<img src=x onerror=alert(1)>' })));
  assert.equal(drawn('t').children.length, 0);
  assert.equal(drawn('t').textContent, '<img src=x onerror=alert(1)>');
});

test('a role that this shell does not know still shows its text', () => {
  show(node('page', 'page', {}, node('hologram', 'h', { text: 'Luettavaa' })));
  assert.equal(drawn('h').textContent, 'Luettavaa');
});

test('a day and a time say which of them is chosen', () => {
  show(fixture('slots').root);
  assert.equal(drawn('day.24').getAttribute('aria-pressed'), 'true');
  assert.equal(drawn('day.24').querySelector('.govuk-visually-hidden')!.textContent, 'tiistai 24.11.2026, ');
  drawn('slots.3').click();
  assert.deepEqual(told, [['press', 'slots.3']]);
});

test('a patch draws again what changed and what it stands in, and nothing else', (t) => {
  const asked = (key: string) =>
    node('question', key, { text: key }, ...['yes', 'no'].map((value) => node('choice', `${key}.${value}`, { kind: 'radio', value, text: value })));
  const drawnAgain: string[] = [];
  const table = { ...drawings };
  t.after(() => Object.assign(drawings, table));
  for (const [role, Drawing] of Object.entries(table)) {
    drawings[role] = (props) => {
      drawnAgain.push(props.node.key);
      return h(Drawing, props);
    };
  }
  show(node('page', 'page', {}, node('form', 'form', {}, asked('a'), node('group', 'g', {}, asked('b'), asked('c')), weight('70'))));
  assert.equal(drawnAgain.length, 13);
  drawnAgain.length = 0;
  screen.draw({ rev: 2, patch: [{ key: 'b.yes', is: ['checked'] }] });
  assert.deepEqual(drawnAgain, ['page', 'form', 'g', 'b', 'b.yes', 'b.no']);
  assert.equal(drawn<HTMLInputElement>('b.yes').checked, true);
});

test('a patch before any view is refused', () => {
  assert.equal(screen.draw({ rev: 2, patch: [] }), false);
});

test('a detail in another language than its node is marked and divided in that language, and nothing else is', () => {
  const place = { hint: 'Turengin terveysasema', value: 'Turengin terveysasema', detailLang: 'fi' };
  const options = [{ value: '', text: 'Choose' }, { value: 'Loppi', text: 'Loppi', lang: 'fi' }];
  show(
    node(
      'page',
      'page',
      {},
      node('action', 'nearest', { text: 'Tuesday', style: 'tile', can: ['press'], ...place }),
      node('slot', 'slot', { text: '9:15', can: ['press'], ...place }),
      node('summary-list', 'list', {}, node('summary-row', 'row', { text: 'Place', ...place })),
      node('select', 'select', { text: 'Where do you live?', value: '', options, can: ['set'] }),
    ),
    { locale: 'en' },
  );
  const marked = [...document.querySelectorAll('[data-key="page"] [lang]')].map((one) => `${one.tagName} ${one.getAttribute('lang')} ${one.textContent}`);
  assert.deepEqual(marked, [
    'SPAN fi Turengin terveys\u00adasema',
    'SPAN fi Turengin terveys\u00adasema',
    'DD fi Turengin terveys\u00adasema',
    'OPTION fi Loppi',
  ]);
});
