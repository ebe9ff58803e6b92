import { jwtVerify, SignJWT, type CryptoKey, type JWTVerifyGetKey } from 'jose';
import { SESSION_SECONDS } from './cookies.js';

/** How long a session lasts from signing in, however often it is renewed, in seconds. */
export const SESSION_LIFETIME_SECONDS = 12 * 60 * 60;

/** What a session says: who signed in and when, and what they may do. Nothing personal beyond the user's id. */
export interface SessionClaims {
  /** The same for all tokens of one sign-in. */
  readonly sessionId: string;
  readonly userId: string;
  readonly signedInAt: Date;
  readonly roles: readonly string[];
}

const ISSUER = 'shop';
const AUDIENCE = 'shop';
const ALGORITHM = 'ES256';

/**
 * Signs a session: a JWT (ES256) with issuer and audience `shop`, the user id as subject, and `sid`, `auth_time` (in
 * seconds, with milliseconds as fraction: a sign-in in the second of a revocation must be told from those before) and
 * `roles` as claims.
 * @param kid the id of the key, as the JWKS names it
 * @param seconds how long it lasts, if the session does
 */
export function signSession(
  { sessionId, userId, signedInAt, roles }: SessionClaims,
  key: CryptoKey,
  kid: string,
  seconds = SESSION_SECONDS,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const signedIn = signedInAt.getTime() / 1000;
  return new SignJWT({ sid: sessionId, auth_time: signedIn, roles: [...roles] })
    .setProtectedHeader({ alg: ALGORITHM, kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(userId)
    .setIssuedAt(now)
    .setExpirationTime(Math.min(now + seconds, Math.floor(signedIn) + SESSION_LIFETIME_SECONDS))
    .sign(key);
}

/**
 * Verifies a session's signature, issuer, audience and end. A token of an older form has no session id, and has ended.
 * @throws the errors of jose's `jwtVerify`, and of `keys`
 */
export async function verifySession(
  token: string,
  keys: JWTVerifyGetKey,
): Promise<SessionClaims & { readonly expiresAt: Date }> {
  const { payload } = await jwtVerify<{ sid: string; auth_time: number; roles: string[] }>(token, keys, {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: [ALGORITHM],
    requiredClaims: ['sub', 'exp', 'sid', 'auth_time', 'roles'],
  });
  const { sub, exp, sid, auth_time: signedIn, roles } = payload;
  return {
    sessionId: sid,
    userId: sub as string,
    signedInAt: new Date(Math.round(signedIn * 1000)),
    roles,
    expiresAt: new Date((exp as number) * 1000),
  };
}
