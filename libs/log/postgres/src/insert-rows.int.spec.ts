import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from './database.js';
import { isDataTrouble, isRepetition } from './errors.js';
import { insertRows } from './insert-rows.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

let temporary: TemporaryDatabase;
let database: Database;
const columns = { id: 'int', text: 'text', data: 'json' };

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});
beforeEach(async () => {
  await database.query('DROP TABLE IF EXISTS things');
  await database.query('CREATE TABLE things (id int PRIMARY KEY, text text, data json)');
});

const insert = (rows: readonly (readonly unknown[])[]) =>
  database.transaction((db) => insertRows(db, 'things', columns, rows));

/** What the text formats of PostgreSQL give a meaning to. */
const texts = ['', '\\N', '\\.', 'a\tb', 'a\nb', 'a\r\nb', '\\t', 'NULL', '{"x"}', '"', "'", 'ß 🫘', ' a ', null];

it.each([
  ['one statement', 1],
  ['COPY', 10],
])('keeps every text and document as it was given, by %s', async (_, times) => {
  const given = Array.from({ length: times * texts.length }, (__, id) => {
    const text = texts[id % texts.length];
    return { id, text, data: id % 3 === 0 ? null : { text, list: [text, id], nested: { '\t': '\\' } } };
  });
  await insert(given.map(({ id, text, data }) => [id, text, data]));
  expect(await database.query('SELECT id, text, data FROM things ORDER BY id')).toEqual(given);
});

it.each([
  ['one statement', 2],
  ['COPY', 200],
])('says what is wrong with a row, and goes on with the connection, by %s', async (_, count) => {
  const rows = Array.from({ length: count }, (__, id) => [id, 'x', {}]);
  await insert(rows.slice(0, 1));
  const repeated = await insert(rows).catch((error: unknown) => error);
  expect(isRepetition(repeated)).toBe(true);
  const unstorable = await insert(rows.map(([id]) => [(id as number) + 1_000, 'a\0b', null])).catch((error) => error);
  expect(isDataTrouble(unstorable)).toBe(true);
  expect(isRepetition(unstorable)).toBe(false);
  await insert(rows.slice(1));
  expect(await database.query('SELECT count(*) AS count FROM things')).toEqual([{ count }]);
});

describe('by one statement', () => {
  const types = {
    id: 'int',
    many: 'bigint',
    day: 'date',
    at: 'timestamptz',
    bytes: 'bytea',
    flag: 'boolean',
    doc: 'jsonb',
  };
  const put = (rows: readonly (readonly unknown[])[]) =>
    database.transaction((db) => insertRows(db, 'typed', types, rows, { update: ['id'] }));
  beforeEach(async () => {
    const columns = Object.entries(types).map(([name, type]) => `${name} ${type}`);
    await database.query(`DROP TABLE IF EXISTS typed; CREATE TABLE typed (${columns.join(', ')}, PRIMARY KEY (id))`);
  });

  it('takes every type of column, and no value for it', async () => {
    const at = '2026-11-27T10:00:00.123456Z';
    const full = [1, 2 ** 40, '2026-11-27', at, Buffer.from([0, 255]), true, { a: [null, 'b'] }];
    const nothing = [2, undefined, null, null, null, null, null];
    await put([nothing, [1, -1, '2026-01-01', at, Buffer.alloc(0), false, {}]]);
    await put([full, nothing]);
    const [one, two] = await database.query(
      `SELECT id, many, day::text, to_char(at AT TIME ZONE 'UTC', 'HH24:MI:SS.US') AS at, bytes, flag, doc FROM typed ORDER BY id`,
    );
    expect(Object.values(one)).toEqual([1, 2 ** 40, '2026-11-27', '10:00:00.123456', full[4], true, full[6]]);
    expect(Object.values(two)).toEqual([2, null, null, null, null, null, null]);
  });

  it.each([2 ** 31, 1.5, 1e30, Infinity])('leaves it to PostgreSQL to refuse %d as an integer', async (id) => {
    const refused = await put([[id, 0, null, null, null, null, null]]).catch((error: unknown) => error);
    expect(isDataTrouble(refused)).toBe(true);
  });
});
