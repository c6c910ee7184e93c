// Vite plugin: takes the two parts of the built core.wasm (wasm/split.mjs) into the site under names with their hashes, and
// tells the loader their addresses and integrity values through the module `virtual:core`, with what a first visit asks for. The same core as plain
// JavaScript, which lies beside them, is `virtual:core-plain`: a chunk of its own, loaded only where there is no WebAssembly.
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
      const asked = JSON.parse(readFileSync(file.replace(/\.wasm$/, '-first.json'), 'utf8')) as Record<string, string[]>;
      const ofAll = Object.values(asked);
      const always = (ofAll[0] ?? []).filter((path) => ofAll.every((paths) => paths.includes(path)));
      const own = Object.entries(asked).map(([language, paths]) => [language, paths.filter((path) => !always.includes(path))]);
      const requests = `export const always = ${JSON.stringify(always)}; export const byLanguage = new Map(${JSON.stringify(own)});`;
      const parts = ['first', 'rest']
        .map((part) => {
          const partFile = file.replace(/\.wasm$/, `-${part}.wasm`);
          if (!existsSync(partFile)) this.error(`no core at ${partFile}: build the wasm preset first, or name core.wasm in ETEINEN_WASM`);
          const bytes = readFileSync(partFile);
          const fileName = `assets/core-${part}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.wasm`;
          this.emitFile({ type: 'asset', fileName, source: bytes });
          const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
          return `export const ${part} = ${JSON.stringify({ url: base + fileName, integrity })};`;
        });
      return [...parts, requests].join('\n');
    },
  };
}
