import { openDatabase, type Database } from './database.js';
import { feedTogether, type FedBatch, type FedRecord } from './feed.js';
import type { Projection } from './projection.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase } from './temporary-database.js';

/** What a test's log holds: records by topic. Those of a key go to one partition, as they would in Kafka. */
export type FedLog = Readonly<Record<string, readonly FedRecord[]>>;

/** The rows of every table of a generation as JSON, sorted; without checkpoints. */
export type Dump = Readonly<Record<string, readonly string[]>>;

/** How many records a batch holds, of how many partitions at once, and a seed for the order in which these get their turn. */
const WAYS = [
  { batch: 500, together: 1, seed: 1 },
  { batch: 1, together: 1, seed: 2 },
  { batch: 1, together: 3, seed: 3 },
  { batch: 7, together: 1, seed: 4 },
  { batch: 7, together: 2, seed: 5 },
  { batch: 500, together: 9, seed: 6 },
];
const PARTITIONS = 3;

/**
 * Builds a projection from one log in several ways: batches of 1, 7 and 500 records, partitions and topics interleaved
 * differently, one or several in a transaction. The same log must give the same rows, so a test expects all dumps to be equal. Each is built in an empty
 * database of its own on the server of `SHOP_TEST_POSTGRES`.
 */
export async function dumpsOfAnyOrder(projection: Projection, log: FedLog): Promise<Dump[]> {
  const dumps: Dump[] = [];
  for (const way of WAYS) {
    const { url, drop } = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
    const database = openDatabase({ url, application: 'test' });
    try {
      const readModel = new ReadModel(database, projection);
      for (const batches of turns(log, way)) await feedTogether(readModel, batches);
      dumps.push(await dumpOf(database, await readModel.schema()));
    } finally {
      await database.close();
      await drop();
    }
  }
  return dumps;
}

/** The log in batches, each time of partitions that the seed picks; within a partition the order stays. */
function* turns(log: FedLog, { batch, together, seed }: (typeof WAYS)[number]): Generator<FedBatch[]> {
  let left: FedBatch[] = Object.entries(log).flatMap(([topic, records]) =>
    Array.from({ length: PARTITIONS }, (_, partition) => ({
      topic,
      partition,
      records: records.filter(({ key }) => partitionOf(key) === partition),
    })),
  );
  const pick = picker(seed);
  for (;;) {
    left = left.filter(({ records }) => records.length > 0);
    if (left.length === 0) return;
    const others = [...left];
    const picked = Array.from({ length: Math.min(together, left.length) }).flatMap(() =>
      others.splice(pick(others.length), 1),
    );
    yield picked.map((each) => ({ ...each, records: each.records.slice(0, batch) }));
    left = left.map((each) => (picked.includes(each) ? { ...each, records: each.records.slice(batch) } : each));
  }
}

function partitionOf(key: string): number {
  return Array.from(key).reduce((sum, character) => sum + character.charCodeAt(0), 0) % PARTITIONS;
}

/** Numbers below a limit, the same for the same seed (mulberry32). */
function picker(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

async function dumpOf(database: Database, schema: string): Promise<Dump> {
  const tables = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 AND tablename <> 'checkpoints' ORDER BY 1`,
    [schema],
  );
  const dumped = tables.map(async ({ name }) => {
    const rows = await database.query<{ row: string }>(`SELECT to_json(t)::text AS row FROM ${schema}.${name} t`);
    return [name, rows.map(({ row }) => row).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(dumped));
}
