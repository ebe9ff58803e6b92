import type { StoredLetter } from '@shop/ops-projections';
import type { CloudEvent } from '@shop/topics';

/** A valid review, for dead letters that were mended since. */
export const review = {
  specversion: '1.0',
  id: 'event-1',
  source: '/partner-feed',
  type: 'ReviewPosted',
  subject: 'review-1',
  time: '2026-11-21T09:30:00.000Z',
  dataschema: 'urn:shop:schema:ReviewPosted:1',
  datacontenttype: 'application/json',
  correlationid: 'request-1',
  actor: 'partner-feed',
  data: { reviewId: 'review-1', sku: 'bread', productName: 'Bread', userId: 'user-1', rating: 4, text: 'Good.' },
} as const satisfies CloudEvent;

/** Bytes of text or of JSON. */
export function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A dead letter of the clean step with a value. */
export function storedLetter(value: unknown, more: Partial<StoredLetter> = {}, letter: object = {}): StoredLetter {
  const bytes = value === null ? null : bytesOf(value);
  return {
    letter: {
      id: 'reviews:2:17:review-pipeline.clean',
      reader: 'review-pipeline.clean',
      source: { topic: 'reviews', partition: 2, offset: '17' },
      code: 'schema.mismatch',
      message: 'data.rating: must be <= 5',
      producer: '/partner-feed',
      time: '2026-11-21T09:30:01.000Z',
      key: 'review-1',
      bytes: bytes && bytes.toString('base64'),
      text: bytes && bytes.toString(),
      size: bytes && bytes.length,
      cut: null,
      position: { topic: 'dead_letters', partition: 0, offset: '3' },
      state: 'waiting',
      round: 0,
      ...letter,
    },
    key: Buffer.from('review-1'),
    value: bytes,
    headers: { 'content-type': 'application/cloudevents+json' },
    cameFrom: null,
    timesSent: 0,
    ...more,
  };
}
