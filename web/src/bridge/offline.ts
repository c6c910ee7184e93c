// Asks the browser to keep the app for times without network (worker/service_worker.ts). Where there are no service
// workers, or they are refused, the app simply needs the network.

interface ScriptAddresses {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(input: string): unknown };
}

export function keepForOffline(base: string): void {
  if (!('serviceWorker' in navigator)) return;
  const address = new URL('sw.js', base).href;
  // Trusted Types: the one address that this policy can give.
  const types = (globalThis as { trustedTypes?: ScriptAddresses }).trustedTypes;
  const script = types?.createPolicy('eteinen-worker', { createScriptURL: () => address }).createScriptURL('') ?? address;
  navigator.serviceWorker.register(script as string, { scope: base }).then(
    async () => (await navigator.serviceWorker.ready).active?.postMessage('keep-content'),
    () => {},
  );
}
