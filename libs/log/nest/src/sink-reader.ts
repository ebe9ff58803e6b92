import { Inject, Injectable, type Type } from '@nestjs/common';
import type { BatchSink } from '@shop/log-core';
import { Log } from './log.js';
import { Reader, type ReaderOf } from './reader.decorator.js';

/**
 * A reader without a class of its own: its sink is made from one provider and the log.
 * @param name `<app>.<reader>`
 * @param source the provider that the sink needs: read models, say
 * @param sink makes the sink, once, when the readers start
 */
export function sinkReader<Source>(
  name: string,
  source: Type<Source>,
  sink: (source: Source, log: Log) => BatchSink,
): Type<ReaderOf> {
  @Reader(name)
  @Injectable()
  class SinkReader implements ReaderOf {
    constructor(
      @Inject(Log) private readonly log: Log,
      @Inject(source) private readonly source: Source,
    ) {}

    sink(): BatchSink {
      return sink(this.source, this.log);
    }
  }
  return SinkReader;
}
