// Drives the app as a resident with a keyboard does: Tab, arrows, Enter and typing, nothing else. Nodes are found by
// their keys (`data-key`), the same keys that core and tests speak of.
import { mkdirSync } from 'node:fs';
import { examine } from './examine.mjs';

// A busy machine may need more.
const WAIT = { timeout: Number(process.env.ETEINEN_PATIENCE ?? 30_000) };
const MOST_STEPS = 400;
const RESTING_MS = 1000;

export class Resident {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    this.pictures = 0;
    this.presses = 0;
    this.messages = [];
    mkdirSync(folder, { recursive: true });
    page.on('console', (message) => this.messages.push(message.text()));
    page.on('pageerror', (error) => this.messages.push(String(error)));
  }

  // Begins at an address.
  async open(url) {
    await this.page.goto(url);
    await this.title();
  }

  // Loads the page again, once what the core gave to be kept has come to rest on the disk: sealing takes a moment.
  async reload() {
    const kept = () => this.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    for (let before = null, now = await kept(); now !== before; now = await kept()) {
      before = now;
      await this.page.waitForTimeout(RESTING_MS);
    }
    await this.page.reload();
  }

  async title() {
    return plain(await (await this.page.waitForSelector('main h1', WAIT)).innerText());
  }

  // Waits until a node is on the screen.
  sees(key) {
    return this.page.waitForSelector(selectorOf(key), WAIT);
  }

  async text(key) {
    return plain(await (await this.sees(key)).innerText());
  }

  // The keys of nodes that begin so, in their order on the page.
  async keys(beginning) {
    await this.page.waitForSelector(`[data-key^="${beginning}"]`, WAIT);
    const nodes = this.page.locator(`[data-key^="${beginning}"]`);
    return nodes.evaluateAll((all) => all.map((node) => node.dataset.key));
  }

  // Tab until the node has the focus. Checks on the way that the focus never gets lost.
  async tabTo(key) {
    await this.sees(key);
    for (let i = 0; i < MOST_STEPS; i++) {
      if ((await this.focused()).key === key) return;
      await this.key('Tab');
    }
    throw new Error(`Tab never reaches ${key}`);
  }

  // Presses a button or link, and waits for the screen that follows when its first node is named.
  async press(key, next) {
    await this.tabTo(key);
    await this.key('Enter');
    if (next === undefined) return;
    await this.sees(next);
    const { tag } = await this.focused();
    if (tag === 'BODY') throw new Error(`after ${key} the focus is lost`);
  }

  async type(key, text) {
    await this.tabTo(key);
    await this.page.keyboard.type(text);
  }

  // Chooses a radio button: Tab into its question, then arrows.
  async choose(question, value) {
    const key = `${question}.${value}`;
    await this.sees(key);
    for (let i = 0; (await this.focused()).name !== question; i++) {
      if (i > MOST_STEPS) throw new Error(`Tab never reaches ${question}`);
      await this.key('Tab');
    }
    for (let i = 0; (await this.focused()).key !== key; i++) {
      if (i > MOST_STEPS) throw new Error(`no arrow reaches ${key}`);
      await this.key('ArrowDown');
    }
    if (!(await this.focused()).checked) await this.key('Space');
  }

  // Saves a picture of the screen and examines it; throws what is wrong.
  async look(name) {
    const number = String(++this.pictures).padStart(2, '0');
    await this.page.screenshot({ path: `${this.folder}/${number}-${name}.png`, fullPage: false });
    const problems = await examine(this.page);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  async key(name) {
    this.presses++;
    await this.page.keyboard.press(name);
  }

  focused() {
    return this.page.evaluate(() => {
      const { tagName: tag, dataset, name, checked } = document.activeElement;
      return { tag, key: dataset.key, name, checked };
    });
  }
}

// Without what says only where a line may end.
function plain(text) {
  return text.replaceAll('\u00a0', ' ').replace(/[\u00ad\u2060]/g, '');
}

function selectorOf(key) {
  return `[data-key="${key.replaceAll('"', '\\"')}"]`;
}

export { Walk } from './claims.mjs';
