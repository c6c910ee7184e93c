// A browser without a page: cookies by address and path, redirects followed one at a time.
export class PlainBrowser {
  constructor() {
    this.cookies = new Map();
    this.seen = '';
  }

  copy() {
    const other = new PlainBrowser();
    other.cookies = new Map([...this.cookies].map(([host, jar]) => [host, new Map(jar)]));
    return other;
  }

  async send(address, { method = 'GET', body, headers = {} } = {}) {
    const { host } = new URL(address);
    const jar = this.cookies.get(host) ?? new Map();
    this.cookies.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (/max-age=0\b|expires=Thu, 01 Jan 1970/i.test(line) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    this.seen += `${address} ${response.status}\n${JSON.stringify([...response.headers])}\n${text}\n`;
    return { status: response.status, headers: response.headers, text, to: location(response, address) };
  }

  // Follows redirects until an address of `stop` is next, or until there are none.
  async follow(address, stop) {
    for (let i = 0; i < 12; i++) {
      if (address.startsWith(stop)) return address;
      const { to } = await this.send(address);
      if (to === null) throw new Error(`the way ends at ${address}`);
      address = to;
    }
    throw new Error('too many redirects');
  }

  write(address, body, headers = {}) {
    return this.send(address, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-eteinen': '1', ...headers },
    });
  }
}

function location(response, address) {
  const to = response.headers.get('location');
  return to === null ? null : new URL(to, address).href;
}
