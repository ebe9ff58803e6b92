import { Injectable } from '@nestjs/common';
import { CATALOGUE_READER } from '@shop/catalogue-projections';
import type { BatchSink } from '@shop/log-core';
import { Log, Reader, type ReaderOf } from '@shop/log-nest';
import { projectionSink } from '@shop/log-postgres';
import { Catalogue } from './catalogue.js';

/** Keeps the catalogue. */
@Reader(CATALOGUE_READER)
@Injectable()
export class CatalogueReader implements ReaderOf {
  constructor(
    private readonly log: Log,
    private readonly catalogue: Catalogue,
  ) {}

  sink(): BatchSink {
    const { admin, appender } = this.log;
    return projectionSink({ readModel: this.catalogue.readModel, reader: CATALOGUE_READER, log: admin, appender });
  }
}
