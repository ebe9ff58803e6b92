import { basketDecider, type BasketEvent, type BasketState } from '@shop/basket-domain';
import {
  foldBatch,
  insertRows,
  type Db,
  type FoldedEvent,
  type Projection,
  type ProjectionBatch,
  type Transaction,
} from '@shop/log-postgres';
import type { CloudEvent } from '@shop/topics';
import { stateOf, valuesOf, type BasketRow } from './basket-row.js';

/**
 * Every basket as it is now, and its journal: all that happened to it, ignored events included.
 *
 * The journal is also where applied event ids are looked up, so an event costs one row and not two.
 */
export const basketsProjection: Projection = {
  name: 'baskets',
  version: 2,
  topics: ['basket_events'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.baskets (
      basket_id text PRIMARY KEY,
      status text NOT NULL,
      owner text NOT NULL,
      lines json NOT NULL,
      currency text,
      number integer NOT NULL,
      order_id text,
      changed_at timestamptz NOT NULL,
      log_partition integer NOT NULL,
      log_offset bigint NOT NULL
    ) WITH (fillfactor = 80);
    CREATE INDEX IF NOT EXISTS baskets_open ON $schema.baskets (owner) WHERE status = 'open';
    CREATE INDEX IF NOT EXISTS baskets_ordered ON $schema.baskets (order_id) WHERE order_id IS NOT NULL;
    CREATE TABLE IF NOT EXISTS $schema.journal (
      basket_id text NOT NULL,
      number integer NOT NULL,
      event_id text NOT NULL,
      type text NOT NULL,
      time text NOT NULL,
      data json NOT NULL,
      log_partition integer NOT NULL,
      log_offset bigint NOT NULL,
      request_hash text,
      ignored json,
      PRIMARY KEY (basket_id, number)
    );
    CREATE UNIQUE INDEX IF NOT EXISTS journal_event ON $schema.journal (event_id);
  `,
  eventIds: { table: 'journal', column: 'event_id' },
  async apply(batch, db) {
    await storeJournal(db, await foldBaskets(batch, db));
  },
};

type Entry = FoldedEvent<BasketEvent, BasketState>;

/**
 * Folds the events of a batch into the rows of their baskets, without journal.
 * @returns every event, with its basket before and after it
 */
export async function foldBaskets(batch: ProjectionBatch, db: Transaction): Promise<readonly Entry[]> {
  const { entries } = await foldBatch<BasketEvent, BasketState>(batch, basketDecider, (ids) => loadBaskets(db, ids));
  await storeBaskets(db, entries);
  return entries;
}

async function loadBaskets(db: Db, ids: readonly string[]): Promise<Map<string, BasketState>> {
  const rows = await db.query<BasketRow>(
    'SELECT basket_id, status, owner, lines, currency, number, order_id FROM $schema.baskets WHERE basket_id = ANY($1::text[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.basket_id, stateOf(row)]));
}

async function storeBaskets(db: Transaction, entries: readonly Entry[]): Promise<void> {
  const last = new Map(entries.map((entry) => [entry.key, entry]));
  await insertRows(
    db,
    '$schema.baskets',
    {
      basket_id: 'text',
      status: 'text',
      owner: 'text',
      lines: 'json',
      currency: 'text',
      number: 'int',
      order_id: 'text',
      changed_at: 'timestamptz',
      log_partition: 'int',
      log_offset: 'bigint',
    },
    Array.from(last.values(), ({ key, after, record }) => [
      ...valuesOf(key, after),
      envelope(record).time,
      record.partition,
      record.offset,
    ]),
    { update: ['basket_id'] },
  );
}

async function storeJournal(db: Transaction, entries: readonly Entry[]): Promise<void> {
  await insertRows(
    db,
    '$schema.journal',
    {
      basket_id: 'text',
      number: 'int',
      event_id: 'text',
      type: 'text',
      time: 'text',
      data: 'json',
      log_partition: 'int',
      log_offset: 'bigint',
      request_hash: 'text',
      ignored: 'json',
    },
    entries.map(({ key, after, record, ignored }) => {
      const { id, type, time, data, requesthash } = envelope(record);
      const { partition, offset } = record;
      return [key, after.number, id, type, time, data, partition, offset, requesthash ?? null, ignored ?? null];
    }),
  );
}

/** `foldBatch` gives entries of events only. */
function envelope({ content }: Entry['record']): CloudEvent {
  return (content as { event: CloudEvent }).event;
}
