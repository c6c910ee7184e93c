// A real OpenID Connect provider on 127.0.0.1, with persons whom a test lets in without a page.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

export const CODE_CLAIM = 'urn:oid:1.2.246.21';
export const STRONG = 'http://ficora.fi/2016/loatest2';

export class IdentityProvider {
  // `persons`: by subject, {code, name, acr}. `next`: the subject who identifies next; null: they cancel.
  constructor({ client, secret, returnAddress, endAddress, persons, algorithm = 'RS256' }) {
    Object.assign(this, { client, secret, returnAddress, endAddress, persons, algorithm });
    this.next = null;
  }

  async start() {
    this.server = createServer((request, response) => {
      if (request.url.startsWith('/interaction/')) void this.interact(request, response);
      else this.handle(request, response);
    });
    await new Promise((ready) => this.server.listen(0, '127.0.0.1', ready));
    this.issuer = `http://127.0.0.1:${this.server.address().port}`;
    const { keys } = await import('./keys.mjs');
    this.provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: this.client,
          client_secret: this.secret,
          redirect_uris: [this.returnAddress],
          post_logout_redirect_uris: [this.endAddress],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: this.algorithm,
        },
      ],
      jwks: { keys: keys() },
      cookies: { keys: ['cookies of tests'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'acr', CODE_CLAIM], profile: ['name'] },
      conformIdTokenClaims: false,
      acrValues: [STRONG, 'weak'],
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, subject) => ({
        accountId: subject,
        claims: () => ({
          sub: subject,
          name: this.persons[subject].name,
          ...(this.persons[subject].code ? { [CODE_CLAIM]: this.persons[subject].code } : {}),
        }),
      }),
      ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 300, AuthorizationCode: 60 },
    });
    this.handle = this.provider.callback();
  }

  async interact(request, response) {
    const { prompt, params, session } = await this.provider.interactionDetails(request, response);
    const finish = (result) => this.provider.interactionFinished(request, response, result);
    if (prompt.name === 'login') {
      if (this.next === null) return finish({ error: 'access_denied', error_description: 'cancelled' });
      return finish({ login: { accountId: this.next, acr: this.persons[this.next].acr ?? STRONG } });
    }
    const grant = new this.provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid profile');
    return finish({ consent: { grantId: await grant.save() } });
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
