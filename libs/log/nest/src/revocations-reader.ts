import { Injectable, Optional } from '@nestjs/common';
import { FoldedRevocations, Revocations } from '@shop/http';
import type { BatchSink, RecordBatch } from '@shop/log-core';
import { foldSink } from '@shop/log-kafka';
import { readersOf, type RevocationRow } from '@shop/topics';
import { Log } from './log.js';

/**
 * Folds the topic `revocations` for the process, where the map names it as a reader: what `Sessions` holds every session
 * against. Until the topic was read to its end no session can be verified; while Kafka is away later, what is known counts.
 */
@Injectable()
export class RevocationsReader {
  constructor(
    private readonly log: Log,
    @Optional() private readonly revocations?: Revocations,
  ) {}

  /** Its reader, for the transport to run; none where the service doesn't verify sessions by the topic. */
  readers(): readonly (readonly [name: string, sink: BatchSink])[] {
    const { revocations } = this;
    const { app, appender, kafka } = this.log;
    const reader = `${app}.revocations`;
    if (!(revocations instanceof FoldedRevocations) || !readersOf().has(reader)) return [];
    // It has failed, which is said elsewhere, or the service has stopped.
    this.log.caughtUp(reader).then(
      () => revocations.reachedEnd(),
      () => undefined,
    );
    // Nobody else reads the topic to the end that a row which isn't understood is put away, and seen: it ended a session.
    const deadLetters = { reader, appender, of: 'all' } as const;
    return [[reader, foldSink({ kafka, deadLetters, fold: (batch) => fold(batch, revocations) })]];
  }
}

function fold({ records }: RecordBatch, revocations: FoldedRevocations): void {
  for (const { key, content } of records) {
    if (content.kind === 'tombstone') revocations.forget(key);
    if (content.kind === 'row') revocations.add(content.row as RevocationRow);
  }
}
