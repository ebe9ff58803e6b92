import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { AlertNote } from './alert.schema.js';
import { OrderContact } from './basket.schema.js';
import { WaitingReview } from './review.schema.js';
import { readers } from './readers.js';
import { ProductRow, RevocationRow, SecurityEventRow, UserRow } from './rows.schema.js';
import type { Topic } from './topic.js';
import { coPartitioned, readersOf, topics } from './topics.js';

const ajv = new Ajv2020({ allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

const folder = new URL('../examples/', import.meta.url);
const example = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const all = Object.values(topics) as Topic[];
const eventSchemas = Object.assign(
  {},
  ...all.flatMap(({ content }) => (content.kind === 'events' ? [content.schemas] : [])),
);

describe('golden examples', () => {
  test.each(Object.keys(eventSchemas))('%s is accepted in full and with required fields only', (type) => {
    const validate = ajv.compile(eventSchemas[type]);
    for (const form of ['full', 'required']) {
      expect([form, validate(example(`${type}.v1.${form}.json`)), validate.errors]).toEqual([form, true, null]);
    }
  });

  test.each(Object.keys(eventSchemas))('%s without a required field is refused by name', (type) => {
    const validate = ajv.compile(eventSchemas[type]);
    for (const field of ['id', 'subject', 'time', 'data']) {
      const event = example(`${type}.v1.required.json`) as Record<string, unknown>;
      delete event[field];
      expect(validate(event)).toBe(false);
      expect(validate.errors?.map((error) => error.params.missingProperty)).toContain(field);
    }
  });

  test.each(['AlertNoted', 'AlertResolved'])('%s is accepted with the note apart', (type) => {
    const validate = ajv.compile(eventSchemas[type]);
    expect([validate(example(`${type}.v1.by-note.json`)), validate.errors]).toEqual([true, null]);
  });

  test.each([
    ['UserRow', UserRow],
    ['ProductRow', ProductRow],
    ['RevocationRow', RevocationRow],
    ['SecurityEventRow', SecurityEventRow],
    ['OrderContact', OrderContact],
    ['OrderContact.full', OrderContact],
    ['AlertNote', AlertNote],
    ['WaitingReview', WaitingReview],
  ])('%s is accepted as a row', (name, schema) => {
    const validate = ajv.compile(schema);
    expect([validate(example(`${name}.row.json`)), validate.errors]).toEqual([true, null]);
  });

  test('no example is left without a schema', () => {
    const types = readdirSync(folder)
      .filter((file) => file.includes('.v1.'))
      .map((file) => file.split('.')[0]);
    expect(types.filter((type) => !(type in eventSchemas))).toEqual([]);
  });
});

describe('the map of topics', () => {
  test('names every topic as its key does', () => {
    for (const [key, topic] of Object.entries(topics)) expect(topic.name).toBe(key);
  });

  test('keeps personal data only in topics that can forget', () => {
    expect(all.filter((topic) => topic.personal && topic.retention.kind === 'forever')).toEqual([]);
  });

  test('gives co-partitioned topics the same number of partitions', () => {
    expect(new Set(coPartitioned.map((name) => topics[name].partitions)).size).toBe(1);
  });

  test('lets only the clean step read raw reviews', () => {
    expect(topics.reviews.readers).toEqual(['review-pipeline.clean']);
  });

  test('knows every reader with its topics', () => {
    expect(readersOf().get('review-pipeline.enrich')).toEqual(['reviews_clean', 'users', 'review_pipeline_waiting']);
  });

  test('says of every reader what kind it is, and of no other', () => {
    expect(Object.keys(readers).sort()).toEqual([...readersOf().keys()].sort());
  });
});
