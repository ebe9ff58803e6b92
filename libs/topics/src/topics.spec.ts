import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { AlertNote, AlertNoted, AlertResolved } from './alert.schema.js';
import { OrderContact } from './basket.schema.js';
import type { CloudEvent } from './cloud-event.schema.js';
import type { EventType } from './event-type.js';
import { WaitingReview } from './review.schema.js';
import { readers } from './readers.js';
import { ProductRow, RevocationRow, SecurityEventRow, UserRow } from './rows.schema.js';
import { choosingBy, extremeOf } from './testing/extremes.js';
import { isTime } from './time.js';
import type { Topic } from './topic.js';
import { coPartitioned, readersOf, topics } from './topics.js';

const ajv = new Ajv2020({ allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);

const folder = new URL('../examples/', import.meta.url);
const example = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const all = Object.values(topics) as Topic[];
const types = [
  ...new Set(all.flatMap(({ content }) => (content.kind === 'events' ? Object.values(content.events) : []))),
];
const versions = types.flatMap((type) =>
  type.versions.map((version) => [`${type.name}.v${version.number}`, version] as const),
);

describe('golden examples', () => {
  test.each(versions)('%s is accepted in full and with required fields only', (name, { schema }) => {
    const validate = ajv.compile(schema);
    for (const form of ['full', 'required']) {
      expect([form, validate(example(`${name}.${form}.json`)), validate.errors]).toEqual([form, true, null]);
    }
  });

  test.each(versions)('%s without a required field is refused by name', (name, { schema }) => {
    const validate = ajv.compile(schema);
    for (const field of ['id', 'subject', 'time', 'data']) {
      const event = example(`${name}.required.json`) as Record<string, unknown>;
      delete event[field];
      expect(validate(event)).toBe(false);
      expect(validate.errors?.map((error) => error.params.missingProperty)).toContain(field);
    }
  });

  test.each(versions)('%s is a valid event of the newest version for who reads it', (name) => {
    const type = types.find((each) => name.startsWith(`${each.name}.v`)) as EventType;
    const validate = ajv.compile(type.newest.schema);
    for (const form of ['full', 'required']) {
      const event = type.upcast(example(`${name}.${form}.json`) as CloudEvent);
      expect([form, validate(event), validate.errors]).toEqual([form, true, null]);
    }
  });

  test.each([AlertNoted, AlertResolved])('$name is accepted with the note apart', ({ name, newest }) => {
    const validate = ajv.compile(newest.schema);
    expect([validate(example(`${name}.v1.by-note.json`)), validate.errors]).toEqual([true, null]);
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

  test('no example is left without a version that is declared', () => {
    const names = readdirSync(folder).filter((file) => /\.v\d+\./.test(file));
    const declared = versions.map(([name]) => name);
    expect(names.filter((file) => !declared.some((name) => file.startsWith(`${name}.`)))).toEqual([]);
  });
});

describe('every schema', () => {
  const exact = new Ajv2020({ strict: false });
  exact.addFormat('date-time', isTime);
  const rows = all.flatMap(({ name, content }) => (content.kind === 'rows' ? [[name, content] as const] : []));

  test.each([...versions, ...rows])(
    'of %s bounds all that it names, so that nothing that follows can overflow',
    (_, { schema }) => {
      const validate = exact.compile(schema);
      for (let seed = 0; seed < 20; seed++) {
        const extreme = extremeOf(schema, choosingBy(seed));
        expect([validate(extreme), validate.errors]).toEqual([true, null]);
      }
    },
  );
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
