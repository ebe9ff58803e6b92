import { describe, expect, it } from '@jest/globals';
import type { SkippedRecord } from '@shop/api';
import { afterSkip, afterTakeBack, skipLine } from './skip-words.js';

const skip = (given: Partial<SkippedRecord>): SkippedRecord => ({
  position: { topic: 'orders', partition: 2, offset: '117' },
  code: 'record.skipped',
  reason: 'Nobody ordered this.',
  by: 'olga',
  since: '2026-11-28T09:30:00.000Z',
  ...given,
});

describe('A record that is left out', () => {
  it('is named by its place, with the reason that an operator gave', () => {
    expect(skipLine(skip({}), 'basket-api.orders')).toEqual({
      key: 'orders/2/117',
      place: 'Offset 117 of orders 2',
      words: 'Nobody ordered this.',
      since: '2026-11-28T09:30:00.000Z',
      letter: 'orders:2:117:basket-api.orders',
    });
  });

  it('says that the handler failed, and of what', () => {
    const reason = 'RangeError at row (orders.projection.ts:40)';
    expect(skipLine(skip({ code: 'handler.failed', reason }), 'basket-api.orders').words).toBe(
      'The handler failed of it: RangeError at row (orders.projection.ts:40).',
    );
  });

  it('says what that comes to, by what the reader does with records', () => {
    expect(afterSkip('projection')).toContain('rebuild');
    expect(afterTakeBack('projection')).toContain('rebuild');
    for (const kind of ['task', 'effect'] as const) {
      expect(afterSkip(kind)).toContain('not passed yet');
      expect(afterTakeBack(kind)).toContain('send its dead letter back');
    }
    expect(afterTakeBack('fold')).toContain('starts anew');
  });
});
