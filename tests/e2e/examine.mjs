// What every screen must stand: axe finds nothing, the markup is valid, nothing is wider than the window, no word is torn
// apart at the end of a line without a hyphen, no target is too small to hit.
import { readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TARGET = 44;

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // How the browser writes its page down again says nothing about ours.
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-implicit-button-type': 'error',
    'long-title': 'off',
    'doctype-style': 'off',
  },
});

// A list of problems, each a sentence; empty when all is well. `mayTear`: words longer than the line are let pass.
export async function examine(page, { mayTear = false } = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  // The bar of emergency numbers stays at the lower edge while one scrolls: where the page stands now, it may lie over half
  // a button. It is put into its own place for this; that it never lies over what has the focus, focus.mjs looks for.
  const axe = await page.evaluate(async (tags) => {
    const bar = document.querySelector('.app-footer');
    bar?.style.setProperty('position', 'static');
    try {
      return await globalThis.axe.run(document, { runOnly: tags });
    } finally {
      bar?.style.removeProperty('position');
    }
  }, TAGS);
  const violations = axe.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
  );
  const shape = await page.evaluate(([target, tears]) => {
    const problems = [];
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) problems.push(`wider than the window: ${page.scrollWidth}`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = tears ? null : texts.nextNode(); text !== null; text = texts.nextNode()) {
      if (!text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
      // Parts of words: what a soft hyphen divides may stand on two lines.
      for (const { 0: part, index } of text.data.matchAll(/\p{L}{2,}/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + part.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size < 2) continue;
        // The hyphen before it counts as its beginning: letter by letter one sees where the part itself stands.
        const lines = [...part].map((_, at) => {
          range.setStart(text, index + at);
          range.setEnd(text, index + at + 1);
          return Math.round([...range.getClientRects()].at(-1)?.top ?? 0);
        });
        if (new Set(lines).size > 1) problems.push(`torn apart: ${part}`);
      }
    }
    for (const control of document.querySelectorAll('button, a[href], input, select, textarea')) {
      const { width, height } = control.getBoundingClientRect();
      if (height > 0 && (height < target - 0.5 || width < target - 0.5)) {
        problems.push(`target of ${Math.round(width)} × ${Math.round(height)}: ${control.outerHTML.slice(0, 120)}`);
      }
    }
    return problems;
  }, [TARGET, mayTear]);
  const report = await validator.validateString(await page.content());
  const markup = report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
  return [...violations, ...shape, ...markup];
}
