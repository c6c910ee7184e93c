// A strict stand-in for the Suomi.fi e-authorisations web API (acting for a person): its paths, checksums, sessions,
// codes and tokens, and a selection page that a test answers by itself. It refuses whatever is not exactly right.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const CLOCK_MS = 5 * 60 * 1000;
const PREFIX = '/service/hpa/';

export class AuthorisationsService {
  // `persons`: by identity code of the one who acts, those for whom they may: [{personId, name, issues}].
  constructor({ client, key, secret, returnAddress, persons, now }) {
    Object.assign(this, { client, key, secret, returnAddress, persons, now });
    this.sessions = new Map();
    this.codes = new Map();
    this.tokens = new Map();
    this.refusals = [];
    this.calls = [];
    this.silent = false;
    this.clockOff = 0;
  }

  async start() {
    this.server = createServer((request, response) => {
      this.calls.push(`${request.method} ${request.url.split('?')[0].replace(/(?<=\/)\d{6}[-+A-Y]\d{3}\w(?=\/|$)/, 'CODE')}`);
      if (this.silent) return void response.writeHead(500).end();
      const [status, body] = this.answer(request);
      if (status !== 200) this.refusals.push(body);
      if (status === 302) return void response.writeHead(302, { location: body }).end();
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.address = `http://127.0.0.1:${this.server.address().port}`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  // All sessions end at once.
  forget() {
    this.sessions.clear();
  }

  answer(request) {
    const url = new URL(request.url, this.address);
    if (url.pathname === '/oauth/authorize') return this.authorize(url);
    if (url.pathname === '/oauth/token') return this.token(request, url);
    if (!url.pathname.startsWith(PREFIX)) return [404, 'no such path'];
    const wrong = this.checksumProblem(request);
    if (wrong !== null) return [401, wrong];
    if (!url.searchParams.get('requestId') || !url.searchParams.get('endUserId')) return [400, 'who asks?'];
    const parts = url.pathname.slice(PREFIX.length).split('/').map(decodeURIComponent);
    if (parts[0] === 'user' && parts[1] === 'register') return this.register(parts[2], parts[3]);
    if (parts[0] !== 'api') return [404, 'no such path'];
    const session = this.sessions.get(parts[2]);
    if (session === undefined) return [401, 'no session'];
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (this.tokens.get(token)?.session !== parts[2] || this.tokens.get(token).until <= this.time()) {
      return [401, 'no token of this session'];
    }
    if (parts[1] === 'delegate') return [200, session.chosen.map(({ personId, name }) => ({ personId, name }))];
    if (parts[1] === 'authorization') return this.authorization(session, parts[3], url.searchParams.get('issues'));
    return [404, 'no such path'];
  }

  time() {
    return this.now() + this.clockOff;
  }

  checksumProblem(request) {
    const [client, time, checksum, more] = (request.headers['x-asiointivaltuudetauthorization'] ?? '').split(' ');
    if (client !== this.client || more !== undefined) return 'not the client';
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(time ?? '')) return 'no time';
    if (Math.abs(Date.parse(time) - this.time()) > CLOCK_MS) return 'the clock is off';
    const expected = createHmac('sha256', this.key).update(`${request.url} ${time}`).digest('base64');
    return checksum === expected ? null : 'wrong checksum';
  }

  register(client, code) {
    if (client !== this.client) return [401, 'not the client'];
    if (!(code in this.persons)) return [400, 'nobody of this code'];
    const sessionId = randomUUID();
    const userId = randomUUID();
    this.sessions.set(sessionId, { userId, who: code, chosen: [] });
    return [200, { sessionId, userId }];
  }

  // The selection page: whoever is here chooses the person that `choose` names, or changes their mind.
  authorize(url) {
    const { searchParams: query } = url;
    const found = [...this.sessions].find(([, { userId }]) => userId === query.get('user'));
    if (found === undefined || query.get('client_id') !== this.client || query.get('response_type') !== 'code') {
      return [400, 'nobody is registered'];
    }
    if (query.get('redirect_uri') !== this.returnAddress()) return [400, 'not the return address'];
    const back = new URL(this.returnAddress());
    back.searchParams.set('state', query.get('state') ?? '');
    if (this.choose === null) return [302, back.href];
    const [sessionId, session] = found;
    session.chosen = this.persons[session.who].filter(({ personId }) => personId === this.choose);
    const code = randomUUID();
    this.codes.set(code, sessionId);
    back.searchParams.set('code', code);
    return [302, back.href];
  }

  token(request, url) {
    const basic = Buffer.from(`${this.client}:${this.secret}`).toString('base64');
    if (request.method !== 'POST' || request.headers.authorization !== `Basic ${basic}`) return [401, 'not the client'];
    const { searchParams: query } = url;
    let session;
    if (query.get('grant_type') === 'authorization_code') {
      if (query.get('redirect_uri') !== this.returnAddress()) return [400, 'not the return address'];
      session = this.codes.get(query.get('code'));
      this.codes.delete(query.get('code'));
    } else if (query.get('grant_type') === 'refresh_token') {
      const old = [...this.tokens.values()].find(({ refresh }) => refresh === query.get('refresh_token'));
      session = old?.session;
      if (old !== undefined) old.refresh = null;
    }
    if (session === undefined || !this.sessions.has(session)) return [400, 'no such code'];
    const token = randomUUID();
    const refresh = randomUUID();
    this.tokens.set(token, { session, refresh, until: this.time() + 599_000 });
    return [200, { access_token: token, token_type: 'bearer', refresh_token: refresh, expires_in: 599 }];
  }

  authorization(session, code, issue) {
    const person = session.chosen.find(({ personId }) => personId === code);
    if (person === undefined) return [403, 'not chosen'];
    const allowed = this.persons[session.who].find(({ personId }) => personId === code)?.issues.includes(issue);
    return [200, allowed ? { result: 'ALLOWED', reasons: [] } : { result: 'DISALLOWED', reasons: ['hidden'] }];
  }
}
