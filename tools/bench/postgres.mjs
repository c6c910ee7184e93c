// A PostgreSQL server of its own in a new folder, reached through a socket there, as tests/backend/postgres_server.h has
// it: Debian's, with its usual settings, so that what is committed has been written to the disk.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const VERSIONS = '/usr/lib/postgresql';
const MOST_TRIES = 300;

// PostgreSQL refuses to run as root: then it runs as the user that its package has made.
function ownUser() {
  if (process.getuid() !== 0) return {};
  const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export class Postgres {
  constructor() {
    const newest = readdirSync(VERSIONS).sort().at(-1);
    this.programs = join(VERSIONS, newest, 'bin');
    this.folder = mkdtempSync(join(tmpdir(), 'eteinen-postgres-'));
    this.user = ownUser();
    if (this.user.uid !== undefined) chownSync(this.folder, this.user.uid, this.user.gid);
    this.as = { ...this.user, cwd: this.folder, stdio: 'ignore' };
  }

  // Starts it and tells the connection string of a new database.
  async start() {
    const data = join(this.folder, 'data');
    const made = spawnSync(join(this.programs, 'initdb'),
      ['-D', data, '-U', 'eteinen', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], this.as);
    if (made.status !== 0) throw new Error(`initdb ended with ${made.status}`);
    this.child = spawn(join(this.programs, 'postgres'), ['-D', data, '-k', this.folder, '-c', 'listen_addresses='], this.as);
    const make = ['-h', this.folder, '-U', 'eteinen', 'eteinen'];
    for (let tries = 0; spawnSync(join(this.programs, 'createdb'), make, this.as).status !== 0; tries++) {
      if (tries === MOST_TRIES) throw new Error('PostgreSQL does not answer');
      await setTimeout(100);
    }
    return `host=${this.folder} user=eteinen dbname=eteinen`;
  }

  async end() {
    if (this.child !== undefined) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGINT');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
