import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  craftedCursors,
  feed,
  InvalidCursor,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import type { SecurityEventRow } from '@shop/topics';
import { securityEventsOf } from './held-security-events.js';
import { securityEventsProjection } from './security-events.projection.js';
import { listSecurityEvents, type SecurityEventFilter } from './security-events.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let events: ReadModel;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  events = new ReadModel(database, securityEventsProjection);
  await feed(
    events,
    [
      happened('old', '2026-08-01T09:00:00.000Z', {}),
      happened('e1', '2026-11-20T09:00:00.000Z', { action: 'signIn', target: 'u1', outcome: 'refused', actor: null }),
      happened('e2', '2026-11-20T10:00:00.000Z', { action: 'signIn', target: 'u1', actor: 'u1' }),
      happened('e3', '2026-11-20T10:00:00.000Z', { action: 'pauseReader', target: 'a.b', actor: 'u2' }),
      happened('e4', '2026-11-21T10:00:00.000Z', { action: 'pauseReader', outcome: 'failed', actor: 'u2' }),
    ],
    { topic: 'security_events' },
  );
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

function happened(id: string, at: string, rest: Partial<SecurityEventRow>): FedRecord {
  const given = { actor: 'u9', target: null, client: '192.0.2.1', code: null, ...rest };
  const row = { id, at, app: 'ops-api', action: 'moveReader', outcome: 'done', ...given };
  return { key: id, content: { kind: 'row', row } };
}
const found = async (filter: SecurityEventFilter) =>
  (await listSecurityEvents(events, { ...filter, limit: 10 })).items.map(({ id }) => id);

it('security events of now are not taken away by one that claims to be of the year 9999', async () => {
  const own = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  const db = openDatabase({ url: own.url, application: 'test' });
  const model = new ReadModel(db, securityEventsProjection);
  const events = [happened('now', new Date().toISOString(), {}), happened('later', '9999-12-01T10:00:00.000Z', {})];
  await feed(model, events, { topic: 'security_events' });
  const { items } = await listSecurityEvents(model, { limit: 10 });
  expect(items.map(({ id }) => id)).toEqual(['later', 'now']);
  await db.close();
  await own.drop();
});

describe('security events', () => {
  it('are shown as they were, newest first', async () => {
    const { items } = await listSecurityEvents(events, { limit: 1 });
    expect(items).toEqual([
      {
        id: 'e4',
        at: '2026-11-21T10:00:00.000Z',
        app: 'ops-api',
        action: 'pauseReader',
        outcome: 'failed',
        actor: 'u2',
        target: null,
        client: '192.0.2.1',
        code: null,
      },
    ]);
  });

  it.each<[string, SecurityEventFilter, string[]]>([
    ['all of the last 90 days, each once', {}, ['e4', 'e3', 'e2', 'e1']],
    ['by who did it, or whom it was done to', { actor: 'u1' }, ['e2', 'e1']],
    ['by action', { action: 'pauseReader' }, ['e4', 'e3']],
    ['by outcome', { outcome: 'refused' }, ['e1']],
    ['by time', { from: '2026-11-20T10:00:00Z', to: '2026-11-21T10:00:00Z' }, ['e3', 'e2']],
    ['by all of it', { actor: 'u2', action: 'pauseReader', outcome: 'done' }, ['e3']],
  ])('are found %s', async (_, filter, ids) => expect(await found(filter)).toEqual(ids));

  it('come in pages that leave nothing out and repeat nothing', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSecurityEvents(events, { limit: 1, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(ids).toEqual(['e4', 'e3', 'e2', 'e1']);
  });

  it('answer crafted cursors, or refuse them, and nothing else', async () => {
    const { nextCursor } = await listSecurityEvents(events, { limit: 1 });
    await expect(listSecurityEvents(events, { limit: 1, cursor: 'nonsense' })).rejects.toThrow(InvalidCursor);
    for (const cursor of craftedCursors(nextCursor!))
      await listSecurityEvents(events, { limit: 2, cursor }).catch((error: unknown) =>
        expect(error).toBeInstanceOf(InvalidCursor),
      );
  });

  it('of a person are what they did and what was done to them, and tell of nobody else', async () => {
    await feed(
      events,
      [
        happened('p1', '2026-11-22T10:00:00.000Z', { action: 'changeUser', actor: 'staff-1', target: 'p' }),
        happened('p2', '2026-11-22T11:00:00.000Z', { action: 'changeUser', actor: 'p', target: 'other' }),
        happened('p3', '2026-11-22T12:00:00.000Z', {
          action: 'signIn',
          actor: null,
          target: 'p',
          outcome: 'refused',
          client: '203.0.113.66',
          code: 'signIn.wrong',
        }),
      ],
      { topic: 'security_events' },
    );
    const held = await securityEventsOf(events, 'p');
    const change = { action: 'changeUser', outcome: 'done', code: null };
    expect(held).toEqual({
      count: 3,
      newest: [
        {
          at: '2026-11-22T12:00:00.000Z',
          action: 'signIn',
          outcome: 'refused',
          code: 'signIn.wrong',
          by: 'unknown',
          client: null,
        },
        { at: '2026-11-22T11:00:00.000Z', ...change, by: 'person', client: '192.0.2.1' },
        { at: '2026-11-22T10:00:00.000Z', ...change, by: 'somebodyElse', client: null },
      ],
    });
    expect(JSON.stringify(held)).not.toMatch(/staff-1|other|203\.0\.113/);
    expect(await securityEventsOf(events, 'nobody')).toEqual({ count: 0, newest: [] });
  });
});
