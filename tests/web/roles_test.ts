import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Effects } from '../../web/src/bridge/effects';
import { PickedFiles } from '../../web/src/bridge/files';
import { Storage } from '../../web/src/bridge/storage';
import { drawings } from '../../web/src/render/roles';

const page = readFileSync('core/app/BOUNDARY.md', 'utf8');

// The first words of the rows of the table whose head begins with `head`.
function firstColumn(head: string): string[] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  assert.notEqual(start, -1, `no table of ${head} in BOUNDARY.md`);
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) => /^\| `([a-z-]+)` \|/.exec(line)![1]!);
}

test('every role of BOUNDARY.md is drawn, and no other', () => {
  assert.deepEqual(Object.keys(drawings).sort(), firstColumn('role').sort());
});

test('every effect that the shell says it performs is one of BOUNDARY.md', () => {
  const known = page.slice(page.indexOf('## Effects'), page.indexOf('## View'));
  const nothing = () => {};
  const effects = new Effects({
    base: 'http://127.0.0.1/',
    storage: new Storage(null, async () => null),
    files: new PickedFiles(),
    navigate: nothing,
    open: nothing,
    openWindow: nothing,
    announce: nothing,
    addToCalendar: nothing,
    tellTabs: nothing,
    showHelp: nothing,
    openChat: () => false,
    log: nothing,
  });
  for (const type of effects.capabilities) assert.match(known, new RegExp(`^\\| \`${type}\` \\|`, 'm'), type);
});
