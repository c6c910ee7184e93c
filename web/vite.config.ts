import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { beginFirst } from './build/begin_first.ts';
import { builtInDirectory } from './build/built_in_directory.ts';
import { coreModule } from './build/core_module.ts';
import { partials } from './build/partials.ts';
import { precompress } from './build/precompress.ts';
import { serviceWorker } from './build/service_worker.ts';
import { usedVariants } from './build/used_variants.ts';

const here = import.meta.dirname;
const core = process.env['ETEINEN_WASM'] ?? resolve(here, '../build/wasm/bin/core.wasm');

// `vite build` makes the site. `vite build --mode gallery` makes the gallery of screens instead, without the core.
export default defineConfig(({ mode }) => {
  const gallery = mode === 'gallery';
  return {
    root: here,
    base: '/',
    publicDir: 'public',
    build: {
      outDir: gallery ? '../build/gallery' : 'dist',
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500, // kB: the core as plain JavaScript is large
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: gallery
          ? { gallery: resolve(here, 'gallery.html'), emergency: resolve(here, 'emergency.html') }
          : {
              begin: resolve(here, 'src/begin.ts'),
              index: resolve(here, 'index.html'),
              chat: resolve(here, 'chat.html'),
              emergency: resolve(here, 'emergency.html'),
              sw: resolve(here, 'src/worker/service_worker.ts'),
            },
        // The worker answers for the folder that it lies in, under an address that never changes.
        output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
      },
    },
    css: {
      preprocessorOptions: { scss: { loadPaths: [resolve(here, '../node_modules')] } },
      postcss: { plugins: [usedVariants()] },
    },
    plugins: [coreModule(core), partials(resolve(here, 'partials'), resolve(here, 'public/favicon.svg')), ...(gallery ? [] : [beginFirst(), builtInDirectory(resolve(here, '../assets')), serviceWorker()]), precompress()],
  };
});
