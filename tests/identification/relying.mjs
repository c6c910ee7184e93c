// A backend that sends its residents to a real provider, both on the clock of the machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backend } from '../e2e/backend.mjs';
import { freePort } from './ports.mjs';
import { IdentityProvider, STRONG } from './provider.mjs';

export const SECRET = 'a secret of tests';
const PERSONS = { aino: { code: '140386-902R', name: 'Aino Maria Esimerkki' } };

// Gives both, the backend's own address, and how to end them. `persons` and `algorithm` are the provider's.
export async function openProvider(persons = PERSONS, algorithm = 'RS256') {
  const folder = mkdtempSync(join(tmpdir(), 'eteinen-relying-'));
  const secret = join(folder, 'secret');
  writeFileSync(secret, `${SECRET}\n`);
  const port = await freePort();
  const own = `http://127.0.0.1:${port}/`;
  const provider = new IdentityProvider({
    client: 'eteinen',
    secret: SECRET,
    returnAddress: `${own}session/identified`,
    endAddress: own,
    persons,
    algorithm,
  });
  await provider.start();
  const more = ['--oidc-issuer', provider.issuer, '--oidc-client', 'eteinen', '--oidc-secret-file', secret, '--oidc-strong', STRONG];
  const backend = new Backend({ now: new Date().toISOString(), port, more });
  await backend.start();
  const end = async () => {
    await backend.end();
    provider.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { provider, backend, own, end };
}
