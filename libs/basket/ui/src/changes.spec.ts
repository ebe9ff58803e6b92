import { describe, expect, it } from '@jest/globals';
import { changeInWords, changesBetween } from './changes.js';

const line = (sku: string, quantity: number, amount = 100) => ({
  sku,
  name: sku,
  quantity,
  unitPrice: { amount, currency: 'GBP' },
  lineTotal: { amount: amount * quantity, currency: 'GBP' },
});
const words = (...[seen, now]: Parameters<typeof changesBetween>) => changesBetween(seen, now).map(changeInWords);

describe('changes between the basket that was seen and the one there is', () => {
  it('are none when nothing changed', () => {
    expect(words([line('bread', 1)], [line('bread', 1)])).toEqual([]);
  });

  it('name what came, what went and what is more', () => {
    const seen = [line('bread', 1), line('beans', 2)];
    const now = [line('bread', 3), line('tea', 1)];
    expect(words(seen, now)).toEqual(['bread: 3 instead of 1', 'beans is gone', 'tea was put in (1)']);
  });

  it('name a new price', () => {
    expect(words([line('bread', 1, 100)], [line('bread', 1, 120)])).toEqual(['bread: has a new price']);
  });
});
