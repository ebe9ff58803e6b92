import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { RecordBatch } from '@shop/log-core';
import { foldSink, runReader, type RunningReader } from '@shop/log-kafka';
import { Lifecycle } from '@shop/http';
import { Log } from '@shop/log-nest';
import { topics } from '@shop/topics';

/** Which readers operators have paused: folded in memory from `control_events`, no database needed. */
@Injectable()
export class PausedReaders implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly paused = new Set<string>();
  private reader: RunningReader | undefined;

  constructor(
    private readonly log: Log,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    this.reader = runReader(this.log.kafka, {
      name: 'ops-api.paused-readers',
      topics: [topics.control_events],
      group: 'own',
      sink: foldSink({ kafka: this.log.kafka, fold: (batch) => this.fold(batch) }),
      onFailed: (error) => this.lifecycle.fail(error),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.reader?.stop();
  }

  /** Whether the last thing asked of the reader was to pause. */
  has(reader: string): boolean {
    return this.paused.has(reader);
  }

  private fold(batch: RecordBatch): void {
    for (const { content } of batch.records) {
      if (content.kind !== 'event') continue;
      const { reader } = content.event.data as { reader: string };
      if (content.event.type === 'ReaderPauseRequested') this.paused.add(reader);
      if (content.event.type === 'ReaderResumeRequested') this.paused.delete(reader);
    }
  }
}
