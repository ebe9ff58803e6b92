import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { notesAbout } from '@shop/alert-projections';
import { appendAll, type NewRecord, type RecordBatch } from '@shop/log-core';
import { dayOfRetention, tombstonesIn } from '@shop/log-kafka';
import { Log, OnBatch, Sweep } from '@shop/log-nest';
import { topics } from '@shop/topics';
import { ReadModels } from '../read-models.js';

/** How often is looked for what is due, as a part of a day. */
const SWEEPS_A_DAY = 24;

/**
 * Forgets what was written about the alerts of a customer who is forgotten.
 *
 * - In: tombstones of `users`. Out: tombstones of `alert_notes`.
 * - The sweep does the same again for everybody whose tombstone is still in the log: a note may be written while its
 *   customer is deleted, or afterwards.
 */
@Controller()
export class NoteForgetter extends Sweep {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {
    super(dayOfRetention() / SWEEPS_A_DAY);
  }

  @OnBatch('notifier.forgetter', { patience: 100 })
  async forget(@Payload() batch: RecordBatch): Promise<void> {
    await this.bury(batch.records.flatMap(({ key, content }) => (content.kind === 'tombstone' ? [key] : [])));
  }

  /** @returns how many notes were due */
  async sweep(): Promise<number> {
    return this.bury([...(await tombstonesIn(this.log.kafka, topics.users))]);
  }

  private async bury(userIds: readonly string[]): Promise<number> {
    if (userIds.length === 0) return 0;
    const due = await notesAbout(this.models.notesModel, userIds);
    await appendAll(
      this.log.appender,
      due.map((key): NewRecord => ({ topic: 'alert_notes', key, value: null })),
    );
    return due.length;
  }
}
