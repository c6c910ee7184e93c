// Makes the npm package of the core in build/package: ES module, types, core.wasm, content and the pages that tell how to
// use them. It is not published from here.
//
//   node web/package/build.mjs      (after tools/build native:eteinen-backend wasm:core_wasm; tools/build package does both)
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const out = join(root, 'build/package');
const core = process.env.ETEINEN_WASM ?? join(root, 'build/wasm/bin/core.wasm');
const json = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { name, version, description, license, engines } = json('package.json');
const versions = json('versions.json');
const wasm = readFileSync(core);
await build({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  define: {
    BOUNDARY: JSON.stringify(versions.boundary),
    CONTENT: JSON.stringify(versions.content),
    INTEGRITY: JSON.stringify(`sha384-${createHash('sha384').update(wasm).digest('base64')}`),
  },
  build: {
    outDir: out,
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    lib: { entry: join(root, 'web/package/eteinen.ts'), formats: ['es'], fileName: () => 'eteinen.js' },
  },
});

execFileSync(join(root, 'node_modules/.bin/tsc'), ['--project', join(root, 'web/package/tsconfig.json')], { stdio: 'inherit' });
// Node's way of finding modules asks for the whole name of a file.
for (const file of readdirSync(join(out, 'types'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(out, 'types', file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/(from ')(\.[^']+)(')/g, '$1$2.js$3'));
}

execFileSync('node', [join(root, 'tools/deploy/content.mjs'), out], { stdio: 'ignore' });
copyFileSync(core, join(out, 'core.wasm'));
for (const page of ['LICENSE', 'THIRD_PARTY.md', 'VERSIONS.md', 'core/app/BOUNDARY.md', 'web/EMBEDDING.md']) {
  copyFileSync(join(root, page), join(out, page.split('/').pop()));
}
copyFileSync(join(root, 'web/package/README.md'), join(out, 'README.md'));
const types = './types/package/eteinen.d.ts';
const manifest = {
  name,
  version,
  description,
  license,
  type: 'module',
  engines,
  files: ['*', '!**/*.br'],
  exports: { '.': { types, default: './eteinen.js' }, './core.wasm': './core.wasm', './content/*': './content/*' },
  eteinen: versions,
};
writeFileSync(join(out, 'package.json'), JSON.stringify(manifest, null, 2) + '\n');
