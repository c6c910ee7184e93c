// Vite plugin: packs the channel directory into the site as the backend would serve it. The core takes this one when the
// backend has none that can be used (core/channels/served_directory.h).
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

interface Resource {
  resourceType?: string;
  entry?: { resource: Resource }[];
}

export function builtInDirectory(assets: string): Plugin {
  return {
    name: 'eteinen-built-in-directory',
    apply: 'build',
    generateBundle() {
      const files = ['directory', 'rules'].flatMap((folder) =>
        readdirSync(join(assets, folder))
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => {
            const file = resolve(assets, folder, name);
            this.addWatchFile(file);
            return { name: `assets/${folder}/${name}`, content: JSON.parse(readFileSync(file, 'utf8')) as Resource };
          }),
      );
      const services = files
        .flatMap(({ content }) => (content.entry ?? []).map(({ resource }) => resource))
        .filter(({ resourceType }) => resourceType === 'HealthcareService');
      const source = JSON.stringify({ channels: services.length, files });
      this.emitFile({ type: 'asset', fileName: 'built-in/directory.json', source });
    },
  };
}
