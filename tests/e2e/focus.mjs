// Goes through a screen with Tab, as one does who uses no mouse: everything that can be pressed takes the focus, in the
// order of the page, and one sees where it is.

// What takes the focus, in the order of the page; of radio buttons that belong together the chosen one, else the first.
function stops() {
  const groups = new Set();
  const seen = ({ offsetWidth, offsetHeight }) => offsetWidth > 0 && offsetHeight > 0;
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((one) => {
    if (one.disabled || one.tabIndex < 0 || !seen(one)) return false;
    if (one.type !== 'radio') return true;
    if (groups.has(one.name)) return false;
    const chosen = document.querySelector(`input[type="radio"][name="${CSS.escape(one.name)}"]:checked`);
    if (chosen !== null && chosen !== one) return false;
    groups.add(one.name);
    return true;
  });
}

// What is wrong with the focus where it is now, as a sentence, or null. It ought to be on the stop of this number.
function wrong(number) {
  const wanted = globalThis.focusStops[number];
  const at = document.activeElement;
  const nameOf = (one) => one?.dataset?.key ?? one?.outerHTML.slice(0, 80) ?? 'nothing';
  if (at !== wanted) return `Tab leads to ${nameOf(at)} where ${nameOf(wanted)} comes next`;
  const drawn = [at, ...(at.labels ?? []), at.parentElement];
  const ringed = drawn.some((one) =>
    [null, '::before'].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one, part);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    }),
  );
  if (!ringed) return `no ring around ${nameOf(at)}`;
  const box = at.getBoundingClientRect();
  const left = Math.max(box.left, 0);
  const right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0);
  const bottom = Math.min(box.bottom, innerHeight);
  if (right - left < 1 || bottom - top < Math.min(box.height, 24)) return `${nameOf(at)} is out of sight`;
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const own = hit !== null && (at.contains(hit) || hit.contains(at) || hit.closest('label')?.control === at);
  return own ? null : `${nameOf(hit)} lies over ${nameOf(at)}`;
}

// A list of problems, each a sentence; empty when all is well.
export async function followFocus(page) {
  const count = await page.evaluate(`globalThis.focusStops = (${stops})(); globalThis.focusStops.length`);
  if (count === 0) return ['nothing takes the focus'];
  const problems = [];
  // From behind the first stop back to it, so that a key has moved the focus there too.
  await page.evaluate(() => globalThis.focusStops[0].focus());
  if (count > 1) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
  }
  for (let number = 0; number < count; number++) {
    if (number > 0) await page.keyboard.press('Tab');
    const problem = await page.evaluate(`(${wrong})(${number})`);
    if (problem === null) continue;
    problems.push(problem);
    await page.evaluate((at) => globalThis.focusStops[at].focus(), number);
  }
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    delete globalThis.focusStops;
  });
  return problems;
}
