import { sinkReader } from '@shop/log-nest';
import { projectionSink, type ReadModel } from '@shop/log-postgres';
import { AUTHORS_READER, PRODUCTS_READER, REVIEWS_READER } from '@shop/review-projections';
import { ReadModels } from './read-models.js';

/** A reader that keeps one of the read models. */
const projectionReader = (reader: string, pick: (models: ReadModels) => ReadModel) =>
  sinkReader(reader, ReadModels, (models, { admin, appender }) =>
    projectionSink({ readModel: pick(models), reader, log: admin, appender }),
  );

/** The readers of review-api; each keeps one read model. */
export const projectionReaders = [
  projectionReader(REVIEWS_READER, ({ reviews }) => reviews),
  projectionReader(AUTHORS_READER, ({ authors }) => authors),
  projectionReader(PRODUCTS_READER, ({ products }) => products),
];
