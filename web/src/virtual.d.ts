// Written by build/core_module.ts when the site is built.
declare module 'virtual:core' {
  export const first: import('./bridge/loader').CoreSource;
  export const rest: import('./bridge/loader').CoreSource;
  // Paths that a first visit asks for: whatever the language, and in each besides.
  export const always: string[];
  export const byLanguage: Map<string, string[]>;
}

declare module 'virtual:core-plain' {
  export function instantiate(): import('./bridge/loader').CoreExports;
}
