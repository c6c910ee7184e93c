// Vite plugin: writes a brotli twin beside every text and wasm file of the built site, and prints what a first visit
// transfers.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSED = /\.(html|js|css|wasm|svg|json|webmanifest)$/;

export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'eteinen-precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!COMPRESSED.test(name)) continue;
        const bytes = readFileSync(join(folder, name));
        const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        writeFileSync(join(folder, `${name}.br`), small);
        this.info(`${name}: ${bytes.length} bytes, ${small.length} compressed`);
      }
    },
  };
}
