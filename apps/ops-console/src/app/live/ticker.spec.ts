import { describe, expect, it } from '@jest/globals';
import type { TickerEntry } from '@shop/api';
import { mergeTicker } from './ticker.js';

const entry = (offset: number, topic = 'orders'): TickerEntry => ({
  position: { topic, partition: 0, offset: String(offset) },
  type: 'OrderPlaced',
  time: `2026-11-21T09:30:${String(offset % 60).padStart(2, '0')}.000Z`,
  subject: `order-${offset}`,
  summary: 'An order',
});

describe('The ticker', () => {
  it('shows each place in the log once, newest first', () => {
    const merged = mergeTicker([entry(3), entry(1)], [entry(2), entry(3)]);
    expect(merged.map(({ position }) => position.offset)).toEqual(['3', '2', '1']);
  });

  it('tells equal offsets of two topics apart', () => {
    expect(mergeTicker([entry(1)], [entry(1, 'reviews_clean')])).toHaveLength(2);
  });

  it('forgets the oldest', () => {
    const many = Array.from({ length: 60 }, (_, offset) => entry(offset));
    const merged = mergeTicker(many.slice(0, 59), [many[59]!]);
    expect(merged).toHaveLength(60);
    const older = { ...entry(0, 'baskets'), time: '2026-11-20T00:00:00.000Z' };
    expect(mergeTicker(merged, [older])).not.toContain(older);
  });
});
