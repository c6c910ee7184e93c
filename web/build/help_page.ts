// Vite plugin: puts partials/help.html (the emergency numbers in four languages) in place of <!--help--> in each page.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

export function helpPage(file: string): Plugin {
  return {
    name: 'eteinen-help',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('<!--help-->', readFileSync(file, 'utf8')),
    },
  };
}
