// The words that others hold on to, and which version a change of them asks for (VERSIONS.md).
//
//   node tests/package/versions.mjs --given-out     writes them down as given out, under the versions of versions.json
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const GIVEN_OUT = 'tests/package/given_out.json';
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const filesOf = (folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => json(`${folder}/${name}`));

// "Events/press", "Events/press/key": the first column of a table and the words in code of the second.
export function wordsOfPage(page) {
  const words = new Set();
  let heading = '';
  for (const line of page.split('\n')) {
    heading = /^## (.*)$/.exec(line)?.[1] ?? heading;
    const [, name, fields] = /^\| `([^`]+)` \| ((?:\\\||[^|])*) \|/.exec(line) ?? [];
    if (name === undefined) continue;
    words.add(`${heading}/${name}`);
    for (const [, field] of fields.matchAll(/`([^`]+)`/g)) words.add(`${heading}/${name}/${field}`);
  }
  return [...words].sort();
}

function itemsOf(parent, words, items) {
  for (const { linkId, type, item } of items ?? []) {
    words.add(`${parent}#${linkId}:${type}`);
    itemsOf(parent, words, item);
  }
}

function wordsOfContent() {
  const words = new Set();
  for (const { url, item } of filesOf('assets/questionnaires')) {
    words.add(url);
    itemsOf(url, words, item);
  }
  for (const { id } of filesOf('assets/services')) words.add(`service/${id}`);
  for (const { id } of filesOf('assets/pages')) words.add(`page/${id}`);
  for (const { entry } of filesOf('assets/directory')) {
    for (const { resource } of entry ?? []) words.add(`${resource.resourceType}/${resource.id}`);
  }
  for (const { actions } of json('assets/permissions/permissions.json').rows) {
    for (const action of actions) words.add(`action/${action}`);
  }
  return [...words].sort();
}

export function wordsNow() {
  return { boundary: wordsOfPage(readFileSync('core/app/BOUNDARY.md', 'utf8')), content: wordsOfContent() };
}

export const statedVersions = () => json('versions.json');
export const givenOut = () => json(GIVEN_OUT);

const numbers = (version) => version.split('.').map(Number);

export function isAtLeast(version, least) {
  const [a, b] = [numbers(version), numbers(least)];
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 || a[at] > b[at];
}

// The least version after `version` when its words change so. Below 1.0.0 the minor version stands for the major one.
export function leastVersion(version, before, now) {
  const [major, minor] = numbers(version);
  const gone = before.filter((word) => !now.includes(word));
  const fresh = now.filter((word) => !before.includes(word));
  const next = gone.length > 0 && major > 0 ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
  return { least: gone.length + fresh.length > 0 ? next : version, gone, fresh };
}

if (process.argv[2] === '--given-out') {
  const versions = statedVersions();
  const words = wordsNow();
  const kept = Object.fromEntries(Object.keys(versions).map((what) => [what, { version: versions[what], words: words[what] }]));
  writeFileSync(GIVEN_OUT, JSON.stringify(kept, null, 1) + '\n');
}
