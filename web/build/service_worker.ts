// Vite plugin: tells the service worker which files the built site has, and a version that changes with any of them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = 'sw.js';
// Large, and of no use where there is WebAssembly: the core as plain JavaScript.
const SELDOM = /core-plain/;

export function serviceWorker(): Plugin {
  let folder = '';
  return {
    name: 'eteinen-service-worker',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(folder, name)).isFile() && name !== WORKER && !name.endsWith('.br'))
        .filter((name) => !SELDOM.test(name))
        .sort();
      const hash = createHash('sha256');
      for (const name of files) hash.update(name).update(readFileSync(join(folder, name)));
      const site = JSON.stringify({ version: hash.digest('hex').slice(0, 10), files });
      const code = readFileSync(join(folder, WORKER), 'utf8');
      if (!code.includes('%SITE%')) this.error(`${WORKER} has no place for the list of files`);
      // Escaped for a string in whichever quotes the minifier chose.
      writeFileSync(join(folder, WORKER), code.replace('%SITE%', () => JSON.stringify(site).slice(1, -1)));
    },
  };
}
