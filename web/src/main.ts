// The entry of the app page.
import { integrity, url } from 'virtual:core';
import { startApp } from './app';
import { WasmCore } from './bridge/core';
import { showHelp } from './bridge/help';
import { compileCore, instantiateCore } from './bridge/loader';
import { keepForOffline } from './bridge/offline';
import './styles/app.scss';

// Begun before anything else: the core is the longest way to the first question.
const module = compileCore({ url, integrity });
const place = document.getElementById('app')!;
const help = document.getElementById('help');
const giveUp = (): void => showHelp(place, help);

const base = new URL(import.meta.env.BASE_URL, location.href).href;

void startApp({
  makeCore: async () => new WasmCore(await instantiateCore(await module)),
  place,
  base,
  entry: 'app',
  giveUp,
  ready: () => {
    help?.remove();
    keepForOffline(base);
  },
}).catch(giveUp);
