import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { Cookies } from '../sessions/cookies.js';
import type { Guest } from '../sessions/guest.js';
import { FoldedRevocations } from '../sessions/revocations.js';
import { SessionKeys } from '../sessions/session-keys.js';
import { signSession, type SessionClaims } from '../sessions/session-token.js';

/** Sessions for tests of services: a key pair of their own, no network. */
export interface TestSession {
  /** The environment that every service needs; add your own variables. */
  readonly env: Readonly<Record<string, string>>;
  /** For `createService({ sessionKeys })`. */
  readonly keys: SessionKeys;
  /** For `createService({ revocations })` of a service without the log: known, and none until you add some. */
  readonly revocations: FoldedRevocations;
  /** A `Cookie` header of a signed-in user: a shopper who signs in now, unless told otherwise. */
  cookie(session?: Partial<SessionClaims> & { expiresIn?: number }): Promise<string>;
  /** A `Cookie` header of a guest. */
  guestCookie(guest: Guest): string;
}

/** Makes sessions that a service under test accepts. */
export async function testSession(): Promise<TestSession> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' }] };
  const env = {
    PORT: '0',
    SHOP_ORIGIN: 'http://localhost:8080',
    SHOP_PORT: '8080',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
  };
  const cookies = new Cookies({ shopOrigin: env.SHOP_ORIGIN, shopPort: 8080 });
  const revocations = new FoldedRevocations();
  revocations.reachedEnd();
  return {
    env,
    keys: new SessionKeys(() => Promise.resolve(jwks)),
    revocations,
    cookie: async ({ expiresIn, ...claims } = {}) => {
      const shopper = { sessionId: randomUUID(), userId: 'user-1', signedInAt: new Date(), roles: [] };
      return `${cookies.session}=${await signSession({ ...shopper, ...claims }, privateKey, 'test', expiresIn)}`;
    },
    guestCookie: (guest) => `${cookies.guest}=${guest.cookie}`,
  };
}
