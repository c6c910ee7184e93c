// Serves the pages of the peers on 127.0.0.1 as a good web server would: with the brotli -11 twin of a file, and the
// forms beside them under forms/NAME.json.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

// The file under the address; undefined when there is none.
function read(folder, path) {
  const file = join(folder, normalize(path));
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  const twin = existsSync(`${file}.br`);
  return { bytes: readFileSync(twin ? `${file}.br` : file), compressed: twin, type: TYPES[extname(file)] };
}

// `forms`: Questionnaires by name. Resolves to { url, close() }.
export function servePeers(folder, forms) {
  const known = new Map(
    Object.entries(forms).map(([name, form]) => [
      `/forms/${name}.json`,
      { bytes: brotliCompressSync(JSON.stringify(form)), compressed: true, type: TYPES['.json'] },
    ]),
  );
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const found = known.get(path) ?? read(folder, path);
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': found.type ?? 'application/octet-stream',
      'Content-Length': found.bytes.length,
      ...(found.compressed ? { 'Content-Encoding': 'br' } : {}),
    });
    response.end(found.bytes);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() });
    });
  });
}
