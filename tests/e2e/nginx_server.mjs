// Debian's nginx with the example of tools/deploy/nginx, in a folder of its own, on 127.0.0.1, with a certificate made for
// it. Started as a child; nothing outside its folder is read but the modules and the types of files.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../identification/ports.mjs';

const START_MS = 10_000;

// What the example's "yours" become; every one of them has to be there.
function filledIn(example, values) {
  return Object.entries(values).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the example has no "${from}"`);
    return text.replaceAll(from, to);
  }, example);
}

export class Nginx {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'eteinen-nginx-'));
    this.site = join(this.folder, 'site');
    this.log = '';
  }

  // `backend`: its address. Tells this server's own.
  async start(backend) {
    const port = await freePort();
    execFileSync('tools/deploy/site', [this.site]);
    const certificate = join(this.folder, 'certificate.pem');
    const key = join(this.folder, 'key.pem');
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate, ...subject], { stdio: 'pipe' });
    const server = filledIn(readFileSync('tools/deploy/nginx/eteinen.conf', 'utf8'), {
      'server 127.0.0.1:8080': `server ${new URL(backend).host}`,
      'listen 443': `listen 127.0.0.1:${port}`,
      'asiointi.example': '127.0.0.1',
      '/etc/ssl/eteinen/fullchain.pem': certificate,
      '/etc/ssl/eteinen/privkey.pem': key,
      '/srv/eteinen': this.site,
    });
    mkdirSync(join(this.folder, 'temporary'));
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    writeFileSync(
      join(this.folder, 'nginx.conf'),
      `${process.getuid() === 0 ? 'user root;' : ''}
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
pid ${this.folder}/pid; error_log stderr; daemon off; worker_processes 1;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  ${places.map((place) => `${place}_temp_path ${this.folder}/temporary/${place};`).join('\n  ')}
  ${server}
}
`,
    );
    this.child = spawn('/usr/sbin/nginx', ['-p', this.folder, '-e', 'stderr', '-c', join(this.folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.child.stderr.on('data', (text) => (this.log += text));
    this.certificate = certificate;
    await this.listens(port);
    return `https://127.0.0.1:${port}/`;
  }

  async listens(port) {
    for (const until = Date.now() + START_MS; Date.now() < until; ) {
      if (this.child.exitCode !== null) break;
      const socket = connect(port, '127.0.0.1');
      const there = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
      socket.destroy();
      if (there) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nginx does not start: ${this.log}`);
  }

  async end() {
    if (this.child !== undefined && this.child.exitCode === null) {
      this.child.kill('SIGQUIT');
      await once(this.child, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
