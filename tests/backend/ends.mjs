// The backend ends when it is told to, also as soon as it has said its address, when it may not listen yet: several at
// once, so that they get in each other's way.
//
//   node tests/backend/ends.mjs      (after tools/build native)
import { Backend } from '../e2e/backend.mjs';
import { Claims } from '../e2e/claims.mjs';

const ROUNDS = 6;
const AT_ONCE = 8;
const PATIENCE_MS = 10_000;

async function startAndEnd() {
  const backend = new Backend({ now: '2026-11-24T07:00:00Z' });
  await backend.start();
  let late;
  const lateness = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`still there after ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([backend.end(), lateness]);
  } catch (reason) {
    backend.child.kill('SIGKILL');
    throw reason;
  } finally {
    clearTimeout(late);
  }
}

const claims = new Claims();
await claims.that(`told to end at once, ${ROUNDS * AT_ONCE} of them do`, async () => {
  for (let n = 0; n < ROUNDS; n++) await Promise.all(Array.from({ length: AT_ONCE }, startAndEnd));
});
claims.end();
