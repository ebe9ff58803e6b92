import { describe, expect, test } from '@jest/globals';
import type { RawRecord } from '@shop/log-core';
import { formatRecord } from './format-record.ts';

const bytes = (text: string) => Buffer.from(text);
const record: RawRecord = {
  topic: 'basket_events',
  partition: 2,
  offset: 117,
  timestamp: Date.UTC(2026, 10, 21, 9, 30, 0, 123),
  key: bytes('basket-1'),
  value: null,
  headers: {},
};

describe('a printed record', () => {
  test('shows an event by position, its own time, key, type and data', () => {
    const event = {
      specversion: '1.0',
      type: 'ItemAdd',
      time: '2026-08-24T10:00:00.000Z',
      data: { sku: 'bread', quantity: 1 },
    };
    expect(formatRecord({ ...record, value: bytes(JSON.stringify(event)) })).toBe(
      '2/117  2026-08-24 10:00:00.000  basket-1  ItemAdd {"sku":"bread","quantity":1}',
    );
  });

  test('shows a row, a tombstone, and what is neither', () => {
    expect(formatRecord({ ...record, value: bytes('{"sku": "bread"}') })).toMatch(
      /^2\/117 {2}2026-11-21 09:30:00.123 .* {2}\{"sku":"bread"\}$/,
    );
    expect(formatRecord(record)).toMatch(/\(tombstone: the row is gone\)$/);
    expect(formatRecord({ ...record, key: null, value: bytes('not json') })).toMatch(/\(no key\) {2}not json$/);
  });

  test('plays no tricks on the terminal', () => {
    expect(formatRecord({ ...record, value: bytes('a\u001b[2Jb\nc') })).toMatch(/ {2}ab c$/);
  });
});
