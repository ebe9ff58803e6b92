import { createHash } from 'node:crypto';
import pg from 'pg';
import type { TextRecord, TopicName } from '../../src/support/log.ts';
import { until } from '../../../tools/testing/until.ts';
import type { Json, Records } from '../oracle/record.ts';
import { type Oracle, oracles } from '../oracle/oracles.ts';
import { takenBy } from '../oracle/skips.ts';

/** A read model in its database, seen by SQL. */
export interface ReadModelPlace {
  /** Connection string. */
  readonly url: string;
  /** The name of the projection. */
  readonly projection: string;
  /** Who writes it, where control events may say what it leaves out. */
  readonly reader?: string;
}

/** Tables of the runtime, which no oracle folds: where it has read to, and which ids it has seen. */
const OF_THE_RUNTIME = ['checkpoints', 'applied_events'];

/** A read model has a table that its oracle doesn't fold. */
class OracleIncomplete extends Error {}

/** Reads a topic to its end. */
export type ReadTopic = (topic: TopicName) => Promise<readonly TextRecord[]>;

/** What was found equal. */
export interface Agreement {
  readonly rows: number;
  readonly sha256: string;
}

/**
 * Waits until a read model holds what the log says, by its oracle.
 * @throws Error with the first rows that differ when it doesn't come to that
 */
export async function agrees(place: ReadModelPlace, read: ReadTopic, withinMs = 60_000): Promise<Agreement> {
  const oracle = oracleOf(place.projection);
  // An oracle that doesn't know all tables is nothing to wait for; a database that is away may be.
  await knowsAll(place, oracle).catch((error: unknown) => {
    if (error instanceof OracleIncomplete) throw error;
  });
  let difference = '';
  return until(
    `${place.projection} to agree with its oracle`,
    async () => {
      const records = await recordsOf(oracle, read, place.reader);
      const [expected, found] = [Object.entries(oracle.fold(records)), await selected(place, oracle.tables)];
      const wanted = dumpOf(expected.map(([table, rows]) => [table, rows]));
      const there = dumpOf(Object.entries(found));
      difference = differenceOf(wanted.lines, there.lines);
      return wanted.sha256 === there.sha256 && { rows: there.lines.length, sha256: there.sha256 };
    },
    withinMs,
  ).catch((error: Error) => {
    throw new Error(`${error.message}:\n${difference}`, { cause: error.cause });
  });
}

/**
 * Everything that a read model holds: all tables of the generation that answers, but for checkpoints.
 * @param without columns that the log doesn't determine
 */
export async function dumpReadModel(place: ReadModelPlace, without: readonly string[] = []): Promise<Agreement> {
  const rows = await asking(place.url, async (client) => {
    const schema = await schemaOf(client, place.projection);
    const tables = (await tablesOf(client, schema)).filter((name) => name !== 'checkpoints');
    const found: [string, Json[]][] = [];
    for (const name of tables) {
      const { rows: all } = await client.query<{ row: Json }>(
        `SELECT to_jsonb(t) - $1::text[] AS row FROM ${schema}.${name} t`,
        [without],
      );
      found.push([name, all.map(({ row }) => row)]);
    }
    return found;
  });
  const { lines, sha256 } = dumpOf(rows);
  return { rows: lines.length, sha256 };
}

/** Every offset that a read model's checkpoints say comes next, by `topic/partition`. */
export function checkpointsOf({ url, projection }: ReadModelPlace): Promise<ReadonlyMap<string, number>> {
  return asking(url, async (client) => {
    const { rows } = await client.query<{ place: string; next: number }>(
      `SELECT topic || '/' || partition AS place, next_offset::int AS next
       FROM ${await schemaOf(client, projection)}.checkpoints`,
    );
    return new Map(rows.map(({ place, next }) => [place, next]));
  });
}

/** The read models in a database that have an oracle. */
export async function readModelsIn(url: string): Promise<ReadModelPlace[]> {
  const { rows } = await asking(url, (client) =>
    client.query<{ projection: string }>('SELECT projection FROM projections.active ORDER BY 1'),
  );
  return rows.map(({ projection }) => ({ url, projection }));
}

/** Asks a database something over a connection of its own. */
export async function asking<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // The database may be killed while it is asked.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The schema of the generation that answers queries. */
export async function schemaOf(client: pg.Client, projection: string): Promise<string> {
  const { rows } = await client.query<{ generation: number }>(
    'SELECT generation FROM projections.active WHERE projection = $1',
    [projection],
  );
  if (!rows[0]) throw new Error(`${projection} has no generation.`);
  return `${projection}_${rows[0].generation}`;
}

function oracleOf(projection: string): Oracle {
  const oracle = oracles[projection];
  if (!oracle) throw new Error(`There is no oracle for ${projection}.`);
  return oracle;
}

/** @throws OracleIncomplete when the read model has tables that its oracle doesn't fold, or the other way round */
async function knowsAll({ url, projection }: ReadModelPlace, { tables }: Oracle): Promise<void> {
  const found = await asking(url, async (client) => tablesOf(client, await schemaOf(client, projection)));
  const there = found.filter((table) => !OF_THE_RUNTIME.includes(table)).join();
  const known = Object.keys(tables).sort().join();
  if (there !== known) throw new OracleIncomplete(`${projection} has the tables ${there}; its oracle folds ${known}.`);
}

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY tablename COLLATE "C"',
    [schema],
  );
  return rows.map(({ name }) => name);
}

async function recordsOf({ topics }: Oracle, read: ReadTopic, reader: string | undefined): Promise<Records> {
  const takes = reader === undefined ? () => true : takenBy(reader, await read('control_events'));
  const entries = topics.map(async (topic) => {
    const records = await read(topic as TopicName);
    return [topic, records.filter((record) => takes(topic, record))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function selected({ url, projection }: ReadModelPlace, tables: Oracle['tables']): Promise<Record<string, Json[]>> {
  return asking(url, async (client) => {
    const schema = await schemaOf(client, projection);
    const found: Record<string, Json[]> = {};
    for (const [table, columns] of Object.entries(tables)) {
      const { rows } = await client.query<{ row: Json }>(
        `SELECT to_jsonb(t) AS row FROM (SELECT ${columns} FROM ${schema}.${table}) t`,
      );
      found[table] = rows.map(({ row }) => row);
    }
    return found;
  });
}

/** A sorted line per row, and the SHA-256 of all of them. */
function dumpOf(tables: readonly (readonly [string, readonly Json[]])[]): { lines: string[]; sha256: string } {
  const lines = tables.flatMap(([table, rows]) => rows.map((row) => `${table} ${JSON.stringify(sorted(row))}`)).sort();
  return { lines, sha256: createHash('sha256').update(lines.join('\n')).digest('hex') };
}

/** The same JSON with the fields of every object in the order of their names. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

function differenceOf(wanted: readonly string[], there: readonly string[]): string {
  const [w, t] = [new Set(wanted), new Set(there)];
  const missing = wanted.filter((line) => !t.has(line));
  const surplus = there.filter((line) => !w.has(line));
  const some = (name: string, lines: readonly string[]) => `${lines.length} ${name}\n${lines.slice(0, 3).join('\n')}`;
  return `${wanted.length} rows by the log, ${there.length} in the database; ${some('missing:', missing)}\n${some('too many:', surplus)}`;
}
