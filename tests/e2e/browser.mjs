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

// The core stays as it was first compiled: what would be made quicker is hardly run before the page is closed.
const WITHOUT_TIER_UP = ['--js-flags=--no-wasm-tier-up'];

// WebGL drawn by the processor, for the workbench's page.
const WITH_WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

// `wasm`: false takes WebAssembly away; so does ETEINEN_WITHOUT_WASM=1 from every journey. `port`: where other tools may
// speak to it; none when left out. `webgl`: whether pages can draw with it. `tierUp`: whether the core is compiled a second
// time, to be quicker.
export function openBrowser({ wasm = process.env.ETEINEN_WITHOUT_WASM !== '1', port, webgl = false, tierUp = true } = {}) {
  const args = [...ARGUMENTS, ...(!wasm ? WITHOUT_WASM : tierUp ? [] : WITHOUT_TIER_UP)];
  if (webgl) args.push(...WITH_WEBGL);
  if (port !== undefined) args.push(`--remote-debugging-port=${port}`);
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}
