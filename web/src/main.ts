// The entry of the app page.
import { rest } from 'virtual:core';
import { startApp } from './app';
import { base, firstModule } from './begin';
import { showHelp } from './bridge/help';
import { coreMaker } from './bridge/maker';
import { keepForOffline } from './bridge/offline';
import './styles/app.scss';

const makeCore = coreMaker(firstModule, rest, () => import('virtual:core-plain'));
const place = document.getElementById('app')!;
const help = document.getElementById('help');
const giveUp = (): void => showHelp(place, help);

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
