// What a screen reader says of each screen of tests/web/fixtures/views, from its first word to its last, kept as text in
// tests/web/fixtures/spoken. A change of markup that changes what is heard shows there, for a person to read.
//
//   ETEINEN_KEEP_SPOKEN=1 node tests/web/run.mjs spoken     takes what is said now over into the files
import { virtual } from '@guidepup/virtual-screen-reader';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Screen } from '../../web/src/render/screen';

const VIEWS = 'tests/web/fixtures/views';
const SPOKEN = 'tests/web/fixtures/spoken';
const MOST_PHRASES = 2000;
const keep = process.env['ETEINEN_KEEP_SPOKEN'] === '1';

async function heard(): Promise<string[]> {
  await virtual.start({ container: document.body, window: window as unknown as typeof globalThis.window });
  try {
    for (let i = 0; (await virtual.lastSpokenPhrase()) !== 'end of document'; i++) {
      assert.ok(i < MOST_PHRASES, 'the page has no end');
      await virtual.next();
    }
    return await virtual.spokenPhraseLog();
  } finally {
    await virtual.stop();
  }
}

for (const file of readdirSync(VIEWS)) {
  const name = file.replace('.json', '');
  test(`what is heard of the screen ${name}`, async () => {
    document.body.replaceChildren();
    const screen = new Screen(document.body.appendChild(document.createElement('div')), {
      press: () => {},
      set: () => {},
      type: () => {},
      settle: () => {},
    });
    window.scrollTo = () => {};
    screen.draw(JSON.parse(readFileSync(`${VIEWS}/${file}`, 'utf8')));
    // Where a line may end is not heard.
    const said = `${(await heard()).join('\n')}\n`.replaceAll('\u00a0', ' ').replace(/[\u00ad\u2060]/g, '');
    assert.match(said, /^heading, .+, level 1$/m, 'the heading is heard');
    const kept = `${SPOKEN}/${name}.txt`;
    if (keep) writeFileSync(kept, said);
    assert.equal(said, readFileSync(kept, 'utf8'), `${kept}: read what is heard now, then keep it`);
  });
}
