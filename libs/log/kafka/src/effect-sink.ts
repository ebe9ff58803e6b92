import {
  AppendFailed,
  asHandlerFailure,
  EFFECT_REMEDY,
  forHandler,
  MoveRefused,
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
   * What is done about a batch. It may happen again for records it was done for: it must be repeatable, by derived ids.
   * An `AppendFailed` it lets through is retried, unless it can't pass (`RecordTooLarge`).
   */
  readonly effect: (batch: RecordBatch, context: StoreContext) => Promise<void>;
  /** How long records may wait for others, in milliseconds. Default: not at all. */
  readonly patience?: number;
}

/** A sink for readers without a database: the effect is done at least once, and the position is the group's offset. */
export function effectSink({ kafka, reader, appender, effect, patience }: EffectSinkOptions): BatchSink {
  const admin = new LogAdmin(kafka);
  return withDeadLetters(reader, appender, {
    patience,
    open: (partitions) => admin.groupOffsets(reader, partitions),
    async store(batch, context) {
      try {
        await effect(forHandler(batch), context);
      } catch (error) {
        if (error instanceof AppendFailed && !(error instanceof RecordTooLarge))
          throw new Retriable(error.message, { cause: error });
        throw asHandlerFailure(error);
      }
    },
    async move(moves, { skip, commit }) {
      const refusal = skip ? undefined : refuseSkipping(moves, EFFECT_REMEDY);
      if (refusal) throw new MoveRefused(refusal);
      await commit(moves);
    },
  });
}
