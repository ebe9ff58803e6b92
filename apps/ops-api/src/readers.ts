import { Injectable, type Type } from '@nestjs/common';
import type { BatchSink } from '@shop/log-core';
import { Log, Reader, type ReaderOf } from '@shop/log-nest';
import { projectionSink, type ReadModel } from '@shop/log-postgres';
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

/** The readers of ops-api that end in its database. */
export const projectionReaders = [
  projectionReader('ops-api.sales', (models) => models.sales),
  projectionReader('ops-api.ratings', (models) => models.ratings),
  projectionReader('ops-api.alerts', (models) => models.openAlerts),
  projectionReader('ops-api.customers', (models) => models.customers),
  projectionReader('ops-api.dead-letters', (models) => models.deadLetters),
];
