import {
  appendDeadLetters,
  AppendFailed,
  asHandlerFailure,
  EFFECT_REMEDY,
  forHandler,
  MoveRefused,
  OUTPUT_TOO_LARGE,
  RecordTooLarge,
  refuseSkipping,
  Retriable,
  type Appender,
  type BatchSink,
  type RecordBatch,
  type StoreContext,
} from '@shop/log-core';
import { LogAdmin } from './admin.js';
import type { KafkaClient } from './client.js';
import { withDeadLetters } from './dead-letters.js';

export interface EffectSinkOptions {
  readonly kafka: KafkaClient;
  /** `<app>.<reader>`, also the consumer group whose committed offset is the position. */
  readonly reader: string;
  /** Takes the dead letters. */
  readonly appender: Appender;
  /**
   * What is done about a batch. It may happen again for records it was done for, and for a part of the batch: it must be
   * repeatable, by derived ids. An `AppendFailed` it lets through is retried. Of a `RecordTooLarge` halves lead to the
   * record that leads to it, which is put away.
   */
  readonly effect: (batch: RecordBatch, context: StoreContext) => Promise<void>;
  /** How long records may wait for others, in milliseconds. Default: not at all. */
  readonly patience?: number;
}

/** A sink for readers without a database: the effect is done at least once, and the position is the group's offset. */
export function effectSink({ kafka, reader, appender, effect, patience }: EffectSinkOptions): BatchSink {
  const admin = new LogAdmin(kafka);
  /** What can't be appended will never be: a record is to blame, as one is whose data a column can't hold. */
  const attempt = async (batch: RecordBatch, context: StoreContext): Promise<void> => {
    try {
      await effect(batch, context);
    } catch (error) {
      if (!(error instanceof RecordTooLarge) || batch.records.length === 0) throw meaningOf(error);
      await context.heartbeat();
      if (batch.records.length === 1)
        return appendDeadLetters(appender, reader, [
          { raw: batch.records[0].raw, code: OUTPUT_TOO_LARGE, message: error.message },
        ]);
      for (const half of halvesOf(batch)) await attempt(half, context);
    }
  };
  return withDeadLetters(reader, appender, {
    patience,
    open: (partitions) => admin.groupOffsets(reader, partitions),
    store: (batch, context) => attempt(forHandler(batch), context),
    async move(moves, { skip, commit }) {
      const refusal = skip ? undefined : refuseSkipping(moves, EFFECT_REMEDY);
      if (refusal) throw new MoveRefused(refusal);
      await commit(moves);
    },
  });
}

function meaningOf(error: unknown): Error {
  if (error instanceof AppendFailed && !(error instanceof RecordTooLarge))
    return new Retriable(error.message, { cause: error });
  return asHandlerFailure(error);
}

function halvesOf(batch: RecordBatch): RecordBatch[] {
  const middle = batch.records.length >> 1;
  const { offset } = batch.records[middle];
  return [
    { ...batch, records: batch.records.slice(0, middle), next: offset },
    { ...batch, records: batch.records.slice(middle), bad: [], from: offset },
  ];
}
