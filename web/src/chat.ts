// The entry for chats: the same core and screens, made to stand in a frame on another page (web/CHAT.md).
import { rest } from 'virtual:core';
import { startApp } from './app';
import { base, firstModule } from './begin';
import { HiddenPaths } from './bridge/browser';
import { Embedder, topicPath } from './bridge/embedder';
import { showHelp } from './bridge/help';
import { coreMaker } from './bridge/maker';
import { keepForOffline } from './bridge/offline';
import './styles/app.scss';

const makeCore = coreMaker(firstModule, rest, () => import('virtual:core-plain'));
const place = document.getElementById('app')!;
const help = document.getElementById('help');
const giveUp = (): void => showHelp(place, help);
const topic = topicPath(window);
const embedder = Embedder.of(window);

void startApp({
  makeCore,
  place,
  base,
  entry: 'chat',
  giveUp,
  shell: document.querySelector<HTMLElement>('.shell'),
  ready: () => {
    help?.remove();
    if (window.parent === window) keepForOffline(base); // in a frame it is a guest
  },
  paths: (onPath) => new HiddenPaths(topic, onPath),
  openChat: (chat) => embedder?.openChat(chat) ?? false,
}).catch(giveUp);
