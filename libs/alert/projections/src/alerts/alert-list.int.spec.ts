import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standingAt } from '@shop/alert-domain';
import type { AlertStandingFilter } from '@shop/api';
import { craftedCursors, InvalidCursor } from '@shop/log-postgres';
import { customersLike, customersOf } from '../customers/customers.projection.js';
import { AlertsUnderTest } from './alerts.fixture.js';
import { countAlerts } from './alerts.read-model.js';

let shop: AlertsUnderTest;

beforeAll(async () => {
  shop = await AlertsUnderTest.open(process.env['SHOP_TEST_POSTGRES']!);
  await shop.customers(['vic', 'Vic Example', 'Platinum'], ['wim', 'Wim Sample', 'Platinum']);
  await shop.happened(
    shop.raise('alert-1'),
    shop.raise('alert-2', { userId: 'wim', text: 'The TIN was empty.' }),
    shop.raise('alert-3', { userId: 'gone', productName: 'Tinned Spaghetti' }),
    shop.event('alert-1', 'AlertAcknowledged'),
    shop.event('alert-2', 'AlertResolved'),
  );
});
afterAll(() => shop.close());

const ids = (alerts: readonly { alertId: string }[]) => alerts.map(({ alertId }) => alertId);
const listed = async (question: { q?: string; status?: 'open' | 'acknowledged' | 'resolved' }) =>
  ids((await shop.alerts.list({ limit: 10, ...question })).items);

describe('the list of alerts', () => {
  it('has the newest first', async () => expect(await listed({})).toEqual(['alert-3', 'alert-2', 'alert-1']));

  it('can be asked for a status', async () => {
    expect(await listed({ status: 'open' })).toEqual(['alert-3']);
    expect(await listed({ status: 'acknowledged' })).toEqual(['alert-1']);
    expect(await listed({ status: 'resolved', q: 'spaghetti' })).toEqual([]);
  });

  it.each([
    ['the product', 'spagHETTI', ['alert-3']],
    ['the product or the text', 'tin', ['alert-3', 'alert-2']],
    ["the customer's name", 'SAMPLE', ['alert-2']],
    ["the customer's email", 'VIC@shop', ['alert-1']],
    ['nothing', '', ['alert-3', 'alert-2', 'alert-1']],
    ['what is nowhere', '%', []],
  ])('can be searched by words in %s', async (_, q, found) => expect(await listed({ q })).toEqual(found));

  it('comes in pages that leave nothing out and repeat nothing', async () => {
    const first = await shop.alerts.list({ limit: 2 });
    expect(ids(first.items)).toEqual(['alert-3', 'alert-2']);
    const second = await shop.alerts.list({ limit: 2, cursor: first.nextCursor! });
    expect([ids(second.items), second.nextCursor]).toEqual([['alert-1'], null]);
    expect((await shop.alerts.list({ limit: 3 })).nextCursor).toBeNull();
  });

  it('refuses a cursor that it did not give', async () => {
    await expect(shop.alerts.list({ limit: 2, cursor: 'nonsense' })).rejects.toThrow(InvalidCursor);
    const { nextCursor } = await shop.alerts.list({ limit: 1 });
    for (const cursor of craftedCursors(nextCursor!))
      await shop.alerts
        .list({ limit: 2, cursor })
        .catch((error: unknown) => expect(error).toBeInstanceOf(InvalidCursor));
  });
});

describe('what changed', () => {
  it('is told in the order of the changes, each alert once, as it is now', async () => {
    const changed = await shop.alerts.changedAfter(0, 10);
    expect(changed.map(({ alertId, sequence, status }) => [alertId, sequence, status])).toEqual([
      ['alert-3', 3, 'open'],
      ['alert-1', 4, 'acknowledged'],
      ['alert-2', 5, 'resolved'],
    ]);
    expect(ids(await shop.alerts.changedAfter(3, 10))).toEqual(['alert-1', 'alert-2']);
    expect(ids(await shop.alerts.changedAfter(0, 1))).toEqual(['alert-3']);
    expect(await shop.alerts.changedAfter(5, 10)).toEqual([]);
  });

  it('has a last sequence, 0 before the first', async () => {
    expect(await shop.alerts.lastSequence()).toBe(5);
    const empty = await AlertsUnderTest.open(process.env['SHOP_TEST_POSTGRES']!);
    expect(await empty.alerts.lastSequence()).toBe(0);
    await empty.close();
  });

  it('leaves so many open and not resolved', async () => {
    expect(await countAlerts(shop.alertsModel)).toEqual({ open: 1, snoozed: 0, unresolved: 2, nextReturn: null });
  });
});

describe('how alerts stand', () => {
  const until = '2026-01-03T12:00:00.000Z';
  const [during, after] = ['2026-01-03T11:59:59.999Z', until];
  let other: AlertsUnderTest;

  beforeAll(async () => {
    other = await AlertsUnderTest.open(process.env['SHOP_TEST_POSTGRES']!);
    const ids = ['open', 'seen', 'open-asleep', 'seen-asleep', 'longer-asleep', 'done', 'done-asleep'];
    await other.happened(
      ...ids.map((id) => other.raise(id)),
      ...ids.filter((id) => id.startsWith('seen')).map((id) => other.event(id, 'AlertAcknowledged')),
      // The end of a snooze in another zone's words is the same moment.
      other.event('open-asleep', 'AlertSnoozed', { until: '2026-01-03T13:00:00.000+01:00' }),
      other.event('seen-asleep', 'AlertSnoozed', { until }),
      other.event('longer-asleep', 'AlertSnoozed', { until: '2026-01-09T12:00:00.000Z' }),
      other.event('done-asleep', 'AlertSnoozed', { until }),
      other.event('done', 'AlertResolved'),
      other.event('done-asleep', 'AlertResolved'),
    );
  });
  afterAll(() => other.close());

  const standing = async (status: AlertStandingFilter, now: string) =>
    ids((await other.alerts.list({ limit: 10, status }, now)).items).sort();

  it.each([
    ['open', ['open']],
    ['acknowledged', ['seen']],
    ['snoozed', ['longer-asleep', 'open-asleep', 'seen-asleep']],
    ['resolved', ['done', 'done-asleep']],
    ['unresolved', ['longer-asleep', 'open', 'open-asleep', 'seen', 'seen-asleep']],
  ] as const)('%s, while some are snoozed', async (status, found) => {
    expect(await standing(status, during)).toEqual(found);
  });

  it('changes by itself when the time of a snooze is over', async () => {
    expect(await standing('open', after)).toEqual(['open', 'open-asleep']);
    expect(await standing('acknowledged', after)).toEqual(['seen', 'seen-asleep']);
    expect(await standing('snoozed', after)).toEqual(['longer-asleep']);
  });

  it('is counted as it is listed, and it is known when the numbers change next', async () => {
    for (const now of [during, after]) {
      const { open, snoozed, unresolved } = await countAlerts(other.alertsModel, now);
      const listed = await Promise.all((['open', 'snoozed', 'unresolved'] as const).map((each) => standing(each, now)));
      expect([open, snoozed, unresolved]).toEqual(listed.map(({ length }) => length));
    }
    expect((await countAlerts(other.alertsModel, during)).nextReturn).toEqual(new Date(until));
    expect((await countAlerts(other.alertsModel, after)).nextReturn).toEqual(new Date('2026-01-09T12:00:00.000Z'));
  });

  it('is said by the rules of an alert as the read model says it', async () => {
    const { items } = await other.alerts.list({ limit: 10 });
    for (const now of [during, after])
      for (const each of ['open', 'acknowledged', 'snoozed', 'resolved'] as const)
        expect(ids(items.filter((alert) => standingAt(alert, Date.parse(now)) === each)).sort()).toEqual(
          await standing(each, now),
        );
  });
});

describe('customers', () => {
  it('are found by id, each once, without those who are unknown', async () => {
    const vic = { userId: 'vic', name: 'Vic Example', email: 'vic@shop.example', loyaltyStatus: 'Platinum' };
    expect([...(await customersOf(shop.customersModel, ['vic', 'gone', 'vic']))]).toEqual([['vic', vic]]);
  });

  it('are found by a part of name or email, and not by a pattern', async () => {
    expect(await customersLike(shop.customersModel, 'viC EX')).toEqual(['vic']);
    expect((await customersLike(shop.customersModel, '@SHOP')).sort()).toEqual(['vic', 'wim']);
    expect(await customersLike(shop.customersModel, '_')).toEqual([]);
  });

  it('are forgotten with their tombstone, and come back with their row', async () => {
    await shop.customers(['xia', 'Xia Example'], ['xia', null]);
    expect((await customersOf(shop.customersModel, ['xia'])).size).toBe(0);
    expect((await customersLike(shop.customersModel, '')).sort()).toEqual(['vic', 'wim']);
    await shop.customers(['xia', null], ['xia', 'Xia Again']);
    expect((await customersOf(shop.customersModel, ['xia'])).get('xia')?.name).toBe('Xia Again');
    // In a batch of its own, long after its row.
    await shop.customers(['xia', null]);
    expect((await customersOf(shop.customersModel, ['xia'])).size).toBe(0);
  });
});
