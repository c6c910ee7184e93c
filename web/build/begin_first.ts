// Vite plugin: has each page run src/begin.ts as soon as it is there, before its other scripts are.
import type { Plugin } from 'vite';

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
        if (!html.includes('<script')) return html;
        const script = `crossorigin src="${base}${begin.fileName}"></script>`;
        const found = `<script type="module" ${script}`;
        if (!html.includes(found)) throw new Error(`no ${found}`);
        return html.replace(found, `<script type="module" async fetchpriority="high" ${script}`);
      },
    },
  };
}
