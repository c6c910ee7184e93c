// From a matter to somebody who answers, by keyboard in Chromium against the real backend: the risk test's answers go
// along to a chat and arrive on the desk; a closed line gives a reminder and says what to do if it gets worse; a phone
// card; and the chat entry in a frame on another site. Every screen is examined and pictured in build/screens/chat.
//
//   node tests/e2e/chat.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

// A Tuesday, 10.00 and 22.00 in Helsinki.
const DAY = new Date('2026-11-24T08:00:00Z');
const NIGHT = new Date('2026-11-24T20:00:00Z');
const WAIT = { timeout: Number(process.env.ETEINEN_PATIENCE ?? 30_000) };
const NUMBERS = { 'q.age': '67', 'q.height': '170', 'q.weight': '95,5', 'q.waist': '110' };

// The page of another site, as web/CHAT.md shows it.
const county = createServer((_, answer) => {
  answer.setHeader('content-type', 'text/html; charset=utf-8');
  answer.end(`<!doctype html><html lang="fi"><title>Kunta</title><h1>Kunta</h1>
    <iframe id="chat" title="Chat" style="width:100%;height:300px" src="${backend.url}chat.html"></iframe>
    <script>
      addEventListener('message', ({ source, origin, data }) => {
        const frame = document.getElementById('chat');
        if (source !== frame.contentWindow || origin !== '${new URL(backend.url).origin}' || data?.v !== 1) return;
        const say = (message) => source.postMessage({ v: 1, ...message }, origin);
        if (data.m === 'eteinen.ready') say({ m: 'eteinen.hello' });
        if (data.m === 'eteinen.height') frame.style.height = data.px + 'px';
        if (data.m !== 'eteinen.chat') return;
        window.opened = data.chat;
        say({ m: 'eteinen.chat-answer', id: data.id, taken: true });
      });
    </script>`);
});
await new Promise((resolve) => county.listen(0, '127.0.0.1', resolve));
const countyUrl = `http://127.0.0.1:${county.address().port}`;

const SECRET = 'an-example-of-a-secret-of-a-desk';
const secretFile = join(tmpdir(), `eteinen-desk-${process.pid}`);
writeFileSync(secretFile, `${SECRET}\n`, { mode: 0o600 });
const backend = new Backend({ now: DAY.toISOString(), more: ['--desk-secret-file', secretFile, '--embed-from', countyUrl] });
const browser = await openBrowser();
const walk = new Walk();

async function newPage(options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.clock.setSystemTime(DAY);
  return page;
}

// Answers one page of a form: numbers as known, of choices the last one. Of what it asked, nothing stays open.
async function answer(resident) {
  const asked = await resident.page.locator('main form').evaluate((form) => [
    ...[...form.querySelectorAll('fieldset')].flatMap((fieldset) => {
      const radios = [...fieldset.querySelectorAll('input[type="radio"]')];
      return radios.length > 0 ? [{ key: radios[0].name, value: radios.at(-1).value }] : [];
    }),
    ...[...form.querySelectorAll('input:not([type="radio"]):not([type="checkbox"])')].map(({ dataset }) => ({ key: dataset.key })),
  ]);
  for (const { key, value } of asked) {
    if (value !== undefined) await resident.choose(key, value);
    else if (NUMBERS[key] !== undefined) await resident.type(key, NUMBERS[key]);
  }
}

try {
  const url = await backend.start();
  const page = await newPage();
  const resident = new Resident(page, 'build/screens/chat');
  await page.addInitScript(() => addEventListener('eteinen-chat', (event) => event.preventDefault()));
  const desk = await newPage();

  await walk.step('the desk lets in who has its key, and nobody else', async () => {
    await desk.goto(`${url}desk/`);
    await desk.keyboard.press('Tab');
    await desk.keyboard.type('a wrong key of a desk');
    await desk.keyboard.press('Enter');
    await desk.waitForSelector('text=Avain ei kelpaa.', WAIT);
    await desk.locator('#key').focus();
    await desk.keyboard.type(SECRET);
    await desk.keyboard.press('Enter');
    await desk.waitForSelector('text=Ketään ei odota.', WAIT);
  });

  await walk.step('the answers go along to the chat', async () => {
    await resident.open(url);
    await resident.press('start.findrisc', 'form.submit');
    for (let i = 0; i < 30 && !page.url().endsWith('/place'); i++) {
      const before = page.url();
      await answer(resident);
      await resident.press('form.submit');
      await page.waitForFunction((was) => location.href !== was, before, WAIT);
    }
    await resident.choose('place', 'Hämeenlinna');
    await resident.press('form.submit', 'choose.terveys-chat-nurse');
    await resident.look('result');
    await resident.press('choose.terveys-chat-nurse', 'channel.start');
    await resident.look('channel');
    await resident.press('channel.start', 'channel.passed');
    await resident.look('passed');
  });

  await walk.step('the summary arrives on the desk, for one to take', async () => {
    await desk.waitForSelector('#waiting button', WAIT);
    assert.match(await desk.locator('#waiting').innerText(), /terveys-chat-nurse/);
    assert.doesNotMatch(await desk.locator('#waiting').innerText(), /Hämeenlinna/);
    await desk.locator('#waiting button').focus();
    await desk.keyboard.press('Enter');
    await desk.waitForSelector('#matter:not([hidden])', WAIT);
    assert.match(await desk.locator('#matter-text').innerText(), /Hämeenlinna\n[^]*: 95,5/);
    await desk.waitForSelector('text=Ketään ei odota.', WAIT);
  });

  await walk.step('a phone card has the number to call and what to have at hand', async () => {
    await resident.press('back', 'choose.terveysasema-hameenlinnan-alue');
    await resident.press('choose.terveysasema-hameenlinnan-alue', 'channel.go');
    assert.equal(await page.locator('a[data-key="channel.go"], [data-key="channel.go"] a').first().getAttribute('href'), 'tel:036296627');
    await resident.sees('channel.ready');
    await resident.look('phone');
  });

  await walk.step('a closed line gives a reminder, and says what to do if it gets worse', async () => {
    await page.clock.setSystemTime(NIGHT);
    await resident.press('back', 'choose.terveys-chat-nurse');
    await resident.press('choose.terveys-chat-nurse', 'channel.remind');
    await resident.sees('result.worse');
    const download = page.waitForEvent('download', WAIT);
    await resident.press('channel.remind', 'channel.reminded');
    const entry = readFileSync(await (await download).path(), 'utf8');
    assert.match(entry, /DTSTART:20261125T060000Z\r\n/);
    assert.match(entry, /116 117/);
    await resident.look('closed');
  });

  await walk.step('who cannot speak is shown where to write', async () => {
    await page.clock.setSystemTime(DAY);
    await resident.open(`${url}contact`);
    await resident.tabTo('reach.speech.no');
    await resident.key('Space');
    await resident.sees('channel.terveys-chat-nurse');
    await page.waitForSelector('[data-key="channel.puhelinvaihde"]', { state: 'detached', ...WAIT });
    await resident.look('no-speech');
  });

  await walk.step('the chat entry on another site leads to the chat that is open', async () => {
    const around = await newPage();
    await around.goto(countyUrl);
    const frame = around.frameLocator('#chat');
    const there = (key) => frame.locator(`[data-key="${key}"]`);
    const press = async (key) => {
      await there(key).waitFor(WAIT);
      for (let i = 0; i < 100; i++) {
        if (await there(key).evaluate((node) => node.contains(document.activeElement))) break;
        await around.keyboard.press('Tab');
      }
      await around.keyboard.press('Enter');
    };
    const height = async () => Number.parseInt(await around.locator('#chat').evaluate((node) => node.style.height), 10);
    await press('chat.need.adult-social-work');
    await there('chat.status').waitFor(WAIT);
    await around.waitForFunction(() => parseInt(document.getElementById('chat').style.height, 10) > 1000, null, WAIT);
    const long = await height();
    await press('choose.aikuissosiaalityo-chat');
    await press('channel.start');
    await there('channel.passed').waitFor(WAIT);
    assert.equal((await around.evaluate(() => window.opened)).channel, 'aikuissosiaalityo-chat');
    assert.equal(around.url(), `${countyUrl}/`);
    await around.waitForFunction((px) => parseInt(document.getElementById('chat').style.height, 10) < px, long, WAIT);
  });

  await walk.step('in the frame, identifying opens a window of its own at the same matter', async () => {
    const around = await newPage({ viewport: { width: 320, height: 700 } });
    await around.goto(countyUrl);
    const frame = around.frameLocator('#chat');
    const press = async (key) => {
      await frame.locator(`[data-key="${key}"]`).focus(WAIT);
      await around.keyboard.press('Enter');
    };
    await press('chat.need.adult-social-work');
    await frame.locator('[data-key="chat.status"]').waitFor(WAIT);
    await press('person');
    await frame.locator('[data-key="identify.hint"]').filter({ hasText: 'toisen sivuston sisällä' }).waitFor(WAIT);
    assert.equal(await frame.locator('[data-key^="test-persons."]').count(), 0);
    await around.screenshot({ path: 'build/screens/chat/framed-identify.png', fullPage: true });
    const opened = around.context().waitForEvent('page', WAIT);
    await press('identify.start');
    const own = await opened;
    const there = new Resident(own, 'build/screens/chat');
    await there.sees('contact.need');
    assert.equal(await own.evaluate(() => window.top === window && window.opener === null), true);
    assert.equal(own.url(), `${url}chat.html`);
    await there.press('person', 'test-persons.helena-kokeilu');
    await there.press('test-persons.helena-kokeilu', 'persons.helena-kokeilu');
    await there.press('persons.helena-kokeilu', 'contact.need');
    assert.equal(await own.inputValue('[data-key="contact.need"]'), 'adult-social-work');
    assert.match(await there.text('person'), /Helena Kokeilu/);
  });

  await walk.step('the chat entry says when nobody is on the line', async () => {
    const alone = await newPage();
    await alone.clock.setSystemTime(NIGHT);
    const visitor = new Resident(alone, 'build/screens/chat');
    await visitor.open(`${url}chat.html#need=adult-social-work`);
    await visitor.sees('contact.need');
    assert.match(await visitor.text('chat.status'), /Chatissa ei ole nyt ketään/);
    assert.equal(alone.url(), `${url}chat.html`);
    await visitor.look('nobody');
  });
  if (walk.failed > 0) {
    await page.screenshot({ path: 'build/screens/chat/failed.png', fullPage: true });
    console.log(`at ${page.url()}`, await resident.focused(), resident.messages.slice(-5));
  }
} finally {
  rmSync(secretFile, { force: true });
  await browser.close();
  await backend.end();
  county.close();
}
walk.end();
