// Writes the content as a folder of files, for a web server or a delivery network that has no backend behind these
// addresses: FOLDER/content/… with every file that GET /content/files.json names, that list itself and the permissions,
// byte for byte as the reference backend gives them, each with its brotli twin. Files of these names are replaced.
//
//   node tools/deploy/content.mjs FOLDER      (after tools/build native:eteinen-backend)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { brotliCompressSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '../..');
const backend = process.env.ETEINEN_BACKEND ?? 'build/native/bin/eteinen-backend';
const BESIDES = ['content/files.json', 'content/assets/permissions/permissions.json'];
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node tools/deploy/content.mjs FOLDER');
  process.exit(2);
}

function write(name, bytes) {
  const path = resolve(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes));
}

// Each on a connection of its own: one that waits for the next request may be closed just then.
async function readFrom(address, name) {
  const asked = get(address + name, { agent: false, headers: { 'accept-encoding': 'identity' } });
  const [answer] = await once(asked, 'response');
  if (answer.statusCode !== 200) throw new Error(`${name}: status ${answer.statusCode}`);
  return Buffer.concat(await answer.toArray());
}

async function copyFrom(address) {
  const read = (name) => readFrom(address, name);
  const { files } = JSON.parse(await read('content/files.json'));
  const names = [...BESIDES, ...files];
  for (const name of names) {
    if (!/^content\/[\w./-]+\.json$/.test(name) || name.includes('..')) throw new Error(`an odd name: ${name}`);
    write(name, await read(name));
  }
  return names.length;
}

const data = mkdtempSync(join(tmpdir(), 'eteinen-content-'));
const child = spawn(backend, ['--port', '0', '--data', data], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
child.once('error', () => {});
try {
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${backend} ended with ${code}`)));
  ended.catch(() => {});
  const [address] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  console.log(`${await copyFrom(address)} files of content`);
} finally {
  child.kill();
  rmSync(data, { recursive: true, force: true });
}
