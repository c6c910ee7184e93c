// Which addresses the core may name: relative ones for its own page and backend, and a few schemes for the way out.

const WAYS_OUT = new Set(['https:', 'http:', 'tel:', 'sms:', 'mailto:']);

// The full address of a path of the core ("/booking", "fhir/Slot?service=x"), or null when it would leave the folder
// that the page is served from.
export function insideAddress(path: string, base: string): string | null {
  if (path.startsWith('//') || path.includes('\\') || /^[a-z][a-z0-9+.-]*:/i.test(path)) return null;
  const folder = new URL(base);
  let url: URL;
  try {
    url = new URL(path.replace(/^\//, ''), folder);
  } catch {
    return null;
  }
  return url.origin === folder.origin && url.pathname.startsWith(folder.pathname) ? url.href : null;
}

// The core's path of a full address: what stands after a question mark is not the core's.
export function corePath(address: string, base: string): string {
  const url = new URL(address);
  const folder = new URL(base).pathname;
  const path = url.pathname.startsWith(folder) ? url.pathname.slice(folder.length) : '';
  return path === 'index.html' ? '/' : `/${path}`;
}

// An address for a link that leads out, or null when its scheme is not one of ours (a script, a file, …).
export function outsideAddress(href: string): string | null {
  try {
    const url = new URL(href);
    return WAYS_OUT.has(url.protocol) ? href : null;
  } catch {
    return null;
  }
}
