// Loads core.wasm the way a shell does: instantiate, `_initialize` once, then messages in and replies out.
import fs from 'node:fs';
import zlib from 'node:zlib';

// Bytes of a file as residents load it: brotli -11.
export function squeezedSize(path) {
  const bytes = fs.readFileSync(path);
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: size } = zlib.constants;
  return zlib.brotliCompressSync(bytes, { params: { [quality]: 11, [size]: bytes.length } }).length;
}

export function compile(path) {
  return new WebAssembly.Module(fs.readFileSync(path));
}

const host = {
  env: { emscripten_notify_memory_growth() {} },
  wasi_snapshot_preview1: {
    proc_exit(code) {
      throw new Error(`exit ${code}`);
    },
    fd_close: () => 0,
    fd_write: () => 0,
    fd_seek: () => 0,
  },
};

// A fresh core. `exports` are the module's own; `send` takes text or bytes and gives the reply as text.
export function instantiate(module) {
  return useExports(new WebAssembly.Instance(module, host).exports);
}

// The same from the two parts that pages load. Until `complete` is called, a message that needs the rest throws.
export function instantiateParts(first, rest) {
  const placeholder = {};
  for (const { module, name } of WebAssembly.Module.imports(first)) {
    if (module !== 'placeholder') continue;
    placeholder[name] = () => {
      throw new Error('a function of the rest');
    };
  }
  const { exports } = new WebAssembly.Instance(first, { ...host, placeholder });
  return { ...useExports(exports), complete: () => void new WebAssembly.Instance(rest, { primary: exports }) };
}

// The same for an instance that is there already, not yet initialized.
export function useExports(exports) {
  exports._initialize();
  const send = (message) => {
    const bytes = typeof message === 'string' ? new TextEncoder().encode(message) : message;
    const at = exports.core_input(bytes.length);
    if (at === 0) return null;
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    const length = exports.core_step();
    return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.core_output(), length));
  };
  return { exports, send, sendJson: (message) => JSON.parse(send(JSON.stringify(message))) };
}
