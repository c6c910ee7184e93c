// Puts the parts together: one session, one screen, one set of effects. The entries (main.ts, the gallery) differ only
// in the core that they bring.
import { announce, AddressBar, download, freshId, isReturn } from './bridge/browser';
import type { Core } from './bridge/core';
import { Edits } from './bridge/edits';
import { Effects } from './bridge/effects';
import type { CoreEvent, Entry } from './bridge/messages';
import { Session } from './bridge/session';
import { Storage, tabStorage } from './bridge/storage';
import { Screen } from './render/screen';

export interface AppParts {
  makeCore(): Promise<Core>;
  place: HTMLElement;
  base: string;
  entry: Entry;
  // Nothing can be drawn: show the static help.
  giveUp(): void;
  // The first screen with a title stands on the page.
  ready?(): void;
}

const SESSION = 'session';

export async function startApp({ makeCore, place, base, entry, giveUp, ready }: AppParts): Promise<void> {
  const storage = new Storage(tabStorage());
  const send = (event: CoreEvent): void => {
    edits.flush();
    session.send(event);
  };
  const edits = new Edits((event) => session.send(event));
  const addressBar = new AddressBar(base, (path) => send({ type: 'navigate', path }));
  const screen = new Screen(place, {
    press: (key) => send({ type: 'press', key }),
    set: (key, value) => send({ type: 'set', key, value }),
    type: (key, value) => edits.later(key, value),
    settle: () => edits.flush(),
  });
  const effects = new Effects({
    base,
    storage,
    announce,
    download,
    showHelp: giveUp,
    navigate: (path, replace) => addressBar.show(path, replace),
    open: (href) => location.assign(href),
  });
  const arrivedAt = addressBar.path();
  const saved = await storage.load(SESSION);
  let standing = false;
  const stand = (): void => {
    standing = true;
    ready?.();
    // An address that was typed or linked to; after a reload the session itself knows where the resident was.
    if (arrivedAt !== '/' && !(saved !== null && isReturn())) send({ type: 'navigate', path: arrivedAt });
  };
  const session = new Session({
    makeCore,
    effects,
    entry,
    giveUp,
    draw: (view) => {
      const drawn = screen.draw(view);
      if (drawn && !standing && place.querySelector('h1') !== null) stand();
      return drawn;
    },
    report: ({ phase, path, message }) => console.warn(`core: ${phase} ${path}: ${message}`),
    savedSession: () => storage.load(SESSION),
    now: () => new Date().toISOString(),
    uid: freshId,
    locale: navigator.language || 'fi',
  });
  window.addEventListener('pagehide', () => edits.flush());
  await session.start();
}
