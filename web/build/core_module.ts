// Vite plugin: takes the built core.wasm into the site under a name with its hash, and tells the loader its address and
// its integrity value through the module `virtual:core`.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'virtual:core';

export function coreModule(file: string): Plugin {
  let base = '/';
  return {
    name: 'eteinen-core',
    configResolved(config) {
      base = config.base;
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
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
