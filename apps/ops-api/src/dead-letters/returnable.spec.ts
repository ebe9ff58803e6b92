import { describe, expect, it } from '@jest/globals';
import { topics, type Topic } from '@shop/topics';
import { returnableOf } from './returnable.js';

describe('Where dead letters can be sent back to', () => {
  it('is three topics, and no other', () => {
    const allowed = (Object.values(topics) as Topic[])
      .filter(({ name, readers }) => readers.some((reader) => returnableOf(name, reader).allowed))
      .map(({ name }) => name);
    expect(allowed).toEqual(['basket_events', 'reviews', 'alert_events']);
  });

  it.each([
    ['users', 'notifier.customers', /mend the row in backoffice-api/],
    ['reviews_clean', 'review-api.reviews', /derived by review-pipeline\.clean/],
    ['orders', 'basket-api.orders', /derived by basket-api\.order-placer/],
    ['control_events', 'ops-api.dead-letters', /asked again/],
    ['dead_letters', 'ops-api.dead-letters', /evidence/],
    ['constructor', 'ops-api.dead-letters', /knows no constructor/],
    ['reviews', 'review-api.reviews', /no reader review-api\.reviews of reviews/],
  ])('is not %s for %s, and it says why', (topic, reader, reason) => {
    expect(returnableOf(topic, reader)).toEqual({ allowed: false, reason: expect.stringMatching(reason) });
  });
});
