import { describe, expect, it } from '@jest/globals';
import { review, storedLetter } from './letters.fixture.js';
import { asItWas, inItsPlace, roundsOf } from './outgoing.js';

describe('A record that is sent back', () => {
  it('keeps key, bytes, headers and id', () => {
    const stored = storedLetter({ ...review, data: { rating: 11 } });
    expect(asItWas(stored)).toEqual({
      record: {
        topic: 'reviews',
        key: stored.key,
        value: stored.value,
        headers: {
          'content-type': 'application/cloudevents+json',
          'shop.sent-back.letter': stored.letter.id,
          'shop.sent-back.round': '1',
        },
      },
      eventId: 'event-1',
    });
  });

  it('goes back to its partition, where it has no key to say so', () => {
    expect(asItWas(storedLetter('not json', { key: null }))).toMatchObject({
      record: { key: null, partition: 2 },
      eventId: null,
    });
  });

  it('stays without a value, if it had none', () => {
    expect(asItWas(storedLetter(null)).record.value).toBeNull();
  });

  it('counts on from the rounds before and since', () => {
    const headers = { 'shop.sent-back.letter': 'another', 'shop.sent-back.round': '1' };
    const stored = storedLetter(review, { headers, timesSent: 1 }, { round: 1 });
    expect(roundsOf(stored)).toBe(2);
    expect(asItWas(stored).record.headers).toEqual({
      'shop.sent-back.letter': stored.letter.id,
      'shop.sent-back.round': '3',
    });
  });

  it('is another event when it was edited, caused by the one that was wrong', () => {
    const stored = storedLetter({ ...review, data: { rating: 11 } });
    const { record, eventId } = inItsPlace(stored, { ...review, subject: 'review-2', id: 'whatever' }, 'new-id');
    expect([record.key, eventId]).toEqual(['review-2', 'new-id']);
    expect(JSON.parse(record.value as string)).toEqual({
      ...review,
      subject: 'review-2',
      id: 'new-id',
      causationid: 'event-1',
    });
    expect(record.headers).toMatchObject({ 'shop.sent-back.letter': stored.letter.id });
  });

  it('names the dead letter as its cause, where the original had no id', () => {
    const { record } = inItsPlace(storedLetter('not json'), review, 'new-id');
    expect(JSON.parse(record.value as string)).toMatchObject({ causationid: 'reviews:2:17:review-pipeline.clean' });
  });
});
