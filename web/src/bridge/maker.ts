// Which core this page runs: core.wasm in its two parts, or where the browser has no WebAssembly (as in iOS Lockdown Mode)
// the same core as plain JavaScript, which nobody else loads.
import { WasmCore, type Core } from './core';
import { addRest, compileCore, instantiateCore, type CoreExports, type CoreSource } from './loader';

export interface PlainCore {
  // A new instance with its own memory, not yet initialized.
  instantiate(): CoreExports;
}

// Makes a fresh core: a whole one, or one that may still have to be completed. Rejects when it can't be had.
export type CoreMaker = (whole: boolean) => Promise<Core>;

// How often the rest is asked for before it counts as not to be had, and the first pause in milliseconds; each pause is
// twice the one before it.
const TRIES = 5;
const FIRST_PAUSE = 500;

// `first`: the first part, on its way.
export function coreMaker(first: Promise<WebAssembly.Module>, rest: CoreSource, plain: () => Promise<PlainCore>): CoreMaker {
  if (typeof WebAssembly === 'object') {
    const restModule = kept(() => patiently(() => compileCore(rest)));
    return async (whole) => {
      const exports = await instantiateCore(await first);
      const core = new WasmCore(exports, async () => addRest(exports, await restModule()));
      if (whole) await core.complete?.();
      return core;
    };
  }
  const loaded = plain();
  return async () => {
    const core = (await loaded).instantiate();
    core._initialize?.();
    return new WasmCore(core);
  };
}

// Made when it is first wanted and then kept, unless it fails.
function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((reason: unknown) => {
      made = null;
      throw reason;
    });
    return made;
  };
}

async function patiently<T>(make: () => Promise<T>): Promise<T> {
  for (let n = 1, pause = FIRST_PAUSE; ; n++, pause *= 2) {
    try {
      return await make();
    } catch (reason) {
      if (n === TRIES) throw reason;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
