import type { Log, TopicName } from '../../src/support/log.ts';
import type { Shop } from '../../src/support/shop.ts';
import { agrees, readModelsIn, type ReadModelPlace } from './read-model.ts';

/** Databases with read models. */
const DATABASES = ['basket', 'review', 'notifier', 'catalogue', 'ops'];

/** Every read model of the shop. */
export async function readModelsOf(shop: Shop): Promise<ReadModelPlace[]> {
  const found = await Promise.all(DATABASES.map((database) => readModelsIn(shop.run.postgres[database] ?? '')));
  return found.flat();
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
