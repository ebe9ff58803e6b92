import { beforeAll, describe, expect, it } from '@jest/globals';
import { testSession } from '../testing/test-session.js';
import { Cookies } from './cookies.js';
import { OriginPolicy } from './origin-policy.js';
import { FoldedRevocations } from './revocations.js';
import { SessionKeys } from './session-keys.js';
import { Sessions } from './sessions.js';

const config = { shopOrigin: 'http://localhost:8080', shopPort: 8080 };
const sessionsWith = (keys: SessionKeys, revocations: FoldedRevocations) =>
  new Sessions(new Cookies(config), keys, new OriginPolicy(config), revocations);

describe('while no keys could be fetched', () => {
  const sessions = sessionsWith(new SessionKeys(() => Promise.reject(new Error('refused'))), new FoldedRevocations());
  let headers: { cookie: string };
  beforeAll(async () => {
    headers = { cookie: await (await testSession()).cookie() };
  });

  it('what anybody may read is answered as to a stranger', async () => {
    expect((await sessions.authenticate(headers, 'anybody', true)).kind).toBe('nobody');
  });

  it.each([
    ['anybody', false],
    ['owner', true],
    ['user', true],
    ['ops', true],
  ] as const)('access %s (only reading: %s) is unavailable, not refused', async (access, safe) => {
    await expect(sessions.authenticate(headers, access, safe)).rejects.toMatchObject({ status: 503 });
  });

  it('callers without a session are not concerned', async () => {
    expect((await sessions.authenticate({}, 'owner', false)).kind).toBe('nobody');
    await expect(sessions.authenticate({}, 'user', false)).rejects.toMatchObject({ status: 401 });
  });
});
