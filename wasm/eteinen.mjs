// Runs the `eteinen` command of the WASM build: node build/wasm/bin/eteinen.mjs COMMAND …
//
// The generated eteinen.js does the work; here only what its Emscripten (3.1.6) does not know of today's node:
// it would fetch() a file path where fetch exists, and it takes "nothing to read yet" for the end of the input.
import fs from 'node:fs';
import { createRequire } from 'node:module';

globalThis.fetch = undefined;

const clock = new Int32Array(new SharedArrayBuffer(4));

function untilReady(call) {
  return (...args) => {
    for (;;) {
      try {
        return call(...args);
      } catch (error) {
        if (error.code !== 'EAGAIN') throw error;
        Atomics.wait(clock, 0, 0, 1);
      }
    }
  };
}

fs.readSync = untilReady(fs.readSync);
fs.writeSync = untilReady(fs.writeSync);

createRequire(import.meta.url)('./eteinen.js');
