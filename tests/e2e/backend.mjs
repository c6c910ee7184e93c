// The real reference backend as a child process, with a data folder of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env.ETEINEN_BACKEND ?? 'build/native/bin/eteinen-backend';
const START_MS = 20_000;

export class Backend {
  // `web`: the folder that it serves; `more`: further options; `port`: 0 takes a free one; `data`: the folder of another
  // one that shares its database.
  constructor({ now, port = 0, web = 'web/dist', more = [], data }) {
    if (!existsSync(PROGRAM)) throw new Error(`no backend at ${PROGRAM}: build the native preset first`);
    this.now = now;
    this.data = data ?? mkdtempSync(join(tmpdir(), 'eteinen-walk-'));
    this.port = port;
    this.web = web;
    this.more = more;
    this.log = '';
  }

  // Starts it and tells its address; after a stop, at the same address with the same data.
  async start() {
    const options = ['--port', String(this.port), '--data', this.data, '--web', this.web, '--now', this.now, ...this.more];
    this.child = spawn(PROGRAM, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stderr.on('data', (text) => (this.log += text));
    this.url = await firstAddress(this.child);
    this.port = Number(new URL(this.url).port);
    return this.url;
  }

  async stop(signal = 'SIGTERM') {
    const { child } = this;
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async restart() {
    await this.stop();
    await this.start();
  }

  async end(signal) {
    await this.stop(signal);
    rmSync(this.data, { recursive: true, force: true });
  }
}

function firstAddress(child) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the backend does not say its address')), START_MS);
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const address = /^http:\/\/127\.0\.0\.1:\d+\/$/m.exec(said);
      if (address === null) return;
      clearTimeout(late);
      resolve(address[0]);
    });
    child.once('exit', (code) => reject(new Error(`the backend ended with ${code}`)));
    child.once('error', reject);
  });
}
