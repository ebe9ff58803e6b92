import { describe, expect, it } from '@jest/globals';
import { envelopeOf, producerOf } from './producer.js';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('Who has to mend a record', () => {
  it('is the source that its event names, valid or not', () => {
    expect(producerOf('reviews', bytes({ source: '/partner-feed', rating: 11 }))).toBe('/partner-feed');
    // The map knows nothing of the topic, but the event does of its source.
    expect(producerOf('nowhere', bytes({ source: '/partner-feed' }))).toBe('/partner-feed');
  });

  it.each([
    ['no JSON', bytes('sku;rating\nbread;5')],
    ['no UTF-8', Buffer.from([0x7b, 0xff])],
    ['a source that is no UTF-8', Buffer.concat([bytes('{"source":"'), Buffer.from([0xff]), bytes('"}')])],
    ['no object', bytes('null')],
    ['no source', bytes({ source: 7 })],
    ['a source that is no name', bytes({ source: 'a\nb' })],
    ['a source without end', bytes({ source: 'x'.repeat(201) })],
    ['no value', null],
  ])('is whoever writes to the topic, if there is %s', (_, value) => {
    expect(producerOf('reviews', value)).toBe('review-api or feeds');
  });

  it('is never the desk, which repeats what others wrote', () => {
    expect(producerOf('basket_events', null)).toBe('basket-api');
  });

  it('is unknown for a topic that the map does not know', () => {
    expect(producerOf('nowhere', null)).toBe('unknown');
    expect(producerOf('constructor', null)).toBe('unknown');
  });
});

describe('What bytes say of themselves', () => {
  it('is what can be read of an envelope, however wrong the rest is', () => {
    expect(envelopeOf(bytes({ id: 'e1', type: 'ReviewRated', source: 3, data: null }))).toEqual({
      id: 'e1',
      type: 'ReviewRated',
    });
    expect(envelopeOf(bytes('[1]'))).toEqual({});
  });
});
