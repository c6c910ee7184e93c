// Written by build/core_module.ts when the site is built.
declare module 'virtual:core' {
  export const first: import('./bridge/loader').CoreSource;
  export const rest: import('./bridge/loader').CoreSource;
}

declare module 'virtual:core-plain' {
  export function instantiate(): import('./bridge/loader').CoreExports;
}
