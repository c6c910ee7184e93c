// The browser of the end-to-end tests: Debian's Chromium, driven by playwright-core.
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Without compiled script Chromium has no WebAssembly either, as in iOS Lockdown Mode.
const WITHOUT_WASM = ['--js-flags=--jitless'];

// `wasm`: false takes WebAssembly away; so does ETEINEN_WITHOUT_WASM=1 from every journey.
export function openBrowser({ wasm = process.env.ETEINEN_WITHOUT_WASM !== '1' } = {}) {
  const args = wasm ? ARGUMENTS : [...ARGUMENTS, ...WITHOUT_WASM];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}
