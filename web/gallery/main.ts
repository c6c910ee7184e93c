// The gallery: every screen of tests/web/fixtures/views by itself (`gallery.html?view=start`), drawn by the real shell
// with a core that only knows that one view. For looking at, for screenshots and for accessibility checks.
import { startApp } from '../src/app';
import type { Core } from '../src/bridge/core';
import type { Message, Reply, WholeView } from '../src/bridge/messages';
import '../src/styles/app.scss';

const views = import.meta.glob<WholeView>('../../tests/web/fixtures/views/*.json', { import: 'default', eager: true });
const name = new URLSearchParams(location.search).get('view') ?? 'start';
const view = views[`../../tests/web/fixtures/views/${name}.json`];

class GalleryCore implements Core {
  step({ event }: Message): Reply {
    return { v: 1, effects: [], view: event.type === 'start' && view !== undefined ? view : null };
  }
}

void startApp({
  makeCore: async () => new GalleryCore(),
  place: document.getElementById('app')!,
  base: new URL('/', location.href).href,
  entry: 'app',
  giveUp: () => console.error(`no such view: ${name}`),
});
