// A port of 127.0.0.1 that nobody listens at, and that no connection is given for its own end before somebody does: those
// are of the range above (ip_local_port_range, from 32 768).
import { createServer } from 'node:net';

const FIRST = 20_000;
const COUNT = 12_000;
const MOST_TRIES = 100;

export async function freePort() {
  for (let i = 0; i < MOST_TRIES; i++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    const free = await new Promise((tell) => server.once('error', () => tell(false)).listen(port, '127.0.0.1', () => tell(true)));
    if (!free) continue;
    await new Promise((closed) => server.close(closed));
    return port;
  }
  throw new Error('no port is free');
}
