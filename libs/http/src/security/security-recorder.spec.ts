import { operations } from '@shop/api';
import { isWellFormed, type SecurityEventRow } from '@shop/topics';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger.js';
import { forbidden, tooManyRequests, unavailable } from '../problems/problem-error.js';
import { SecurityLog } from './security-log.js';
import { SecurityRecorder } from './security-recorder.js';

let events: SecurityEventRow[];
let recorder: SecurityRecorder;
beforeEach(() => {
  events = [];
  const logger = createLogger('test', 'silent');
  const log = new SecurityLog(logger);
  log.writeTo((event) => Promise.resolve(void events.push(event)));
  recorder = new SecurityRecorder(log, { name: 'test' }, logger);
});

const refusal = forbidden('role.missing', 'No.');
const refuse = (client: string, id = 'a1') =>
  recorder.problem({ operation: operations.getAlert, client, params: { id }, note: {} }, refusal);

describe('a flood of refusals of one client', () => {
  it('is recorded up to a bound, and hides no refusal of another client', async () => {
    for (let n = 0; n < 2_000; n++) await refuse('192.0.2.1');
    await refuse('192.0.2.2');
    expect(events.map(({ client }) => client)).toEqual([...Array<string>(30).fill('192.0.2.1'), '192.0.2.2']);
  });

  it('of many clients is recorded up to a bound, too', async () => {
    for (let n = 0; n < 2_000; n++) await refuse(`10.0.${n >> 8}.${n & 255}`);
    expect(events).toHaveLength(1_000);
  });
});

describe('what was done', () => {
  it('is recorded with who did it, and is nothing where nobody did', async () => {
    const call = { operation: operations.signOut, client: '192.0.2.1', params: {} };
    for (let n = 0; n < 100; n++) await recorder.done({ ...call, note: {} });
    await recorder.done({ ...call, note: { actor: 'u1' } });
    expect(events.map(({ action, actor, outcome }) => [action, actor, outcome])).toEqual([['signOut', 'u1', 'done']]);
  });
});

describe('what is refused before an operation', () => {
  it('is recorded once of a client, an action and a code', async () => {
    const full = tooManyRequests('sockets.tooMany', 'Many.', 1);
    for (let n = 0; n < 100; n++) {
      await recorder.refused({ action: 'openSocket', client: '192.0.2.1', actor: 'u1' }, full);
      await recorder.refused({ action: 'openSocket', client: '192.0.2.1' }, refusal);
      await recorder.refused({ action: 'openSocket', client: '192.0.2.2', target: '/socket.io' }, full);
    }
    expect(events.map(({ client, actor, target, code }) => [client, actor, target, code])).toEqual([
      ['192.0.2.1', 'u1', null, 'sockets.tooMany'],
      ['192.0.2.1', null, null, 'role.missing'],
      ['192.0.2.2', null, '/socket.io', 'sockets.tooMany'],
    ]);
  });

  it('is nothing when it is no refusal', async () => {
    await recorder.refused(
      { action: 'openSocket', client: '192.0.2.1' },
      unavailable('session.unverifiable', 'Later.', 1),
    );
    expect(events).toEqual([]);
  });
});

describe('what a stranger puts into an address', () => {
  it.each([
    ['the character U+0000', 'a\0b', 'a\ufffdb'],
    ['a character that is cut', `${'x'.repeat(199)}\u{1f95c}`, 'x'.repeat(199)],
    ['half of a character', 'a\ud83d', 'a\ufffd'],
  ])('is recorded as text that can be stored: %s', async (_, id, target) => {
    await refuse('192.0.2.1', id);
    expect(events).toMatchObject([{ target }]);
    expect(isWellFormed(events[0].target as string)).toBe(true);
  });
});
