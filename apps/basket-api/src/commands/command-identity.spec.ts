import { describe, expect, it } from '@jest/globals';
import { basketIdOf, orderIdOf, orderPlacedIdOf } from './command-identity.js';
import { identify } from '@shop/http';

const request = { owner: 'user-1', path: '/api/baskets/b1/items', idempotencyKey: 'k', content: ['bread', 1] };

describe('the identity of a command', () => {
  it('is new each time without a key', () => {
    const [one, other] = [1, 2].map(() => identify({ ...request, idempotencyKey: undefined }));
    expect(one.eventId).not.toBe(other.eventId);
    expect(one.requestHash).toBeUndefined();
  });

  it('is the same for the same caller, path and key', () => {
    expect(identify(request)).toEqual(identify({ ...request }));
    for (const other of [{ owner: 'user-2' }, { path: '/api/baskets/b2/items' }, { idempotencyKey: 'l' }])
      expect(identify({ ...request, ...other }).eventId).not.toBe(identify(request).eventId);
  });

  it('tells another content by its hash, which is no plain hash of the content', () => {
    const other = identify({ ...request, content: ['bread', 2] });
    expect(other.eventId).toBe(identify(request).eventId);
    expect(other.requestHash).not.toBe(identify(request).requestHash);
    expect(identify({ ...request, idempotencyKey: 'l' }).requestHash).not.toBe(identify(request).requestHash);
  });

  it('leads to derived ids that differ from each other', () => {
    const { eventId } = identify(request);
    const ids = [eventId, basketIdOf(eventId), orderIdOf(identify(request)), orderPlacedIdOf(eventId)];
    expect(new Set(ids).size).toBe(4);
    expect(orderIdOf(identify({ ...request, content: null }))).not.toBe(orderIdOf(identify(request)));
  });
});
