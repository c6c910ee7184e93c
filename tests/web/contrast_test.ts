// The colours of the look, light and dark: what is read stands out by 7:1 (WCAG AAA), what is shorter or bold, such as
// headings, badges and what is to be pressed, by 4.5:1 (AA), and the borders of controls by 3:1.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const file = readFileSync('web/src/styles/_tokens.scss', 'utf8');

// text, or border → the grounds that it stands on
const READ = { ink: ['page', 'card', 'soft', 'ok-bg', 'warn-bg', 'danger-bg'], ink2: ['page', 'card', 'soft'] };
const SHORT = {
  brand: ['page', 'card', 'soft'],
  'brand-strong': ['page', 'card', 'soft'],
  on: ['brand', 'brand-strong'],
  danger: ['page', 'card', 'danger-bg'],
  'on-danger': ['danger'],
  ok: ['card', 'ok-bg'],
  warn: ['card', 'warn-bg'],
};
const BORDERS = { control: ['page', 'card'], brand: ['page', 'card'] };

function coloursOf(theme: string): Map<string, string> {
  const mixin = new RegExp(`@mixin ${theme} \\{(.*?)\\n\\}`, 's').exec(file)?.[1] ?? '';
  return new Map([...mixin.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]));
}

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test('the measure is that of the guidelines', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
});

for (const theme of ['light', 'dark']) {
  test(`${theme}: what is read, what is short and what has a border stand out`, () => {
    const colours = coloursOf(theme);
    assert.ok(colours.size >= 18, `${colours.size} colours`);
    for (const [least, pairs] of [[7, READ], [4.5, SHORT], [3, BORDERS]] as const) {
      for (const [front, grounds] of Object.entries(pairs)) {
        for (const ground of grounds) {
          const found = contrast(colours.get(front)!, colours.get(ground)!);
          assert.ok(found >= least, `${front} on ${ground}: ${found.toFixed(2)}, at least ${least}`);
        }
      }
    }
  });
}
