// Keys made anew for each run: one of each kind that the backend understands.
import { generateKeyPairSync } from 'node:crypto';

export function keys() {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return [
    { ...rsa, kid: 'rsa', use: 'sig', alg: 'RS256' },
    { ...ec, kid: 'ec', use: 'sig', alg: 'ES256' },
  ];
}
