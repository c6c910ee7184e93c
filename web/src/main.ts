// The entry of the pages: the app, and the same core and screens for chats, made to stand in a frame on another page
// (web/CHAT.md).
import { rest } from 'virtual:core';
import { startApp } from './app';
import { base, firstModule } from './begin';
import { HiddenPaths } from './bridge/browser';
import { Embedder, topicPath } from './bridge/embedder';
import { showHelp } from './bridge/help';
import { coreMaker } from './bridge/maker';
import { keepForOffline } from './bridge/offline';

const chat = document.documentElement.dataset['entry'] === 'chat';
const topic = chat ? topicPath(window) : '/';
const embedder = chat ? Embedder.of(window) : null;
const makeCore = coreMaker(firstModule, rest, () => import('virtual:core-plain'));
const place = document.getElementById('app')!;
const help = document.getElementById('help');
const giveUp = (): void => showHelp(place, help);

void startApp({
  makeCore,
  place,
  base,
  entry: chat ? 'chat' : 'app',
  giveUp,
  shell: document.querySelector<HTMLElement>('.shell'),
  ready: () => {
    help?.remove();
    if (!chat || window.parent === window) keepForOffline(base); // in a frame it is a guest
  },
  ...(chat ? { paths: (onPath) => new HiddenPaths(topic, onPath) } : {}),
  openChat: (one) => embedder?.openChat(one) ?? false,
}).catch(giveUp);
