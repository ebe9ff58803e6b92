import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import { pongoClient } from '@event-driven-io/pongo';
import { basketDecider, type BasketEvent, type BasketState } from '@shop/basket-domain';
import type { NewRecord } from '@shop/log-core';
import { appendHistory, type History } from './basket-history.ts';

/** An event as emmett types it: a record of anything as data. */
type StoredEvent = { readonly type: BasketEvent['type']; readonly data: Record<string, unknown> };
/** A basket as pongo keeps it. */
type BasketDocument = BasketState & Record<string, unknown>;

const COLLECTION = 'baskets';
/**
 * The library keeps one transaction per batch, and waits after each. Measured: its default of 100 is a tenth slower.
 * 5,000 makes no difference with 20,000 events and is slower with 100,000, as is 10,000: every event of a transaction
 * updates the one row of the checkpoint, and leaves a version of it behind.
 */
const BATCH = 1_000;
/**
 * The table is made before, and the collection told not to look whether it is there: otherwise the projection sends
 * CREATE TABLE IF NOT EXISTS with every event, which costs an eighth. The library takes this option of a collection, but
 * its types leave it out.
 */
const NO_CHECKS = { schema: { autoMigration: 'None' } };

/**
 * A history of baskets in emmett's event store, from which a pongo projection of them is rebuilt.
 *
 * Two of its peer dependencies are overridden in `package.json`: `uuid`, of which ours is newer and has the same functions, and
 * `@types/mongodb`, which would bring the driver of MongoDB for a module that is not loaded here.
 */
export class EmmettStore {
  private readonly url: string;
  private readonly history: History;
  private rebuilds = 0;

  private constructor(url: string, history: History) {
    this.url = url;
    this.history = history;
  }

  /**
   * Appends a history to the event store of an empty database, each event by itself, as commands would: a stream for
   * each basket. Events have no metadata, so that there is less to read than in the log.
   */
  static async fill(database: string, history: History): Promise<EmmettStore> {
    const url = new URL(database);
    // In its favour: our own runtime waits for the disk.
    url.searchParams.set('options', '-c synchronous_commit=off');
    const store = getPostgreSQLEventStore(url.href);
    try {
      await store.schema.migrate();
      await appendHistory(
        {
          append: async (records) => {
            for (const record of records) await store.appendToStream(String(record.key), [storedEvent(record)]);
            return [];
          },
        },
        history,
      );
    } finally {
      await store.close();
    }
    return new EmmettStore(url.href, history);
  }

  /**
   * Builds the baskets as a next version, so that the table is new and the consumer begins with the first event.
   * @returns events per second, from the start of the consumer until nothing is left
   */
  async rebuild(): Promise<number> {
    const version = ++this.rebuilds;
    await this.withPongo((pongo) => pongo.db().collection(nameOf(version)).createCollection());
    const projection = pongoSingleStreamProjection<BasketDocument, StoredEvent>({
      collectionName: COLLECTION,
      version,
      canHandle: ['BasketOpened', 'BasketClaimed', 'ItemAdd', 'ItemRemove', 'BasketCheckedOut'],
      collectionOptions: NO_CHECKS as object,
      initialState: () => basketDecider.initialState as BasketDocument,
      evolve: (basket: BasketDocument, event: StoredEvent) =>
        basketDecider.evolve(basket, event as BasketEvent) as BasketDocument,
    });
    const consumer = rebuildPostgreSQLProjections<StoredEvent>({
      connectionString: this.url,
      projections: [projection],
      pulling: { batchSize: BATCH, pullingFrequencyInMs: 0 },
    });
    try {
      const started = performance.now();
      await consumer.start();
      return (this.history.events / (performance.now() - started)) * 1_000;
    } finally {
      await consumer.close();
    }
  }

  /** The baskets that the last rebuild came to. */
  async states(): Promise<Map<string, BasketState>> {
    const documents = await this.withPongo((pongo) =>
      pongo.db().collection<BasketDocument>(nameOf(this.rebuilds)).find(),
    );
    return new Map(documents.map(({ _id, _version, ...state }) => [_id, state as BasketState]));
  }

  private async withPongo<T>(work: (pongo: ReturnType<typeof pongoClient>) => Promise<T>): Promise<T> {
    const pongo = pongoClient(this.url);
    try {
      return await work(pongo);
    } finally {
      await pongo.close();
    }
  }
}

function storedEvent({ value }: NewRecord): StoredEvent {
  const { type, data } = JSON.parse(String(value)) as StoredEvent;
  return { type, data };
}

/** As the library names a version's collection. */
function nameOf(version: number): string {
  return `${COLLECTION}_v${version}`;
}
