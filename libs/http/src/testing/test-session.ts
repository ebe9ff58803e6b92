import { exportJWK, generateKeyPair } from 'jose';
import { Cookies } from '../sessions/cookies.js';
import type { Guest } from '../sessions/guest.js';
import { SessionKeys } from '../sessions/session-keys.js';
import { signSession, type SessionUser } from '../sessions/session-token.js';

/** Sessions for tests of services: a key pair of their own, no network. */
export interface TestSession {
  /** The environment that every service needs; add your own variables. */
  readonly env: Readonly<Record<string, string>>;
  /** For `createService({ sessionKeys })`. */
  readonly keys: SessionKeys;
  /** A `Cookie` header of a signed-in user: a Bronze shopper unless told otherwise. */
  cookie(user?: Partial<SessionUser> & { expiresIn?: number }): Promise<string>;
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
  const shopper: SessionUser = {
    userId: 'user-1',
    name: 'Sam Shopper',
    email: 'sam@example.com',
    loyaltyStatus: 'Bronze',
    roles: [],
  };
  return {
    env,
    keys: new SessionKeys(() => Promise.resolve(jwks)),
    cookie: async ({ expiresIn, ...user } = {}) =>
      `${cookies.session}=${await signSession({ ...shopper, ...user }, privateKey, 'test', expiresIn)}`,
    guestCookie: (guest) => `${cookies.guest}=${guest.cookie}`,
  };
}
