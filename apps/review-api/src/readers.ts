import { Injectable, type Type } from '@nestjs/common';
import type { BatchSink } from '@shop/log-core';
import { Log, Reader, type ReaderOf } from '@shop/log-nest';
import { projectionSink, type ReadModel } from '@shop/log-postgres';
import { AUTHORS_READER, PRODUCTS_READER, REVIEWS_READER } from '@shop/review-projections';
import { ReadModels } from './read-models.js';

/** A reader that keeps one of the read models. */
function projectionReader(name: string, pick: (models: ReadModels) => ReadModel): Type<ReaderOf> {
  @Reader(name)
  @Injectable()
  class ProjectionReader implements ReaderOf {
    constructor(
      private readonly log: Log,
      private readonly models: ReadModels,
    ) {}

    sink(): BatchSink {
      const { admin, appender } = this.log;
      return projectionSink({ readModel: pick(this.models), reader: name, log: admin, appender });
    }
  }
  return ProjectionReader;
}

/** The readers of review-api; each keeps one read model. */
export const projectionReaders = [
  projectionReader(REVIEWS_READER, ({ reviews }) => reviews),
  projectionReader(AUTHORS_READER, ({ authors }) => authors),
  projectionReader(PRODUCTS_READER, ({ products }) => products),
];
