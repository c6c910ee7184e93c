// The browser around the session: address bar, live regions, downloads, identifiers.
import { corePath, insideAddress } from './addresses';

// Shows the core's paths as addresses and tells when the resident goes back or forward.
export class AddressBar implements Paths {
  constructor(
    private readonly base: string,
    onPath: (path: string) => void,
  ) {
    // A screen begins at its top after back too: the browser's memory of the place would take the focused title away.
    history.scrollRestoration = 'manual';
    window.addEventListener('popstate', () => onPath(this.path()));
  }

  path(): string {
    return corePath(location.href, this.base);
  }

  show(path: string, replace: boolean): void {
    const language = askedLanguage();
    const address = insideAddress(language === null ? path : `${path}?lang=${encodeURIComponent(language)}`, this.base);
    if (address === null || address === location.href) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  }
}

// The language that the address asks for ("?lang=sv"), as written there.
export function askedLanguage(): string | null {
  return new URLSearchParams(location.search).get('lang');
}

// It stays in the address, also for a reload, until the page speaks another one.
export function keepLanguage(spoken: string): void {
  const asked = askedLanguage();
  if (asked !== null && asked !== spoken) history.replaceState(history.state, '', location.pathname);
}

// Milliseconds after which a frame is waited for no longer: some web views draw none while they are covered.
const LATEST_FRAME = 100;

// Resolves once the next frame is on its way to the screen, at once where the page is out of sight or goes there.
export function frameDrawn(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    document.addEventListener('visibilitychange', done);
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, LATEST_FRAME);
  });
}

// What shows and remembers the core's paths.
export interface Paths {
  path(): string;
  show(path: string, replace: boolean): void;
}

// The same for a page that stands in another one: its own address stays as it is, and back and forward still work.
export class HiddenPaths implements Paths {
  constructor(
    private readonly first: string,
    onPath: (path: string) => void,
  ) {
    window.addEventListener('popstate', () => onPath(this.path()));
  }

  path(): string {
    const state: unknown = history.state;
    const kept = typeof state === 'object' && state !== null ? (state as { path?: unknown }).path : undefined;
    return typeof kept === 'string' && kept.startsWith('/') ? kept : this.first;
  }

  show(path: string, replace: boolean): void {
    if (replace) history.replaceState({ path }, '');
    else history.pushState({ path }, '');
  }
}

// Says a text through one of the two live regions of index.html, which stand there from the beginning.
export function announce(text: string, assertive: boolean): void {
  const region = document.getElementById(assertive ? 'announce-now' : 'announce');
  if (region === null) return;
  // The same text twice would be no change, and so be silent.
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

// What was said on the screen before is over.
export function hush(): void {
  document.getElementById('announce')?.replaceChildren();
}

export function download(filename: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// True when the page was reloaded or reached by back or forward: the session then stands where the resident was. False
// when an address was typed or a link followed.
export function isReturn(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry !== undefined && entry.type !== 'navigate';
}

export function freshId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
