import { describe, expect, test } from '@jest/globals';
import type { ControlEvent, ControlEventData } from '@shop/topics';
import { afterControl, noRebuilds, type Rebuilds } from './rebuilds.js';

const reader = 'basket-api.baskets';
const instance = 'basket-api-1';
const one = { number: 1, version: 1 };
const two = { number: 2, version: 1 };
const at = '2026-11-21T09:30:00.000Z';
const group = 'basket-api.baskets.2';
const rows = { rows: 3, checksum: 'abc' };

/** An event as it comes out of the log; what an operator asks is by `olga`. */
function event<Type extends keyof ControlEventData>(
  type: Type,
  data: Omit<ControlEventData[Type], 'reader' | 'instance'>,
  { id = type, causationid }: { id?: string; causationid?: string } = {},
): ControlEvent {
  const actor = type.endsWith('Requested') ? 'olga' : 'basket-api';
  return { id, type, actor, time: at, causationid, data: { reader, instance, ...data } } as unknown as ControlEvent;
}

const requested = event('ProjectionRebuildRequested', {}, { id: 'request' });
const cancel = event('ProjectionRebuildCancelRequested', {});
const cancelled = event('ProjectionRebuildCancelled', {});
const started = (cause: object = { causationid: 'request' }) =>
  event('ProjectionRebuildStarted', { from: one, to: two, group }, cause);
const rebuilt = (before = rows) =>
  event('ProjectionRebuilt', {
    from: one,
    to: two,
    took: 5_120,
    positions: [{ topic: 'basket_events', partition: 2, offset: '117' }],
    tables: [{ table: 'baskets', ...rows, before }],
  });

/** Folds events that stand at the offsets 0, 1, 2 and so on. */
const after = (...events: readonly ControlEvent[]): Rebuilds =>
  events.reduce(
    (rebuilds, each, offset) =>
      afterControl(rebuilds, each, { topic: 'control_events', partition: 0, offset: String(offset) }),
    noRebuilds,
  );

describe('the rebuilds of a read model', () => {
  test('wait for the service until it answers', () => {
    expect(after(requested)).toEqual({
      generation: null,
      request: { id: 'request', by: 'olga', at, purpose: 'rebuild' },
    });
  });

  test('are the operator’s once the service has begun, and tell which generation answers', () => {
    const { generation, building } = after(requested, started());
    expect(generation).toEqual(one);
    expect(building).toEqual({ by: 'olga', purpose: 'rebuild', from: one, to: two, since: at, group });
  });

  test('end with the new generation, and with what was compared', () => {
    const { generation, last, building } = after(requested, started(), rebuilt());
    expect([generation, building]).toEqual([two, undefined]);
    expect(last).toMatchObject({ result: 'rebuilt', by: 'olga', from: one, to: two, took: 5_120 });
    expect(last?.position.offset).toBe('2');
    expect(last?.tables).toEqual([{ table: 'baskets', ...rows, before: rows, equal: true }]);
  });

  test('say of a table whether it is equal, and nothing where it need not be', () => {
    const table = (...events: ControlEvent[]) => after(started({}), ...events).last?.tables[0];
    expect(table(rebuilt({ rows: 3, checksum: 'other' }))?.equal).toBe(false);
    expect(table(rebuilt({ rows: 2, checksum: 'abc' }))?.equal).toBe(false);
    const changed = event('ProjectionRebuilt', {
      from: one,
      to: { number: 2, version: 2 },
      took: 1,
      positions: [],
      tables: [{ table: 'baskets', ...rows }],
    });
    expect(table(changed)?.equal).toBeNull();
  });

  test('of a changed projection are nobody’s', () => {
    expect(after(started({})).building?.by).toBeNull();
    expect(after(started({}), rebuilt()).last?.by).toBeNull();
  });

  test('are dropped when an operator says so, once the service has', () => {
    const rebuilds = after(requested, started(), cancel);
    expect(rebuilds.cancelling).toBe(true);
    expect(after(requested, started(), cancel, cancelled)).toMatchObject({
      generation: one,
      last: { result: 'cancelled', by: 'olga', from: one, to: two },
    });
  });

  test('that are cancelled before they began wait for the service all the same, which may just begin', () => {
    expect(after(requested, cancel)).toMatchObject({ cancelling: true, request: { by: 'olga' } });
    expect(after(requested, cancel, started())).toMatchObject({ cancelling: true, building: { by: 'olga' } });
    expect(after(requested, cancel, cancelled)).toMatchObject({ last: { result: 'cancelled', by: 'olga' } });
    expect(after(requested, cancel, cancelled).request).toBeUndefined();
  });

  test('that fail leave the generation before and the reason', () => {
    const failure = { code: 'rebuild.different', reason: 'The table baskets is not equal.' };
    const failed = event('ProjectionRebuildFailed', {
      failure,
      tables: [{ table: 'baskets', ...rows, before: { rows: 4, checksum: 'def' } }],
    });
    expect(after(requested, started(), failed)).toMatchObject({
      generation: one,
      last: { result: 'failed', by: 'olga', failure, tables: [{ equal: false }] },
    });
    expect(after(requested, event('ProjectionRebuildFailed', { failure })).request).toBeUndefined();
  });

  test('go on when the service was started again meanwhile', () => {
    const again = { ...started(), time: '2026-11-21T09:35:00.000Z' };
    expect(after(requested, started(), again).building).toMatchObject({ since: at, by: 'olga' });
    expect(after(requested, started(), cancel, again).cancelling).toBe(true);
  });

  test('ignore what doesn’t fit', () => {
    const second = event('ProjectionRebuildRequested', {}, { id: 'second' });
    expect(after(requested, second)).toEqual(after(requested));
    // The same request once more, after it was obeyed.
    expect(after(requested, started(), rebuilt(), requested)).toEqual(after(requested, started(), rebuilt()));
    expect(after(cancel)).toEqual(noRebuilds);
    expect(after(cancelled)).toEqual(noRebuilds);
    expect(after(requested, event('ReaderPauseRequested', {}))).toEqual(after(requested));
  });

  test('keep how the last one ended while the next is under way', () => {
    const next = event('ProjectionRebuildRequested', {}, { id: 'next' });
    const { last, building } = after(requested, started(), rebuilt(), next, started({ causationid: 'next' }));
    expect(last?.result).toBe('rebuilt');
    expect(building).toBeDefined();
  });

  test('that the log wins tell so, and what differed', () => {
    const wins = event('ProjectionRebuildRequested', { logWins: true }, { id: 'request' });
    expect(after(wins, started()).building?.purpose).toBe('logWins');
    const won = { ...rebuilt({ rows: 3, checksum: 'other' }) } as ControlEvent;
    (won.data as ControlEventData['ProjectionRebuilt']).logWins = true;
    expect(after(wins, started(), won).last).toMatchObject({ purpose: 'logWins', tables: [{ equal: false }] });
  });
});

describe('the verifications of a read model', () => {
  const verify = event('ProjectionVerifyRequested', {}, { id: 'request' });
  const verified = (before = rows) =>
    event('ProjectionVerified', {
      from: one,
      to: two,
      took: 80,
      positions: [],
      tables: [{ table: 'baskets', ...rows, before }],
      equal: before === rows,
    });

  test('are followed as rebuilds are, and leave the generation that answers', () => {
    expect(after(verify)).toMatchObject({ request: { by: 'olga', purpose: 'verify' }, verify: { id: 'request', at } });
    expect(after(verify, started()).building).toMatchObject({ by: 'olga', purpose: 'verify' });
    const { generation, building, last } = after(verify, started(), verified());
    expect([generation, building]).toEqual([one, undefined]);
    expect(last).toMatchObject({ result: 'verified', by: 'olga', purpose: 'verify', tables: [{ equal: true }] });
  });

  test('may be told twice, by two instances', () => {
    const once = { ...verified(), causationid: 'request' } as ControlEvent;
    expect(after(verify, started(), once, once).last).toEqual(after(verify, started(), once).last);
  });

  test('say which tables differ', () => {
    const { last } = after(verify, started(), verified({ rows: 3, checksum: 'other' }));
    expect(last).toMatchObject({ result: 'verified', tables: [{ equal: false }] });
  });

  test('can be cancelled, and are remembered by when they were asked for', () => {
    const dropped = after(verify, started(), cancel, cancelled);
    expect(dropped).toMatchObject({ generation: one, last: { result: 'cancelled', purpose: 'verify' } });
    expect(dropped.verify).toEqual({ id: 'request', at });
    expect(after(verify, started(), verified(), verify).request).toBeUndefined();
  });
});
