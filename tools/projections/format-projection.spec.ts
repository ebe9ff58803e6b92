import { describe, expect, test } from '@jest/globals';
import type { ProjectionInfo, RebuildOutcome } from '@shop/api';
import { formatList, formatOutcome, formatProgress } from './format-projection.ts';

const from = { number: 1, version: 1 };
const to = { number: 2, version: 1 };
const outcome: RebuildOutcome = {
  result: 'rebuilt',
  purpose: 'rebuild',
  position: { topic: 'control_events', partition: 0, offset: '7' },
  by: 'olga',
  at: '2026-11-21T09:30:00.000Z',
  from,
  to,
  took: 5_120,
  positions: [{ topic: 'basket_events', partition: 2, offset: '117' }],
  tables: [
    { table: 'baskets', rows: 1_200, checksum: 'a1', before: { rows: 1_200, checksum: 'a1' }, equal: true },
    { table: 'lines', rows: 3, checksum: 'b2', before: { rows: 4, checksum: 'c3' }, equal: false },
  ],
};
const baskets: ProjectionInfo = {
  name: 'basket-api.baskets',
  reader: 'basket-api.baskets',
  app: 'basket-api',
  topics: ['basket_events'],
  readerState: 'running',
  state: 'serving',
  generation: null,
};
const building = {
  by: 'olga',
  purpose: 'rebuild' as const,
  from,
  to,
  since: outcome.at,
  done: 4_120,
  total: 9_310,
  rate: 2_310,
  secondsLeft: 3,
};

describe('the list of read models', () => {
  test('shows what is known, and a dash for what is not', () => {
    const orders = { ...baskets, name: 'basket-api.orders', generation: to, last: outcome };
    expect(formatList([{ ...baskets, readerState: 'away' }, orders]).split('\n')).toEqual([
      'NAME                STATE          GENERATION  VERSION  ROWS   LAST REBUILD OR VERIFICATION',
      'basket-api.baskets  serving, away  -           -        -      -',
      'basket-api.orders   serving        2           1        1,203  rebuilt 2026-11-21 09:30:00',
    ]);
  });
});

describe('the progress of a rebuild', () => {
  test('is one line with rate and time left', () => {
    expect(formatProgress({ ...baskets, state: 'building', building })).toBe(
      'building  4,120 of 9,310 offsets  2,310/s  about 3 s left',
    );
  });

  test('tells no time when nothing is left', () => {
    const all = { ...building, done: 9_310, secondsLeft: 0 };
    expect(formatProgress({ ...baskets, state: 'comparing', building: all })).toBe(
      'comparing  9,310 of 9,310 offsets  2,310/s',
    );
  });

  test('leaves out what is unknown', () => {
    const unknown = { ...building, done: null, rate: null, secondsLeft: null };
    expect(formatProgress({ ...baskets, state: 'building', building: unknown })).toBe('building');
  });

  test('says what it waits for', () => {
    expect(formatProgress({ ...baskets, state: 'requested', readerState: 'away' })).toBe(
      'requested  basket-api is away: it goes on when it is back',
    );
  });
});

describe('the end of a rebuild', () => {
  test('shows every table before and after, and where both stood', () => {
    expect(formatOutcome(outcome).split('\n')).toEqual([
      'Built anew in 5.1 s: generation 2, version 1, answers from now on.',
      '',
      'TABLE    ROWS BEFORE  ROWS NOW  CHECKSUM BEFORE  CHECKSUM NOW  EQUAL',
      'baskets  1,200        1,200     a1               a1            yes',
      'lines    4            3         c3               b2            NO',
      '',
      'Compared at basket_events/2@117.',
    ]);
  });

  test('says why it failed, and that nothing is lost', () => {
    const failure = { code: 'rebuild.different', reason: 'The table lines is not equal.' };
    const failed = formatOutcome({ ...outcome, result: 'failed', failure, tables: [], positions: [] });
    expect(failed).toBe('Failed: The table lines is not equal. (rebuild.different) What answered before goes on.');
    expect(formatOutcome({ ...outcome, result: 'cancelled', tables: [], positions: [] })).toMatch(/^Cancelled/);
  });

  test('of a verification says whether it is equal, and names what is not', () => {
    const [baskets, lines] = outcome.tables;
    const verified: RebuildOutcome = { ...outcome, result: 'verified', purpose: 'verify', tables: [baskets!] };
    expect(formatOutcome(verified)).toMatch(/^Verified in 5.1 s: equal to the log\./);
    const keys = [{ key: '["b1"]', how: 'changed' as const }];
    const differs = formatOutcome({ ...verified, tables: [{ ...lines!, differing: { rows: 12, keys } }] });
    expect(differs).toMatch(/^Verified in 5.1 s: it DIFFERS from the log\. Nothing was changed\./);
    expect(differs).toContain('lines: 12 rows differ\n  changed  ["b1"]\n  and 11 more');
  });

  test('says that the log won where the tables were not equal', () => {
    expect(formatOutcome({ ...outcome, purpose: 'logWins' })).toContain('answers from now on. The log won.');
  });
});
