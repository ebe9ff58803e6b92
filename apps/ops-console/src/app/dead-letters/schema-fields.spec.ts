import { describe, expect, it } from '@jest/globals';
import { ruleOf, schemaFields } from './schema-fields.js';

const schema = {
  type: 'object',
  required: ['type', 'data'],
  properties: {
    type: { const: 'ReviewPosted', type: 'string' },
    lineage: { type: 'string' },
    data: {
      type: 'object',
      required: ['rating'],
      properties: { rating: { type: 'integer', minimum: 1, maximum: 5 }, lines: { type: 'array', items: {} } },
    },
  },
};

describe('The fields of a schema', () => {
  it('stand beside what the record has there', () => {
    const text = JSON.stringify({ type: 'ReviewPosted', data: { rating: 11 }, more: true });
    const fields = schemaFields(schema, text, '/data/rating');
    expect(fields.map(({ depth, name, required, value, wrong }) => [depth, name, required, value, wrong])).toEqual([
      [0, 'data', true, undefined, false],
      [1, 'rating', true, '11', true],
      [1, 'lines', false, undefined, false],
      [0, 'type', true, '"ReviewPosted"', false],
      [0, 'lineage', false, undefined, false],
    ]);
  });

  it('are shown for what is no JSON, too, and for missing fields', () => {
    expect(schemaFields(schema, 'not json', null)).toHaveLength(5);
    expect(schemaFields(schema, '{"data":7}', '/data')[0]).toMatchObject({ value: '7', wrong: true });
    expect(schemaFields(schema, null, '/type')[0]).toMatchObject({ value: undefined, wrong: true });
  });

  it('shows long values short, and a wrong item at its list', () => {
    const text = JSON.stringify({ lineage: 'x'.repeat(100), data: { lines: [1, 2] } });
    const fields = schemaFields(schema, text, '/data/lines/1/sku');
    expect(fields.find(({ name }) => name === 'lineage')?.value).toHaveLength(60);
    expect(fields.find(({ name }) => name === 'lines')?.wrong).toBe(true);
  });

  it.each([
    [{ const: '1.0' }, '"1.0"'],
    [{ anyOf: [{ const: 'Gold' }, { const: 'Silver' }] }, '"Gold" or "Silver"'],
    [{ type: 'string', format: 'date-time' }, 'time, RFC 3339'],
    [{ type: 'string', minLength: 1, maxLength: 200 }, 'text, 1 to 200 characters'],
    [{ type: 'string', pattern: '^[A-Z]{3}$' }, 'text, like ^[A-Z]{3}$'],
    [{ type: 'string', minLength: 1 }, 'text, not empty'],
    [{ type: 'integer', minimum: 1 }, 'integer, at least 1'],
    [{ type: 'array', items: { type: 'object' } }, 'list of object'],
    [{}, 'anything'],
  ])('says %j in words', (rule, words) => {
    expect(ruleOf(rule)).toBe(words);
  });
});
