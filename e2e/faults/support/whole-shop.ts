import type { Log, TopicName } from '../../src/support/log.ts';
import type { Shop } from '../../src/support/shop.ts';
import { agrees, readModelsIn, type ReadModelPlace } from './read-model.ts';

/** Databases with read models. */
const DATABASES = ['basket', 'review', 'notifier', 'catalogue', 'ops'];

/** Readers that aren't called as their projections are. */
const CALLED: Readonly<Record<string, string>> = { shop_rating: 'ratings', dead_letters: 'dead-letters' };

/** Every read model of the shop. */
export async function readModelsOf(shop: Shop): Promise<ReadModelPlace[]> {
  const found = DATABASES.map(async (database) => {
    const places = await readModelsIn(shop.run.postgres[database] ?? '');
    return places.map((place) => ({ ...place, reader: readerOf(database, place.projection) }));
  });
  return (await Promise.all(found)).flat();
}

/** The reader that writes a projection in a database of the shop. */
export function readerOf(database: string, projection: string): string {
  return `${database === 'notifier' ? database : `${database}-api`}.${CALLED[projection] ?? projection}`;
}

/**
 * Waits until every read model of the shop holds what the log says.
 * @returns what was compared, in words
 */
export async function shopAgrees(shop: Shop, log: Log, withinMs = 45_000): Promise<string> {
  const places = await readModelsOf(shop);
  let rows = 0;
  for (const place of places) rows += (await agrees(place, (topic: TopicName) => log.records(topic), withinMs)).rows;
  return `${rows} rows in ${places.length} read models equal the oracle`;
}
