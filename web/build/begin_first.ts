// Vite plugin: has each page run src/begin.ts by itself, as soon as it is there. The page's own script imports it, and so
// would run it only when the whole of that script has come.
import type { Plugin } from 'vite';

const PAGE_SCRIPT = '<script type="module"';

export function beginFirst(): Plugin {
  let base = '/';
  return {
    name: 'eteinen-begin-first',
    apply: 'build',
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const begin = Object.values(bundle ?? {}).find((one) => one.type === 'chunk' && one.name === 'begin');
        if (begin === undefined) throw new Error('the site has no begin.ts');
        const script = `<script type="module" async fetchpriority="high" crossorigin src="${base}${begin.fileName}"></script>`;
        return html.replace(PAGE_SCRIPT, `${script}\n    ${PAGE_SCRIPT}`);
      },
    },
  };
}
