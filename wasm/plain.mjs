// Makes of what wasm2js wrote a module that can be instantiated more than once, as core.wasm can:
//
//   node wasm/plain.mjs WASM2JS_OUTPUT RESULT
//
// wasm2js imports from "env" and "wasi_snapshot_preview1", which are no modules of a page, and instantiates at once.
// Both ends are replaced; what is between, the core itself, stays as it is.
import { readFileSync, writeFileSync } from 'node:fs';

const END = /\nvar retasmFunc = asmFunc\([\s\S]*$/;
const IMPORTS = /^import \{[^}]*\} from '[^']+';\n/gm;

const [from, to] = process.argv.slice(2);
const written = readFileSync(from, 'utf8');
if (!END.test(written) || !IMPORTS.test(written)) throw new Error(`${from} is not as wasm2js of binaryen 108 writes it`);
const begin = `// Made from core.wasm by wasm2js, see wasm/plain.mjs: the same core where there is no WebAssembly.\n`;
// The core asks its host for two things only (tests/wasm/module_test.mjs).
const end = `
function abort() { throw new Error('trap'); }
function proc_exit() { throw new Error('exit'); }
function emscripten_notify_memory_growth() {}
function refuse() { return 52; }
export function instantiate() {
  return asmFunc({ abort, proc_exit, emscripten_notify_memory_growth, fd_close: refuse, fd_seek: refuse, fd_write: refuse });
}
`;
writeFileSync(to, begin + written.replace(IMPORTS, '').replace(END, end));
