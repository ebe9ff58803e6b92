import { describe, expect, it } from '@jest/globals';
import { previewOf } from './record-preview.js';

const record = (value: string | null, size = value?.length ?? 0) =>
  previewOf({
    position: { topic: 'orders', partition: 2, offset: '17' },
    timestamp: '2026-11-21T09:30:00.000Z',
    key: null,
    value,
    size,
  });

describe('The preview of a record', () => {
  it('names an event by its type and indents it', () => {
    expect(record('{"type":"OrderPlaced","data":{}}')).toMatchObject({ type: 'OrderPlaced', place: '2@17' });
    expect(record('{"type":"OrderPlaced"}').text).toContain('\n  "type"');
  });

  it.each([
    ['{"sku":"bread"}', 'row'],
    ['null', 'row'],
    ['"text"', 'row'],
    [null, 'tombstone'],
    ['not json', 'bytes'],
  ])('calls %s a %s', (value, type) => {
    expect(record(value).type).toBe(type);
  });

  it('says how much is missing of a large one', () => {
    expect(record('{"type":"Ord', 1_030_000).text).toBe('{"type":"Ord\n… and 1,029,988 more bytes');
  });
});
