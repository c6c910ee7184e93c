// Written by build/core_module.ts when the site is built.
declare module 'virtual:core' {
  export const url: string;
  export const integrity: string;
}

declare module 'virtual:core-plain' {
  export function instantiate(): import('./bridge/loader').CoreExports;
}
