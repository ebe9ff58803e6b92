import { jwtVerify, SignJWT, type CryptoKey, type JWTVerifyGetKey } from 'jose';
import type { LoyaltyStatus } from '@shop/topics';
import { SESSION_SECONDS } from './cookies.js';

/** What a session says of its user. */
export interface SessionUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly loyaltyStatus: LoyaltyStatus;
  readonly roles: readonly string[];
}

const ISSUER = 'shop';
const AUDIENCE = 'shop';
const ALGORITHM = 'ES256';

/**
 * Signs a session: a JWT (ES256) with issuer and audience `shop`, the user id as subject and the rest as claims.
 * @param kid the id of the key, as the JWKS names it
 * @param seconds how long it lasts
 */
export function signSession(
  user: SessionUser,
  key: CryptoKey,
  kid: string,
  seconds = SESSION_SECONDS,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { userId, name, email, loyaltyStatus, roles } = user;
  return new SignJWT({ name, email, loyaltyStatus, roles: [...roles] })
    .setProtectedHeader({ alg: ALGORITHM, kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(userId)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(key);
}

/**
 * Verifies a session's signature, issuer, audience and end.
 * @throws the errors of jose's `jwtVerify`, and of `keys`
 */
export async function verifySession(token: string, keys: JWTVerifyGetKey): Promise<SessionUser & { expiresAt: Date }> {
  const { payload } = await jwtVerify<Omit<SessionUser, 'userId'>>(token, keys, {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: [ALGORITHM],
    requiredClaims: ['sub', 'exp', 'name', 'email', 'loyaltyStatus', 'roles'],
  });
  const { sub, exp, name, email, loyaltyStatus, roles } = payload;
  return { userId: sub as string, name, email, loyaltyStatus, roles, expiresAt: new Date((exp as number) * 1000) };
}
