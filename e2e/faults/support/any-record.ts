import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Topic, topics } from '@shop/topics';
import { root } from '../../../tools/bootstrap/root.mjs';
import { cutOrFull } from './extent.ts';

/** Key and value of a record. */
export interface AnyRecord {
  readonly key: Buffer | null;
  readonly value: Buffer;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- examples of any topic
type Example = any;

const EXAMPLES = join(root, 'libs/topics/examples');
const ROWS: Readonly<Record<string, string>> = {
  order_contacts: 'OrderContact.row.json',
  users: 'UserRow.row.json',
  products: 'ProductRow.row.json',
  revocations: 'RevocationRow.row.json',
  security_events: 'SecurityEventRow.row.json',
  review_pipeline_waiting: 'WaitingReview.row.json',
  alert_notes: 'AlertNote.row.json',
};

/** So many usual records come with each that is as large as a broker takes: at full length some hundred megabytes in all. */
const USUAL = cutOrFull(200, 1_000);

/** Fields that every event must have. */
const ENVELOPE = ['id', 'type', 'time', 'subject', 'source', 'data'];

/** Records of the suite say that they are poison, so that an oracle passes those that look like good ones. */
const poison = (value: Example): Example =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value, poison: true, ...('data' in value && { data: { ...value.data, poison: true } }) }
    : value;

/** What an implementation of ours might hold inside. */
const OURS: readonly Example[] = [
  { kind: 'bad', code: {}, message: [] },
  { kind: 'bad', code: 1, message: { a: 1 } },
  { kind: 'bad', code: 'json.invalid', message: 'mine', pointer: '/x' },
  { kind: 'tombstone' },
  { kind: 'row', row: {} },
  { kind: 'event', event: {} },
  { content: { kind: 'bytes' }, raw: null },
  { records: [], bad: [{}], next: -1 },
  { constructor: { name: 'Undecodable' }, then: 1, toJSON: 1, __proto__: null },
];

/**
 * Records of a topic that nobody can understand, whatever is drawn: arbitrary bytes and JSON, shapes of our own
 * insides, valid ones with one thing broken, keys that are no text.
 */
export function anyBadRecord(topic: Topic): fc.Arbitrary<AnyRecord> {
  const examples = examplesOf(topic);
  const named = fc.uuid().map((name) => Buffer.from(`any-${name}`));
  // A compacted topic takes no record without a key.
  const key = topic.retention.kind === 'compacted' ? named : fc.option(named, { freq: 9 });
  const text = (value: Example) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const json = fc.jsonValue({ maxDepth: 5 }).map((value) => text(JSON.stringify(poison(value))));
  const bytes = fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from([0xff, ...array]));
  const nearJson = fc.tuple(fc.json(), fc.constantFrom('{', ']', '\\', '"', ',')).map(([a, b]) => text(`${a}${b}`));
  const ours = fc.constantFrom(...OURS).map((value) => text(JSON.stringify(poison(value))));
  const large = fc.integer({ min: 700_000, max: 1_030_000 }).map((length) => Buffer.alloc(length, '{"a":'));
  const broken = fc
    .tuple(fc.constantFrom(...examples), fc.nat(), fc.constantFrom(undefined, '1e400', '7', '"\\ud83d"', '"a\\u0000b"'))
    .map(([example, which, odd]) => text(withOdd(topic, example, which, odd)));
  const extra = fc
    .tuple(
      fc.constantFrom(...examples),
      fc.constantFrom('"\\ud83d"', '"\\u0000"', `${'{"a":['.repeat(2_000)}${']}'.repeat(2_000)}`),
    )
    .map(([example, odd]) => text(JSON.stringify(poison(example)).replace('{', `{"extra":${odd},`)));
  const values = fc.oneof(
    { weight: 4, arbitrary: broken },
    { weight: 2, arbitrary: extra },
    { weight: 2, arbitrary: ours },
    { weight: 2, arbitrary: bytes },
    { weight: 2, arbitrary: json },
    { weight: 2, arbitrary: nearJson },
  );
  const badKey = fc.tuple(
    fc.constantFrom(Buffer.from([0x61, 0xff]), Buffer.from('a\0b'), Buffer.alloc(2_000, 'k')),
    fc.constantFrom(...examples).map((example) => text(JSON.stringify(poison(example)))),
  );
  return fc
    .oneof(
      { weight: USUAL, arbitrary: fc.tuple(key, values) },
      { weight: USUAL / 20, arbitrary: badKey },
      { weight: 1, arbitrary: fc.tuple(key, large) },
    )
    .map(([k, value]) => ({ key: k, value }));
}

/** An example with one of its required fields gone, or with a value in its place that no schema allows. */
function withOdd({ content }: Topic, example: Example, which: number, odd: string | undefined): string {
  const required: readonly string[] = content.kind === 'rows' ? ((content.schema as Example).required ?? []) : ENVELOPE;
  const texts = required.filter((name) => content.kind === 'events' || typeof example[name] === 'string');
  const field = texts[which % texts.length] as string;
  const marked = poison(example);
  if (odd === undefined) return JSON.stringify({ ...marked, [field]: undefined });
  return JSON.stringify({ ...marked, [field]: '@odd@' }).replace('"@odd@"', odd);
}

function examplesOf(topic: Topic): Example[] {
  const { content, name } = topic;
  if (content.kind === 'bytes') return [];
  const wanted = (file: string) =>
    content.kind === 'rows' ? file === ROWS[name] : Object.keys(content.events).includes(file.split('.')[0] as string);
  return readdirSync(EXAMPLES)
    .filter(wanted)
    .filter((file) => content.kind === 'rows' || /\.v\d+\.full\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as Example);
}

/** The topics whose records mean something. */
export const meaningfulTopics: readonly Topic[] = (Object.values(topics) as Topic[]).filter(
  ({ content }) => content.kind !== 'bytes',
);
