import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { SessionKeys, SessionKeysUnavailable } from './session-keys.js';
import { signSession, verifySession, type SessionClaims } from './session-token.js';

const user: SessionClaims = { sessionId: 's1', userId: 'u1', signedInAt: new Date(), roles: [] };

/** A JWKS that keys can be added to, that can be away, and that counts how often it was asked. */
class Issuer {
  readonly keys: JWK[] = [];
  away = false;
  asked = 0;

  async addKey(kid: string): Promise<CryptoKey> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    this.keys.push({ ...(await exportJWK(publicKey)), kid });
    return privateKey;
  }

  readonly fetch = async () => {
    this.asked += 1;
    if (this.away) throw new Error('connection refused');
    return { keys: [...this.keys] };
  };
}

async function setUp() {
  const issuer = new Issuer();
  const clock = { now: 0 };
  const key = await issuer.addKey('one');
  const keys = new SessionKeys(issuer.fetch, () => clock.now);
  return { issuer, clock, key, verify: (token: string) => verifySession(token, keys.keyOf) };
}

describe('the keys of sessions', () => {
  it('are fetched once, also by many at the same time, and outlive their issuer', async () => {
    const { issuer, clock, key, verify } = await setUp();
    const token = await signSession(user, key, 'one');
    await Promise.all([verify(token), verify(token), verify(token)]);
    issuer.away = true;
    clock.now = 24 * 60 * 60 * 1000;
    expect(await verify(token)).toEqual({ ...user, expiresAt: expect.any(Date) });
    expect(issuer.asked).toBe(1);
  });

  it('are fetched again for a key id that is not known yet, but not at will', async () => {
    const { issuer, clock, key, verify } = await setUp();
    await verify(await signSession(user, key, 'one'));
    const second = await signSession(user, await issuer.addKey('two'), 'two');
    await expect(verify(second)).rejects.toThrow('no applicable key');
    clock.now = 5_000;
    expect((await verify(second)).userId).toBe('u1');
    expect(issuer.asked).toBe(2);
  });

  it('stay good when they can not be fetched again', async () => {
    const { issuer, clock, key, verify } = await setUp();
    const token = await signSession(user, key, 'one');
    await verify(token);
    issuer.away = true;
    clock.now = 60_000;
    await expect(verify(await signSession(user, key, 'forged'))).rejects.toThrow('no applicable key');
    expect((await verify(token)).userId).toBe('u1');
  });

  it('are unavailable, not wrong, until they were fetched once', async () => {
    const { issuer, key, verify } = await setUp();
    const token = await signSession(user, key, 'one');
    issuer.away = true;
    await expect(verify(token)).rejects.toThrow(SessionKeysUnavailable);
    issuer.away = false;
    expect((await verify(token)).userId).toBe('u1');
  });
});
