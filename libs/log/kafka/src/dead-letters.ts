import { appendDeadLetters, type Appender, type BatchSink } from '@shop/log-core';

/**
 * A sink that has the bad records of a batch in `dead_letters` (acked) before the sink inside stores the batch and with
 * it the position.
 * @param reader `<app>.<reader>`
 */
export function withDeadLetters(reader: string, appender: Appender, sink: BatchSink): BatchSink {
  return {
    patience: sink.patience,
    open: (partitions, context) => sink.open(partitions, context),
    async store(batch, context) {
      await appendDeadLetters(appender, reader, batch.bad);
      await sink.store(batch, context);
    },
    ...(sink.move && { move: (moves, context) => sink.move!(moves, context) }),
    close: async (partitions) => sink.close?.(partitions),
  };
}
