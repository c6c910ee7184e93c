// Long words are divided between their parts, and nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areLinesShort, divided, dividedView } from '../../web/src/render/divide';

const shown = (text: string, locale = 'fi') => divided(text, locale).replaceAll('\u00ad', '|');

test('long words are divided after their first parts', () => {
  assert.equal(shown('Hammastarkastus, hammastarkastuksen'), 'Hammas|tarkastus, hammas|tarkastuksen');
  assert.equal(shown('(Äitiysneuvolan) hätänumeroon\u00a0112'), '(Äitiys|neuvolan) hätä|numeroon\u00a0112');
  assert.equal(shown('Tillgänglighetsutlåtande', 'sv'), 'Tillgäng|lighets|utlåtande');
});

test('where lines are short, a part that is long still is divided between syllables', () => {
  const inShort = (text: string, locale = 'fi') => divided(text, locale, true).replaceAll('\u00ad', '|');
  assert.equal(inShort('puhelimessa'), 'puhe|li|messa');
  assert.equal(inShort('Käytettävissä'), 'Käytet|tä|vissä');
  assert.equal(inShort('ilmoittautumista'), 'ilmoit|tau|tu|mista');
  assert.equal(inShort('etävastaanotto'), 'etä|vastaan|otto', 'after a part that is known, where there is one');
  assert.equal(inShort('Anvisningar', 'sv'), 'Anvis|nin|gar');
  assert.equal(inShort('beautifully', 'en'), 'beautifully');
  assert.equal(shown('puhelimessa'), 'puhelimessa');
  assert.deepEqual([areLinesShort(320, 16), areLinesShort(320, 32), areLinesShort(1280, 32)], [false, true, false]);
});

test('a word of several parts is divided in several places', () => {
  assert.equal(shown('verenohennuslääkettä'), 'veren|ohennus|lääkettä');
  assert.equal(shown('familjeplaneringsrådgivningen', 'sv'), 'familje|planerings|rådgivningen');
});

test('of two parts that end close to each other the longer one counts', () => {
  assert.equal(shown('perheenjäsenen'), 'perheen|jäsenen');
  assert.equal(shown('alkoholinkäyttö'), 'alkoholin|käyttö');
});

test('no part of fewer than four letters is left', () => {
  assert.equal(shown('tekstiviestillä'), 'teksti|viestillä');
  assert.equal(shown('virtsatietulehdus'), 'virtsatie|tulehdus');
  assert.equal(shown('etävastaanotto'), 'etä|vastaanotto');
});

test('short words, other languages and words without a known beginning stay whole', () => {
  assert.equal(shown('hammaslanka'), 'hammaslanka');
  assert.equal(shown('terveystarkastus', 'en'), 'terveystarkastus');
  assert.equal(shown('Sommarjobbare', 'sv'), 'Sommarjobbare');
});

test('plain Finnish is divided as Finnish', () => {
  assert.equal(shown('terveystarkastus', 'fi-simple'), 'terveys|tarkastus');
});

test('no line ends behind the stroke of a number', () => {
  const held = (text: string, locale = 'fi') => divided(text, locale).replaceAll('\u2060', '~').replaceAll('\u00ad', '');
  assert.equal(held('Alle 1-vuotiaalle kirjoita 0.'), 'Alle 1-~vuotiaalle kirjoita 0.');
  assert.equal(held('1,5-vuotiaan, 8.00–20.00'), '1,5-~vuotiaan, 8.00–~20.00');
  assert.equal(held('A 4-year-old, 8–16', 'en'), 'A 4-~year-old, 8–~16');
  assert.equal(held('ma–pe, COVID-19, Hyvinvointisi tueksi -sivusto'), 'ma–pe, COVID-19, Hyvinvointisi tueksi -sivusto');
});

test('of a view what is read is divided: no key, no value and no address', () => {
  const word = 'terveystarkastus';
  const field = { key: word, role: 'field', text: word, value: word };
  const row = { key: 'row', role: 'summary-row', text: word, value: word };
  const swedish = { key: 'sv', role: 'text', lang: 'sv', text: 'vaccinationskortet terveystarkastus' };
  const root = { key: 'page', role: 'page', children: [field, row, swedish] };
  const view = dividedView({ rev: 1, locale: 'fi', title: word, root } as never, 'fi') as never as {
    title: string;
    root: { children: Record<string, string>[] };
  };
  const parts = 'terveys\u00adtarkastus';
  assert.equal(view.title, word);
  assert.deepEqual(view.root.children, [
    { ...field, text: parts },
    { ...row, text: parts, value: parts },
    { ...swedish, text: 'vaccina\u00adtions\u00adkortet terveystarkastus' },
  ]);
  const patch = dividedView({ rev: 2, patch: [{ key: 'a', hint: word, is: null }] } as never, 'fi');
  assert.deepEqual(patch, { rev: 2, patch: [{ key: 'a', hint: parts, is: null }] });
});
