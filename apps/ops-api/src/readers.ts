import { sinkReader } from '@shop/log-nest';
import { projectionSink, type ReadModel } from '@shop/log-postgres';
import { ReadModels } from './read-models.js';

/** A reader that keeps one of the read models. */
const projectionReader = (
  reader: string,
  pick: (models: ReadModels) => ReadModel,
  options: { patience?: number } = {},
) =>
  sinkReader(reader, ReadModels, (models, { admin, appender }) =>
    projectionSink({ readModel: pick(models), reader, log: admin, appender, ...options }),
  );

/** Every basket's every event: it must not cost the shop what it costs to serve the shopper. */
const patience = 250;

/** The readers of ops-api that end in its database. */
export const projectionReaders = [
  projectionReader('ops-api.sales', (models) => models.sales, { patience }),
  projectionReader('ops-api.baskets', (models) => models.baskets.readModel, { patience }),
  projectionReader('ops-api.ratings', (models) => models.ratings),
  projectionReader('ops-api.alerts', (models) => models.alerts),
  projectionReader('ops-api.customers', (models) => models.customers),
  projectionReader('ops-api.dead-letters', (models) => models.deadLetters),
  projectionReader('ops-api.security-events', (models) => models.securityEvents),
];
