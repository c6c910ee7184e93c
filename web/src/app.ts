// Puts the parts together: one session, one screen, one set of effects. The entries (main.ts, the gallery) differ only
// in the core that they bring.
import { outsideAddress } from './bridge/addresses';
import { AddressBar, announce, askedLanguage, download, frameDrawn, freshId, hush, isReturn, keepLanguage, type Paths } from './bridge/browser';
import type { Core } from './bridge/core';
import { Edits } from './bridge/edits';
import { Effects } from './bridge/effects';
import { PickedFiles } from './bridge/files';
import { waitSign } from './bridge/help';
import { Host } from './bridge/host';
import { openKeyring } from './bridge/keyring';
import type { CoreEvent, Entry, JsonObject } from './bridge/messages';
import { Session } from './bridge/session';
import { Storage, tabStorage } from './bridge/storage';
import { Tabs } from './bridge/tabs';
import { areLinesShort } from './render/divide';
import { guardDoublePresses } from './render/presses';
import { type Dispatch, Screen } from './render/screen';

export interface AppParts {
  makeCore(whole: boolean): Promise<Core>;
  place: HTMLElement;
  base: string;
  entry: Entry;
  // Nothing can be drawn: show the static help.
  giveUp(): void;
  // Words of the page for waiting.
  shell?: HTMLElement | null;
  // How the core's paths are shown; in the address bar when nothing else is said.
  paths?(onPath: (path: string) => void): Paths;
  // Gives a chat to its adapter; the window's event when nothing else is said.
  openChat?(chat: JsonObject): boolean | Promise<boolean>;
  // The first screen with a title stands on the page.
  ready?(): void;
}

const SESSION = 'session';

// Milliseconds from a frame until what it drew is on the screen, also of a slow phone.
const AFTER_PAINT = 250;

export async function startApp(parts: AppParts): Promise<void> {
  const { makeCore, place, base, entry, giveUp, ready } = parts;
  const host = await Host.meet(window, freshId());
  const storage = new Storage(tabStorage(), openKeyring, Date.now, frameDrawn, () => session.send({ type: 'unkept' }));
  const send = (event: CoreEvent): void => {
    edits.flush();
    session.send(event);
  };
  const edits = new Edits((event) => session.send(event));
  const onPath = (path: string): void => send({ type: 'navigate', path });
  const addressBar = parts.paths?.(onPath) ?? new AddressBar(base, onPath);
  const page = document.documentElement;
  const linesAreShort = (): boolean => areLinesShort(window.innerWidth, parseFloat(getComputedStyle(page).fontSize));
  const dispatch: Dispatch = {
    press: (key) => send({ type: 'press', key }),
    set: (key, value) => send({ type: 'set', key, value }),
    type: (key, value) => edits.later(key, value),
    settle: () => edits.settle(),
  };
  const screen = new Screen(place, dispatch, linesAreShort);
  const tabs = new Tabs((message) => send({ type: 'tabs', message }));
  const open = (href: string): void => {
    if (host?.can('open') === true) void host.ask('open', { href });
    else void storage.settled().finally(() => location.assign(href)); // what was answered is kept first
  };
  const effects = new Effects({
    base,
    storage,
    files: new PickedFiles(),
    announce,
    addToCalendar: (filename, ics) => {
      if (host?.can('calendar.add') === true) void host.ask('calendar.add', { filename, ics });
      else download(filename, 'text/calendar', ics);
    },
    ...(host === null ? {} : { askHost: (message: JsonObject) => host.ask(...asRequest(message)) }),
    tellTabs: (message) => tabs.tell(message),
    showHelp: giveUp,
    openChat: (chat) => (openInThisPage(chat) ? true : (parts.openChat?.(chat) ?? false)),
    log: (text) => console.warn(text),
    navigate: (path, replace) => addressBar.show(path, replace),
    open,
    openWindow: (href) => void window.open(href, '_blank', 'noopener'),
  });
  const arrivedAt = addressBar.path();
  const saved = await storage.load(SESSION);
  let standing = false;
  const stand = (): void => {
    standing = true;
    ready?.();
    // An address that was typed or linked to; after a reload the session itself knows where the resident was, and so it
    // does when the page around the chat entry is loaded again.
    const typed = saved === null || !isReturn();
    const begins = arrivedAt === '/' && (saved === null || entry === 'chat');
    if (typed && !begins) send({ type: 'navigate', path: arrivedAt });
  };
  const session = new Session({
    makeCore,
    effects,
    entry: host === null ? entry : 'webview',
    framed: window.parent !== window,
    giveUp,
    later: (act) => void requestAnimationFrame(() => setTimeout(act, AFTER_PAINT)),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    waits: waitSign(parts.shell ?? null, (text) => announce(text, false)),
    draw: (view) => {
      if ('root' in view) {
        keepLanguage(view.locale);
        if (view.focus) hush();
      }
      const drawn = screen.draw(view);
      if (drawn && !standing && place.querySelector('h1') !== null) stand();
      return drawn;
    },
    report: ({ phase, path, message }) => console.warn(`core: ${phase} ${path}: ${message}`),
    savedSession: () => storage.load(SESSION),
    now: () => new Date().toISOString(),
    uid: freshId,
    language: askedLanguage(),
    locale: host?.locale || navigator.language || 'fi',
  });
  guardDoublePresses(document);
  window.addEventListener('pointerdown', () => edits.hold(), true);
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => edits.release(), true);
  window.addEventListener('pagehide', () => edits.flush());
  await session.start();
  if (host === null) return;
  host.listen({
    back: () => {
      if (addressBar.path() === '/') return false;
      send({ type: 'navigate', back: true });
      return true;
    },
    locale: (locale) => send({ type: 'locale', locale }),
    message: (message) => send({ type: 'host', message }),
  });
  openThroughHost(host, open);
}

// Links that lead out of the page are the app's to follow.
function openThroughHost(host: Host, open: (href: string) => void): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!host.can('open') || outsideAddress(href) === null) return;
    event.preventDefault();
    open(href);
  });
}

// An adapter that runs in this page takes the chat by calling preventDefault().
function openInThisPage(detail: JsonObject): boolean {
  return !window.dispatchEvent(new CustomEvent('eteinen-chat', { detail, cancelable: true }));
}

function asRequest(message: JsonObject): [string, JsonObject] {
  const { m, p } = message;
  return [typeof m === 'string' ? m : '', typeof p === 'object' && p !== null && !Array.isArray(p) ? p : {}];
}
