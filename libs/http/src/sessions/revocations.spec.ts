import { beforeAll, describe, expect, it } from '@jest/globals';
import { testSession, type TestSession } from '../testing/test-session.js';
import { Cookies } from './cookies.js';
import { OriginPolicy } from './origin-policy.js';
import { FoldedRevocations } from './revocations.js';
import { SessionKeys } from './session-keys.js';
import { SESSION_LIFETIME_SECONDS } from './session-token.js';
import { Sessions } from './sessions.js';

const config = { shopOrigin: 'http://localhost:8080', shopPort: 8080 };
const NOON = new Date(Date.now() - 60_000);
const after = (milliseconds: number) => new Date(NOON.getTime() + milliseconds);
let session: TestSession;

beforeAll(async () => {
  session = await testSession();
});

/** How a verifier with these revocations answers a call of a session. */
async function answered(revocations: FoldedRevocations, cookie: string): Promise<string> {
  const sessions = new Sessions(new Cookies(config), session.keys, new OriginPolicy(config), revocations);
  return sessions.authenticate({ cookie }, 'user', true).then(
    ({ kind }) => kind,
    ({ code }: { code: string }) => code,
  );
}

function folded(...ids: string[]): FoldedRevocations {
  const revocations = new FoldedRevocations();
  for (const id of ids) revocations.add({ id, revokedAt: NOON.toISOString() });
  revocations.reachedEnd();
  return revocations;
}

describe('a session', () => {
  it.each([
    ['goes on', [], 0, 'user'],
    ['is over when it was revoked', ['session:s1'], 0, 'session.missing'],
    ['goes on when another one was', ['session:s2'], 0, 'user'],
    ['is over when it began before its user was revoked', ['user:u1'], -1, 'session.missing'],
    ['is over when it began in the very same millisecond', ['user:u1'], 0, 'session.missing'],
    ['goes on when it began after that, in the same second', ['user:u1'], 1, 'user'],
    ["goes on when another user's sessions were", ['user:u2'], -1, 'user'],
  ])('%s', async (_, ids, signedIn, expected) => {
    const cookie = await session.cookie({ sessionId: 's1', userId: 'u1', signedInAt: after(signedIn) });
    expect(await answered(folded(...ids), cookie)).toBe(expected);
  });

  it('is over 12 hours after signing in, however often it was renewed', async () => {
    const signedInAt = new Date(Date.now() - (SESSION_LIFETIME_SECONDS + 1) * 1000);
    expect(await answered(folded(), await session.cookie({ signedInAt }))).toBe('session.missing');
  });

  it('lasts as long as those 12 hours allow when it is renewed shortly before', async () => {
    const signedInAt = new Date(Date.now() - (SESSION_LIFETIME_SECONDS - 600) * 1000);
    const cookie = await session.cookie({ signedInAt });
    const { exp, iat } = JSON.parse(atob(cookie.split('.')[1]));
    expect(exp - iat).toBeLessThanOrEqual(600);
    expect(await answered(folded(), cookie)).toBe('user');
  });

  it('can not be verified while the revocations are not read to their end', async () => {
    const revocations = new FoldedRevocations();
    expect(await answered(revocations, await session.cookie())).toBe('session.unverifiable');
    expect(await answered(revocations, '')).toBe('session.missing');
    revocations.reachedEnd();
    await revocations.known();
    expect(await answered(revocations, await session.cookie())).toBe('user');
  });

  it('of an older form, without a session id, has ended', async () => {
    const cookie = await session.cookie({ sessionId: undefined });
    expect(await answered(folded(), cookie)).toBe('session.missing');
  });

  it('carries nothing personal beyond the user id', async () => {
    const claims = JSON.parse(atob((await session.cookie()).split('.')[1]));
    expect(Object.keys(claims).sort()).toEqual(['aud', 'auth_time', 'exp', 'iat', 'iss', 'roles', 'sid', 'sub']);
  });

  it('forgets a revocation with its tombstone', async () => {
    const revocations = folded('session:s1', 'user:u1');
    revocations.forget('session:s1');
    revocations.forget('user:u1');
    const cookie = await session.cookie({ sessionId: 's1', userId: 'u1', signedInAt: after(-1) });
    expect(await answered(revocations, cookie)).toBe('user');
  });
});

it('keys that can not be fetched leave a session unverifiable, too', async () => {
  const away = new SessionKeys(() => Promise.reject(new Error('refused')));
  const sessions = new Sessions(new Cookies(config), away, new OriginPolicy(config), folded());
  await expect(sessions.authenticate({ cookie: await session.cookie() }, 'user', true)).rejects.toMatchObject({
    code: 'session.unverifiable',
  });
});
