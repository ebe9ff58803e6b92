import { Injectable, Optional } from '@nestjs/common';
import { down, FoldedRevocations, Lifecycle, Readiness, Revocations, up } from '@shop/http';
import type { RecordBatch } from '@shop/log-core';
import { foldSink, runReader, type RunningReader } from '@shop/log-kafka';
import { readersOf, topics, type RevocationRow } from '@shop/topics';
import { Log } from './log.js';

/**
 * Folds the topic `revocations` for the process, where the map names it as a reader: what `Sessions` holds every session
 * against. Until the topic was read to its end no session can be verified; while Kafka is away later, what is known counts.
 */
@Injectable()
export class RevocationsReader {
  private reader: RunningReader | undefined;

  constructor(
    private readonly log: Log,
    @Optional() private readonly revocations?: Revocations,
    @Optional() private readonly readiness?: Readiness,
    @Optional() private readonly lifecycle?: Lifecycle,
  ) {}

  /** Starts reading, if the service verifies sessions by the topic. */
  start(): void {
    const { revocations } = this;
    const name = `${this.log.app}.revocations`;
    if (!(revocations instanceof FoldedRevocations) || !readersOf().has(name)) return;
    const reader = runReader(this.log.kafka, {
      name,
      topics: [topics.revocations],
      group: 'own',
      sink: foldSink({ kafka: this.log.kafka, fold: (batch) => fold(batch, revocations) }),
      onFailed: (error) => this.lifecycle?.fail(error),
      skipping: this.log.skipping(name),
    });
    this.reader = reader;
    // It has failed, which is said elsewhere, or the service has stopped.
    reader.caughtUp().then(
      () => revocations.reachedEnd(),
      () => undefined,
    );
    this.readiness?.register(`reader ${name}`, () => (reader.isCaughtUp ? up() : down('catching up')));
  }

  /** Ends reading; what is known stays known. */
  async stop(): Promise<void> {
    await this.reader?.stop();
  }
}

function fold({ records }: RecordBatch, revocations: FoldedRevocations): void {
  for (const { key, content } of records) {
    if (content.kind === 'tombstone') revocations.forget(key);
    if (content.kind === 'row') revocations.add(content.row as RevocationRow);
  }
}
