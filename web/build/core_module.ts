// Vite plugin: takes the built core.wasm into the site under a name with its hash, and tells the loader its address and
// its integrity value through the module `virtual:core`. The same core as plain JavaScript, which lies beside it, is
// `virtual:core-plain`: a chunk of its own, loaded only where there is no WebAssembly.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'virtual:core';
const PLAIN = 'virtual:core-plain';

export function coreModule(file: string): Plugin {
  let base = '/';
  return {
    name: 'eteinen-core',
    configResolved(config) {
      base = config.base;
    },
    resolveId: (id) => (id === NAME || id === PLAIN ? `\0${id}` : null),
    load(id) {
      if (id === `\0${PLAIN}`) return readFileSync(file.replace(/\.wasm$/, '-plain.mjs'), 'utf8');
      if (id !== `\0${NAME}`) return null;
      if (!existsSync(file)) {
        this.error(`no core at ${file}: build the wasm preset first, or name the file in ETEINEN_WASM`);
      }
      const bytes = readFileSync(file);
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
      const fileName = `assets/core-${hash}.wasm`;
      this.emitFile({ type: 'asset', fileName, source: bytes });
      const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
      return `export const url = ${JSON.stringify(base + fileName)}; export const integrity = ${JSON.stringify(integrity)};`;
    },
  };
}
