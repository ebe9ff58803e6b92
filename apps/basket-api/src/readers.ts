import { sinkReader } from '@shop/log-nest';
import { projectionSink, type ReadModel } from '@shop/log-postgres';
import { ReadModels } from './read-models.js';

/** A reader that keeps one of the read models. */
const projectionReader = (reader: string, pick: (models: ReadModels) => ReadModel) =>
  sinkReader(reader, ReadModels, (models, { admin, appender }) =>
    projectionSink({ readModel: pick(models), reader, log: admin, appender }),
  );

/** The reader of basket-api's copy of products. */
export const PRODUCTS_READER = 'basket-api.products';

/** The readers of basket-api that end in its database. */
export const projectionReaders = [
  projectionReader('basket-api.baskets', ({ baskets }) => baskets.readModel),
  projectionReader('basket-api.orders', ({ orders }) => orders.readModel),
  projectionReader(PRODUCTS_READER, ({ products }) => products.readModel),
];
