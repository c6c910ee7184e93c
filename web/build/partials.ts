// Vite plugin: puts a file of web/partials in place of the comment with its name, <!--help--> or <!--shell-->, in each
// page: the emergency numbers in four languages, and what stands there until the app does. In these, <!--mark--> is the
// picture of public/favicon.svg, which so needs no request of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export function partials(folder: string, mark: string): Plugin {
  const picture = (): string => readFileSync(mark, 'utf8').trim();
  const read = (_: string, name: string): string =>
    readFileSync(join(folder, `${name}.html`), 'utf8').replace('<!--mark-->', picture);
  return {
    name: 'eteinen-partials',
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace(/<!--(help|shell)-->/g, read) },
  };
}
