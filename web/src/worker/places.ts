// Which requests the service worker answers, and where from. Everything else goes to the network untouched.

// `page`: network first, the shell's page when there is none. `content`: network first, else as it was seen last.
// `shell`: a file with a hash in its name, from the device. `address` is the name under which it is kept.
export interface Place {
  from: 'page' | 'content' | 'shell';
  address: string;
}

// What the backend answers itself: whoever comes from another server is sent on from there, and no page of ours may stand
// in its way.
const OF_BACKEND = /^(session|fhir|desk|content)(\/|$)/;

export function keptFor(
  method: string,
  mode: string,
  url: string,
  base: string,
  shell: ReadonlySet<string>,
): Place | null {
  if (method !== 'GET' || !url.startsWith(base)) return null;
  const address = withoutQuery(url);
  if (mode === 'navigate') {
    if (OF_BACKEND.test(address.slice(base.length))) return null;
    // The application's own addresses, such as /booking, are all the one page.
    if (shell.has(address) && address.endsWith('.html')) return { from: 'page', address };
    return /\.[a-z0-9]+$/.test(address.slice(base.length)) ? null : { from: 'page', address: `${base}index.html` };
  }
  if (shell.has(address)) return { from: address.endsWith('.html') ? 'page' : 'shell', address };
  return address.startsWith(`${base}content/`) ? { from: 'content', address } : null;
}

// A file of the build that a hash in its name ties to its content, as nginx/eteinen.conf and the backend know them.
const HASHED = /\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

// How a file of the shell is fetched to be kept. One that cannot change may come from the browser's own cache, where the
// page that is being read has just put most of them; any other is asked for anew.
export function cacheFor(address: string): 'default' | 'reload' {
  return HASHED.test(address) ? 'default' : 'reload';
}

// One entry of the platform's static routes: what it answers without waking the worker.
export interface Route {
  condition: { urlPattern: { pathname: string }; requestMethod?: string };
  source: 'network' | { cacheName: string };
}

// The same as `keptFor` says of these addresses, for platforms that can be told beforehand: files of the build from the
// device, and from the network where they are not kept; what is the backend's own never passes the worker.
export function routesFor(base: string, shell: string): Route[] {
  const folder = new URL(base).pathname.replace(/[\\{}()*+?:]/g, '\\$&');
  const at = (path: string): { urlPattern: { pathname: string } } => ({ urlPattern: { pathname: folder + path } });
  const ofBackend = ['session', 'session/*', 'fhir/*', 'desk/*'];
  return [
    { condition: { ...at('assets/*'), requestMethod: 'GET' }, source: { cacheName: shell } },
    ...ofBackend.map((path): Route => ({ condition: at(path), source: 'network' })),
  ];
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
