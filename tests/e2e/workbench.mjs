// The workbench as a page in Chromium: each pane, brought up by the input that pictures it natively, looks the same
// but for a few pixels; a hand's keys and mouse work; what is saved is offered as a download; residents' pages
// know nothing of it.
//
//   node tests/e2e/workbench.mjs      (after tools/build; the pictures are in build/workbench-page-pictures)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Walk } from './driver.mjs';

const NOW = '2026-11-24T09:00:00+02:00';
const SIZE = { width: 1440, height: 900 };
const PICTURES = 'build/workbench-page-pictures';
// The two may draw the edges of letters a little differently; the journal shows the headers of a real server besides.
const DIFFERENT_SHARE = 0.002;
const DIFFERENT_IN_JOURNAL = 0.03;
const PATIENCE_MS = Number(process.env.ETEINEN_PATIENCE ?? 30_000) * 4;

const backend = new Backend({ now: '2026-11-24T07:00:00Z', web: 'build/workbench-page' });
const browser = await openBrowser({ webgl: true, wasm: true });
const walk = new Walk();

// "--key ctrl-2 --click form" as pairs; every option has a value.
function pairs(words) {
  const list = words.split(' ').filter((word) => word !== '');
  return list.flatMap((word, at) => (at % 2 === 0 ? [[word, list[at + 1]]] : []));
}

async function open(url, options) {
  const page = await browser.newPage({ viewport: SIZE });
  page.on('pageerror', (error) => assert.fail(`the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.log(`the page says: ${message.text()}`);
  });
  const search = new URLSearchParams([['--now', NOW], ['--scale', '1'], ...options]);
  await page.goto(`${url}?${search}`);
  return page;
}

const printed = (page) => page.evaluate(() => window.Module.printed);
const told = (page) =>
  page.waitForFunction(() => window.Module.printed.some((line) => line.startsWith('title ')), null, { timeout: PATIENCE_MS });

// The share of pixels whose brightness differs by more than a third, and how many are not of the ground's colour.
function compare(page, one, other) {
  const sources = [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  return page.evaluate(async (urls) => {
    const [a, b] = await Promise.all(
      urls.map(async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      }),
    );
    if (a.width !== b.width || a.height !== b.height) return { different: 1, drawn: 0 };
    const light = (of, at) => (of.data[at] + of.data[at + 1] + of.data[at + 2]) / 3;
    let different = 0;
    let drawn = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      if (Math.abs(light(a, at) - light(b, at)) > 85) ++different;
      if (Math.abs(light(a, at) - light(a, 4 * (a.width * a.height - 1))) > 30) ++drawn;
    }
    return { different: different / (a.width * a.height), drawn };
  }, sources);
}

try {
  const url = await backend.start();
  mkdirSync(PICTURES, { recursive: true });
  execFileSync('tools/workbench/pictures', [`${PICTURES}/native`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const judge = await browser.newPage();

  const scenes = execFileSync('tools/workbench/pictures', ['--list'], { encoding: 'utf8' }).trim().split('\n');
  assert.ok(scenes.length >= 7, 'a picture of each pane');
  for (const scene of scenes) {
    const [name, ...words] = scene.split(' ');
    await walk.step(`${name} looks as it does natively`, async () => {
      const page = await open(url, [...pairs(words.join(' ')), ['--frames', '10']]);
      await told(page);
      assert.deepEqual((await printed(page)).filter((line) => line.startsWith('never there')), []);
      const here = await page.screenshot({ path: `${PICTURES}/${name}.png` });
      const { different, drawn } = await compare(judge, here, readFileSync(`${PICTURES}/native/${name}.png`));
      console.log(`  ${(different * 100).toFixed(2)} % different`);
      assert.ok(drawn > 5_000, `${drawn} pixels are drawn`);
      assert.ok(different < (name === 'journal' ? DIFFERENT_IN_JOURNAL : DIFFERENT_SHARE), `${different} of the pixels are different`);
      await page.close();
    });
  }

  await walk.step('a hand can go from pane to pane by keys, and press', async () => {
    const page = await open(url, []);
    await page.waitForFunction(() => document.querySelector('#state').textContent === '', null, { timeout: PATIENCE_MS });
    await page.waitForTimeout(1000);
    const before = await page.screenshot();
    await page.locator('canvas').click({ position: { x: 900, y: 700 } });
    await page.keyboard.down('Control');
    await page.keyboard.press('4', { delay: 200 });
    await page.keyboard.up('Control');
    await page.waitForTimeout(1000);
    const week = await page.screenshot({ path: `${PICTURES}/by-keys.png` });
    assert.ok((await compare(judge, week, before)).different > 0.03, 'another pane is shown');
    // The button of the first pane.
    await page.mouse.click(40, 16, { delay: 200 });
    await page.waitForTimeout(1000);
    const back = await page.screenshot();
    assert.ok((await compare(judge, back, before)).different < DIFFERENT_SHARE, 'the first pane again');
    await page.close();
  });

  await walk.step('a questionnaire that is saved is offered as a download, with nothing else changed', async () => {
    const questionnaires = readdirSync('assets/questionnaires').filter((name) => name.endsWith('.json')).sort();
    const number = questionnaires.indexOf('findrisc.json');
    const page = await browser.newPage({ viewport: SIZE, acceptDownloads: true });
    const download = page.waitForEvent('download', { timeout: PATIENCE_MS });
    const expression = 'item[10].extension[0].valueExpression.expression';
    const input = `--key ctrl-2 --click form --click form.${number} --click item.total --click expression.${expression} --key end`;
    const save = pairs('--wait 120 --click form.save');
    await page.goto(`${url}?${new URLSearchParams([['--now', NOW], ...pairs(input), ['--type', ' + 0'], ...save])}`);
    const file = await download;
    assert.equal(file.suggestedFilename(), 'findrisc.json');
    const was = readFileSync('assets/questionnaires/findrisc.json', 'utf8');
    const is = readFileSync(await file.path(), 'utf8');
    assert.equal(is, was.replace('+ %familyPoints"', '+ %familyPoints + 0"'));
    assert.notEqual(is, was);
    await page.close();
  });

  await walk.step('nothing of it is among what residents load', () => {
    const resident = readdirSync('web/dist', { recursive: true }).filter((name) => String(name).includes('workbench'));
    assert.deepEqual(resident, []);
  });
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
