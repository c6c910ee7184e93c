// The backend as a relying party against a real OpenID Connect provider: the whole way, and every way to cheat.
//
//   node tests/identification/oidc_test.mjs      (after tools/build native)
import assert from 'node:assert/strict';
import { Claims } from '../e2e/claims.mjs';
import { PlainBrowser } from './browser.mjs';
import { openProvider, SECRET } from './relying.mjs';

const PERSONS = {
  aino: { code: '140386-902R', name: 'Aino Maria Esimerkki' },
  uusi: { code: '010190-999W', name: 'Uuno Uusi' },
  amara: { code: '', name: 'Amara Prov' },
  weak: { code: '080769-922B', name: 'Helena Kokeilu', acr: 'weak' },
  future: { code: '010150A900C', name: 'Tuleva Testi' },
};

const claims = new Claims();

for (const algorithm of ['RS256', 'ES256']) {
  const { provider, backend, own, end } = await openProvider(PERSONS, algorithm);
  const restart = () => {
    backend.now = new Date().toISOString();
    return backend.restart();
  };
  const session = async (browser) => JSON.parse((await browser.send(`${own}session`)).text);
  const begin = async (browser, returnTo = '/booking/times') => {
    const { status, text } = await browser.write(`${own}session/identify`, { returnTo });
    assert.equal(status, 200, text);
    return JSON.parse(text).href;
  };
  // Up to the address by which the browser comes back.
  const back = async (browser, who) => {
    provider.next = who;
    return browser.follow(await begin(browser), `${own}session/identified`);
  };
  const arrive = async (browser, address) => (await browser.send(address)).to?.replace(own, '/');

  await claims.that(`${algorithm}: who identifies comes back to the same step, as themselves`, async () => {
    const browser = new PlainBrowser();
    assert.equal((await session(browser)).identification, 'provider');
    assert.equal(await arrive(browser, await back(browser, 'aino')), '/booking/times');
    const { level, user, actingFor } = await session(browser);
    assert.equal(level, 'identified');
    assert.equal(user.id, 'aino-esimerkki', 'known by the identity code');
    assert.equal(actingFor.relation, 'self');
  });

  await claims.that(`${algorithm}: whoever is not in the register is known again, by an id that tells nothing`, async () => {
    const ids = [];
    for (let i = 0; i < 2; i++) {
      const browser = new PlainBrowser();
      await arrive(browser, await back(browser, 'uusi'));
      const { user } = await session(browser);
      assert.equal(user.name, 'Uuno Uusi');
      assert.equal(user.birthDate, '1990-01-01');
      ids.push(user.id);
      if (i === 0) await restart();
    }
    assert.equal(ids[0], ids[1]);
    assert.match(ids[0], /^[0-9a-f]{32}$/);
  });

  await claims.that(`${algorithm}: the address that the browser is sent to has code, PKCE, state and nonce`, async () => {
    const address = new URL(await begin(new PlainBrowser()));
    const { searchParams: query } = address;
    assert.equal(query.get('response_type'), 'code');
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.match(query.get('code_challenge'), /^[A-Za-z0-9_-]{43}$/);
    assert.match(query.get('state'), /^[0-9a-f]{40}$/);
    assert.match(query.get('nonce'), /^[0-9a-f]{40}$/);
    assert.equal(query.get('redirect_uri'), `${own}session/identified`);
  });

  await claims.that(`${algorithm}: a state that is forged, planted, used or missing opens nothing`, async () => {
    const refused = async (browser, address) => {
      assert.equal(await arrive(browser, address), '/notice/not-identified');
      assert.equal((await session(browser)).level, 'anonymous');
    };
    const forger = new PlainBrowser();
    const address = await back(forger, 'aino');
    await refused(forger.copy(), address.replace(/state=\w+/, `state=${'0'.repeat(40)}`));
    const other = new PlainBrowser();
    await back(other, 'aino');
    await refused(other, address);
    await refused(new PlainBrowser(), address);
    const browser = new PlainBrowser();
    const good = await back(browser, 'aino');
    const replaying = browser.copy();
    assert.equal(await arrive(browser, good), '/booking/times');
    await refused(replaying, good);
    await refused(new PlainBrowser(), `${own}session/identified`);
  });

  await claims.that(`${algorithm}: a code of another log-in is refused by the provider's PKCE`, async () => {
    const victim = new PlainBrowser();
    const stolen = new URL(await back(victim, 'aino')).searchParams.get('code');
    const thief = new PlainBrowser();
    const own_way = await back(thief, 'uusi');
    assert.equal(await arrive(thief, own_way.replace(/code=[^&]+/, `code=${stolen}`)), '/notice/not-identified');
    assert.equal((await session(thief)).level, 'anonymous');
  });

  await claims.that(`${algorithm}: an answer in the name of another provider is refused`, async () => {
    const browser = new PlainBrowser();
    const address = new URL(await back(browser, 'aino'));
    address.searchParams.set('iss', 'https://another.example');
    assert.equal(await arrive(browser, address.href), '/notice/not-identified');
  });

  await claims.that(`${algorithm}: who changes their mind is back where they were, as before`, async () => {
    const browser = new PlainBrowser();
    assert.equal(await arrive(browser, await back(browser, null)), '/booking/times');
    assert.equal((await session(browser)).level, 'anonymous');
  });

  await claims.that(`${algorithm}: a weak identification is none`, async () => {
    const browser = new PlainBrowser();
    assert.equal(await arrive(browser, await back(browser, 'weak')), '/notice/not-strong');
    assert.equal((await session(browser)).level, 'anonymous');
  });

  await claims.that(`${algorithm}: without a Finnish code, or with an impossible one, there is another way`, async () => {
    for (const who of ['amara', 'future']) {
      const browser = new PlainBrowser();
      assert.equal(await arrive(browser, await back(browser, who)), '/other-ways', who);
      assert.equal((await session(browser)).level, 'anonymous');
    }
  });

  await claims.that(`${algorithm}: only a path of the app can be come back to`, async () => {
    for (const returnTo of ['//elsewhere.example', 'https://elsewhere.example', '/a?b=c', '/\\elsewhere', '', 7,
      '/chat.html#at=//elsewhere.example', '/chat.html#at=', '/chat.html?need=x', '/chat.html#need=x', '/index.html']) {
      const browser = new PlainBrowser();
      provider.next = 'aino';
      const address = await browser.follow(await begin(browser, returnTo), `${own}session/identified`);
      assert.equal(await arrive(browser, address), '/', String(returnTo));
    }
  });

  await claims.that(`${algorithm}: the entry for chats is come back to, whatever the end`, async () => {
    for (const [who, returnTo, to] of [
      ['aino', '/chat.html#at=/form/2', '/chat.html#at=/form/2'],
      ['aino', '/chat.html', '/chat.html'],
      ['weak', '/chat.html#at=/form/2', '/chat.html#at=/notice/not-strong'],
      ['amara', '/chat.html', '/chat.html#at=/other-ways'],
    ]) {
      const browser = new PlainBrowser();
      provider.next = who;
      const address = await browser.follow(await begin(browser, returnTo), `${own}session/identified`);
      assert.equal(await arrive(browser, address), to);
    }
  });

  await claims.that(`${algorithm}: the page of test persons is not there`, async () => {
    const browser = new PlainBrowser();
    assert.equal((await browser.send(`${own}session/test-persons`)).status, 404);
    assert.equal((await browser.write(`${own}session`, { testPerson: 'aino-esimerkki' })).status, 404);
  });

  await claims.that(`${algorithm}: another site begins no identification`, async () => {
    const { status } = await new PlainBrowser().write(`${own}session/identify`, {}, { origin: 'https://elsewhere.example' });
    assert.equal(status, 403);
  });

  await claims.that(`${algorithm}: a log-out ends the provider's session too`, async () => {
    const browser = new PlainBrowser();
    await arrive(browser, await back(browser, 'aino'));
    const reply = await browser.send(`${own}session`, { method: 'DELETE', headers: { 'x-eteinen': '1' } });
    assert.equal(reply.status, 200);
    assert.ok(JSON.parse(reply.text).href.startsWith(`${provider.issuer}/session/end?`));
    assert.equal((await session(browser)).level, 'anonymous');
  });

  await claims.that(`${algorithm}: token, keys and identity codes never reach the browser`, async () => {
    const browser = new PlainBrowser();
    await arrive(browser, await back(browser, 'aino'));
    await session(browser);
    const fromUs = browser.seen.split('\n').filter((line) => !line.includes(provider.issuer)).join('\n');
    for (const secret_thing of ['140386-902R', 'eyJ', SECRET, 'id_token', 'access_token', 'code_verifier']) {
      assert.ok(!fromUs.includes(secret_thing), secret_thing);
    }
    assert.ok(!backend.log.includes('140386'), backend.log);
  });

  await claims.that(`${algorithm}: without the provider nobody is let in, and the rest works`, async () => {
    const browser = new PlainBrowser();
    const address = await back(browser, 'aino');
    provider.stop();
    assert.equal(await arrive(browser, address), '/notice/not-identified');
    assert.equal((await browser.send(`${own}fhir/HealthcareService`)).status, 200);
    await restart();
    assert.equal((await browser.write(`${own}session/identify`, {})).status, 503);
  });

  await end();
}
claims.end();
