// Which core this page runs: core.wasm, or where the browser has no WebAssembly (as in iOS Lockdown Mode) the same core as
// plain JavaScript, which nobody else loads.
import { WasmCore, type Core } from './core';
import { compileCore, instantiateCore, type CoreExports, type CoreSource } from './loader';

export interface PlainCore {
  // A new instance with its own memory, not yet initialized.
  instantiate(): CoreExports;
}

// Loading begins at once; each call of what is returned makes a fresh instance. Rejects when no core can be had.
export function coreMaker(source: CoreSource, plain: () => Promise<PlainCore>): () => Promise<Core> {
  if (typeof WebAssembly === 'object') {
    const module = compileCore(source);
    return async () => new WasmCore(await instantiateCore(await module));
  }
  const loaded = plain();
  return async () => {
    const core = (await loaded).instantiate();
    core._initialize?.();
    return new WasmCore(core);
  };
}
