// In the web view of an app: a fake app around the page, in the dialect of each of the two usual plugins. Language, text
// size and colours follow the app, the back key works, phone links are the app's, identification happens outside the web
// view and comes back to the same step, and nonsense changes nothing.
//
//   node tests/e2e/webview.mjs      (after tools/build)
import assert from 'node:assert/strict';
import { PlainBrowser } from '../identification/browser.mjs';
import { openProvider } from '../identification/relying.mjs';
import { Backend } from './backend.mjs';
import { openBrowser } from './browser.mjs';
import { Resident, Walk } from './driver.mjs';

const NOW = '2026-11-24T07:00:00Z';
const HELLO = { locale: 'sv-FI', takes: ['calendar.add', 'open', 'auth.start'], textScale: 1.5, insetTop: 30, theme: 'dark' };

// What each plugin puts into the page before anything else runs. `appHears` leads to the test.
const PLUGINS = {
  webview_flutter: () => {
    window.EteinenHost = { postMessage: (text) => void window.appHears(text) };
  },
  flutter_inappwebview: () => {
    window.flutter_inappwebview = {};
    setTimeout(() => {
      window.flutter_inappwebview.callHandler = (name, text) =>
        name === 'eteinen' ? window.appHears(text) : Promise.reject(new Error(name));
      window.dispatchEvent(new Event('flutterInAppWebViewPlatformReady'));
    }, 100);
  },
};

class App {
  heard = [];

  constructor(page) {
    this.page = page;
  }

  async hears(text) {
    const message = JSON.parse(text);
    this.heard.push(message);
    this.nonce = message.nonce;
    if (message.t !== 'req') return;
    await this.says({ t: 'res', id: message.id, ok: true, p: message.m === 'hello' ? HELLO : {} });
  }

  says(message) {
    return this.saysText(JSON.stringify({ v: 1, nonce: this.nonce, ...message }));
  }

  saysText(text) {
    return this.page.evaluate((said) => window.eteinen.receive(said), text);
  }

  // The last request of this kind that the page has made.
  async asked(method) {
    for (let i = 0; i < 50; i++) {
      const asked = this.heard.findLast(({ t, m }) => t === 'req' && m === method);
      if (asked !== undefined) return asked;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`the page does not ask for ${method}`);
  }

  async answerTo(id) {
    for (let i = 0; i < 50; i++) {
      const answer = this.heard.find((message) => message.t === 'res' && message.id === id);
      if (answer !== undefined) return answer;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`no answer to ${id}`);
  }
}

const backend = new Backend({ now: NOW });
const browser = await openBrowser();
const walk = new Walk();

// A page in the web view of an app, in one of the dialects.
async function openView(plugin) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fi-FI', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const app = new App(page);
  await page.exposeFunction('appHears', (text) => void app.hears(text));
  await page.addInitScript(plugin);
  return { context, page, app };
}

try {
  const url = await backend.start();
  for (const [dialect, plugin] of Object.entries(PLUGINS)) {
    const { context, page, app } = await openView(plugin);
    await page.clock.setSystemTime(new Date(NOW));
    const resident = new Resident(page, `build/screens/webview-${dialect}`);

    await walk.step(`${dialect}: language, text size, safe area and colours are the app's`, async () => {
      await resident.open(url);
      await resident.sees('start.symptoms');
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'sv');
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '24px');
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).paddingTop), '30px');
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(22, 18, 29)');
      await resident.look('start');
    });

    await walk.step(`${dialect}: the back key goes back, and out of the app at the beginning`, async () => {
      await resident.press('start.contact', 'back');
      await app.says({ t: 'req', id: 'back-1', m: 'back' });
      assert.deepEqual((await app.answerTo('back-1')).p, { handled: true });
      await resident.sees('start.symptoms');
      await app.says({ t: 'req', id: 'back-2', m: 'back' });
      assert.deepEqual((await app.answerTo('back-2')).p, { handled: false });
    });

    await walk.step(`${dialect}: a phone number is called by the app`, async () => {
      const link = page.locator('a[href="tel:112"]').first();
      await link.press('Enter');
      for (let i = 0; i < 50 && !app.heard.some(({ m }) => m === 'open'); i++) await page.waitForTimeout(100);
      assert.deepEqual(app.heard.find(({ m }) => m === 'open').p, { href: 'tel:112' });
    });

    await walk.step(`${dialect}: the app changes the language`, async () => {
      await app.says({ t: 'evt', id: 'h-1', m: 'locale', p: { locale: 'en-GB' } });
      await page.waitForFunction(() => document.documentElement.lang === 'en');
    });

    await walk.step(`${dialect}: nonsense changes nothing`, async () => {
      const before = await page.locator('main').innerText();
      for (const text of ['', '{', '[]', '{"v":1}', `{"v":1,"t":"evt","id":"x","m":"look","p":{},"nonce":"other"}`]) {
        await app.saysText(text);
      }
      await app.says({ t: 'evt', id: 'h-2', m: 'look', p: { textScale: 1e9, theme: '</style>' } });
      await app.says({ t: 'evt', id: 'h-3', m: 'auth.done', p: { deep: { deeper: [[[[]]]] } } });
      await app.says({ t: 'evt', id: 'h-4', m: 'locale', p: { locale: 'x'.repeat(60_000) } });
      await app.says({ t: 'req', id: 'h-5', m: 'records.read' });
      assert.equal((await app.answerTo('h-5')).ok, false);
      assert.equal(await page.locator('main').innerText(), before);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '24px');
      // The core says to developers what it could not take, and nothing else is on the console.
      assert.deepEqual(resident.messages.filter((text) => !text.startsWith('core: event')), []);
    });
    if (walk.failed > 0) {
      await page.screenshot({ path: `build/screens/webview-${dialect}/failed.png` });
      console.log(page.url(), resident.messages, app.heard);
    }
    await context.close();
  }

  // How the answer of the provider, an address of ours, gets into the web view, whose cookies began the way.
  const WAYS = {
    'opened in the web view': ({ page }, address) => page.goto(address),
    'fetched with its cookies': async ({ context, page, app }, address) => {
      const { request } = (await app.asked('auth.start')).p;
      // Nobody asked for another one; and the app's word alone identifies nobody.
      await app.says({ t: 'evt', id: 'a-1', m: 'auth.done', p: { request: 'another', outcome: 'identified' } });
      const { status } = await page.evaluate(async () => ({ status: (await (await fetch('/session')).json()).level }));
      assert.equal(status, 'anonymous');
      await context.request.get(address, { maxRedirects: 0 });
      await app.says({ t: 'evt', id: 'a-2', m: 'auth.done', p: { request, outcome: 'identified' } });
    },
  };
  const { provider, own, end } = await openProvider();
  try {
    for (const [dialect, plugin] of Object.entries(PLUGINS)) {
      for (const [way, arrive] of Object.entries(WAYS)) {
        await walk.step(`${dialect}: identification is outside the web view, ${way}, and back at the same step`, async () => {
          const view = await openView(plugin);
          const { page, app } = view;
          const resident = new Resident(page, `build/screens/webview-${dialect}`);
          await resident.open(own);
          await resident.press('start.booking', 'services.kausirokotus');
          await resident.press('services.kausirokotus', 'identify.start');
          await resident.press('identify.start');
          const { p } = await app.asked('auth.start');
          assert.ok(p.href.startsWith(provider.issuer), p.href);
          assert.ok(page.url().startsWith(own), 'the web view stays where it is');
          provider.next = 'aino';
          // The system's browser: it has no cookie of the web view, and never gets the session.
          const outside = new PlainBrowser();
          const address = await outside.follow(p.href, `${own}session/identified`);
          await arrive(view, address);
          await page.waitForURL('**/booking/times');
          assert.match(await resident.text('person'), /Aino/);
          assert.equal(outside.cookies.get(new URL(own).host), undefined);
          await view.context.close();
        });
      }
    }
  } finally {
    await end();
  }
} finally {
  await browser.close();
  await backend.end();
}
walk.end();
