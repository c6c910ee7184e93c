// Loads the core: a stand-alone WebAssembly module with four exported functions and no generated JavaScript around it.
//
// The file's content is checked against the hash that the build wrote (subresource integrity), compiled while it
// arrives where the platform can, and from a buffer where it can't (some web views refuse streaming). A module that is
// once compiled is kept, so that a fresh instance after a trap needs no network.
//
// The site's core comes in two parts (wasm/split.mjs): the first is a core that breaks off when it comes to a function of
// the other, and is whole once the other is added.

// What core.wasm exports: the C interface of wasm/abi.cc.
export interface CoreExports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  core_input: (length: number) => number;
  core_step: () => number;
  core_output: () => number;
}

export interface CoreSource {
  url: string;
  integrity: string;
}

// The first part came to a function of the rest.
export class Missing extends Error {}

// The core could not be loaded. The page then shows its static help with the emergency numbers.
export class LoadError extends Error {}

export async function compileCore(source: CoreSource): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object') throw new LoadError('no WebAssembly');
  const request = () => fetch(source.url, { integrity: source.integrity, credentials: 'same-origin' });
  if (typeof WebAssembly.compileStreaming === 'function') {
    try {
      return await WebAssembly.compileStreaming(request());
    } catch {
      // Wrong content type, a wrapped response or a broken download: once more without streaming.
    }
  }
  try {
    const response = await request();
    if (!response.ok) throw new LoadError(`core: status ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (reason) {
    throw reason instanceof LoadError ? reason : new LoadError(`core: ${String(reason)}`);
  }
}

// A new instance with its own memory. The core has no input or output of its own: whatever its C library asks of the
// system is refused ("not supported"), a notice that its memory grew is let pass, and an exit counts as a trap.
export async function instantiateCore(module: WebAssembly.Module): Promise<CoreExports> {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: space, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') throw new LoadError(`core: unexpected import ${space}.${name}`);
    (imports[space] ??= {})[name] = space === 'placeholder' ? missing : name === 'proc_exit' ? exit : space === 'env' ? nothing : refuse;
  }
  const instance = await WebAssembly.instantiate(module, imports);
  const core = instance.exports as unknown as CoreExports;
  core._initialize?.();
  return core;
}

// Adds to an instance of the first part the functions of the rest.
export async function addRest(first: CoreExports, rest: WebAssembly.Module): Promise<void> {
  await WebAssembly.instantiate(rest, { primary: first as unknown as WebAssembly.ModuleImports });
}

function missing(): never {
  throw new Missing('a function of the rest');
}

function exit(): never {
  throw new WebAssembly.RuntimeError('exit');
}

function nothing(): void {}

const WASI_ENOSYS = 52;

function refuse(): number {
  return WASI_ENOSYS;
}
