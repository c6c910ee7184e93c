// The entry of the app page.
import { first, rest } from 'virtual:core';
import { startApp } from './app';
import { showHelp } from './bridge/help';
import { coreMaker } from './bridge/maker';
import { keepForOffline } from './bridge/offline';
import './styles/app.scss';

// Begun before anything else: the core is the longest way to the first question.
const makeCore = coreMaker({ first, rest }, () => import('virtual:core-plain'));
const place = document.getElementById('app')!;
const help = document.getElementById('help');
const giveUp = (): void => showHelp(place, help);

const base = new URL(import.meta.env.BASE_URL, location.href).href;

void startApp({
  makeCore,
  place,
  base,
  entry: 'app',
  giveUp,
  shell: document.querySelector<HTMLElement>('.shell'),
  ready: () => {
    help?.remove();
    keepForOffline(base);
  },
}).catch(giveUp);
