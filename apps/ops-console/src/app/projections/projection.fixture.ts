import type { ProjectionInfo, RebuildOutcome, RebuildProgress } from '@shop/api';

const at = '2026-11-21T09:30:00.000Z';
const from = { number: 1, version: 1 };
const to = { number: 2, version: 1 };

/** A read model that is up to date and was never built anew, unless given otherwise. */
export function aProjection(given: Partial<ProjectionInfo> = {}): ProjectionInfo {
  return {
    name: 'basket-api.baskets',
    reader: 'basket-api.baskets',
    app: 'basket-api',
    topics: ['basket_events'],
    readerState: 'running',
    state: 'serving',
    generation: null,
    ...given,
  };
}

/** A rebuild that has just begun, unless given otherwise. */
export function aRebuild(given: Partial<RebuildProgress> = {}): RebuildProgress {
  return {
    by: 'olga',
    purpose: 'rebuild',
    from,
    to,
    since: at,
    done: null,
    total: null,
    rate: null,
    secondsLeft: null,
    ...given,
  };
}

/** A rebuild that ended with equal tables, unless given otherwise. */
export function anOutcome(given: Partial<RebuildOutcome> = {}): RebuildOutcome {
  return {
    result: 'rebuilt',
    purpose: 'rebuild',
    position: { topic: 'control_events', partition: 0, offset: '7' },
    by: 'olga',
    at,
    from,
    to,
    took: 5_120,
    positions: [{ topic: 'basket_events', partition: 2, offset: '117' }],
    tables: [
      { table: 'baskets', rows: 12, checksum: '12:90b1', before: { rows: 12, checksum: '12:90b1' }, equal: true },
      { table: 'lines', rows: 3, checksum: '3:77aa', before: { rows: 3, checksum: '3:77aa' }, equal: true },
    ],
    ...given,
  };
}
