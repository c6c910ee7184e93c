// The backend ends when it is told to, also as soon as it has said its address, when it may not listen yet.
//
//   node tests/backend/ends.mjs      (after tools/build native)
import { Backend } from '../e2e/backend.mjs';
import { Claims } from '../e2e/claims.mjs';

const TIMES = 40;
const PATIENCE_MS = 10_000;

const claims = new Claims();
await claims.that(`told to end at once, it ends: ${TIMES} times`, async () => {
  for (let n = 1; n <= TIMES; n++) {
    const backend = new Backend({ now: '2026-11-24T07:00:00Z' });
    await backend.start();
    let late;
    const lateness = new Promise((_, reject) => {
      late = setTimeout(() => reject(new Error(`the ${n}. time it did not`)), PATIENCE_MS);
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
});
claims.end();
