// From outside: the first screen in Finnish, with the package's own content.
import { readFile } from 'node:fs/promises';
import { loadCore } from 'eteinen';

const read = (path) => readFile(new URL(import.meta.resolve(`eteinen/${path}`)));
const core = await (await loadCore(await read('core.wasm')))();
const step = (event) => core.step({ v: 1, now: '2026-11-24T07:00:00Z', uid: crypto.randomUUID(), event });
const queue = [step({ type: 'start', entry: 'app', locale: 'fi', capabilities: ['http'] })];
for (let reply = queue.pop(); reply !== undefined; reply = queue.pop()) {
  if (reply.view?.title) console.log(reply.view.title);
  for (const { id, type, path } of reply.effects) {
    if (type !== 'http' || !path.startsWith('/content/')) continue;
    const body = await read(path.slice(1)).then(String);
    queue.push(step({ type: 'result', id, ok: { status: 200, headers: {}, body } }));
  }
}
