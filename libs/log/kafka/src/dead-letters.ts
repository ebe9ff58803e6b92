import { appendDeadLetters, type Appender, type BadRecord, type BatchSink } from '@shop/log-core';

/**
 * A sink that has the bad records of a batch in `dead_letters` (acked) before the sink inside stores the batch and with
 * it the position.
 * @param reader `<app>.<reader>`
 * @param which which of the bad records; default: all
 */
export function withDeadLetters(
  reader: string,
  appender: Appender,
  sink: BatchSink,
  which: (bad: BadRecord) => boolean = () => true,
): BatchSink {
  return {
    patience: sink.patience,
    open: (partitions, context) => sink.open(partitions, context),
    async store(batch, context) {
      await appendDeadLetters(appender, reader, batch.bad.filter(which));
      await sink.store(batch, context);
    },
    ...(sink.move && { move: (moves, context) => sink.move!(moves, context) }),
    close: async (partitions) => sink.close?.(partitions),
  };
}
