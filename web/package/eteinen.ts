// The core as an npm package: compiled once, then as many instances as there are residents at the screen.
//
// It draws nothing and performs no effect. One message of the boundary goes in, one reply comes out (BOUNDARY.md in
// this package). An instance that has trapped (CoreTrap) is dropped; a new one goes on from the state stored last.
import { WasmCore, type Core } from '../src/bridge/core';
import { compileCore, instantiateCore } from '../src/bridge/loader';

export { CoreTrap, type Core } from '../src/bridge/core';
export { LoadError } from '../src/bridge/loader';
export type * from '../src/bridge/messages';

declare const BOUNDARY: string;
declare const CONTENT: string;
declare const INTEGRITY: string;

/** The version of the boundary that this core speaks, MAJOR.MINOR.PATCH (VERSIONS.md in this package). */
export const boundaryVersion: string = BOUNDARY;
/** The version of the content in this package. */
export const contentVersion: string = CONTENT;
/** Of core.wasm in this package, as in HTML's integrity attribute. */
export const integrity: string = INTEGRITY;

/** Makes instances of the compiled core, each with memory of its own. Never needs the network. */
export type CoreMaker = () => Promise<Core>;

/**
 * `wasm` is the address of this package's core.wasm, whose content is then checked against `integrity`, or its bytes,
 * where there is no network to ask (node). Throws LoadError when what the address gives cannot be had or is another core.
 */
export async function loadCore(wasm: string | URL | BufferSource): Promise<CoreMaker> {
  const module =
    typeof wasm === 'string' || wasm instanceof URL
      ? await compileCore({ url: String(wasm), integrity })
      : await WebAssembly.compile(wasm);
  return async () => new WasmCore(await instantiateCore(module));
}
