import { AppendFailed, Retriable, deadLetterRecord, type Appender, type BatchSink } from '@shop/log-core';

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
      if (batch.bad.length > 0)
        await appendOrRetry(
          appender,
          batch.bad.map((bad) => deadLetterRecord(reader, bad)),
        );
      await sink.store(batch, context);
    },
    ...(sink.move && { move: (moves, context) => sink.move!(moves, context) }),
    close: async (partitions) => sink.close?.(partitions),
  };
}

async function appendOrRetry(appender: Appender, records: Parameters<Appender['append']>[0]): Promise<void> {
  try {
    await appender.append(records);
  } catch (error) {
    if (error instanceof AppendFailed) throw new Retriable(`Dead letters: ${error.message}`, { cause: error });
    throw error;
  }
}
