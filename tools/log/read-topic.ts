import type { RawRecord } from '@shop/log-core';
import { foldSink, runReader, type KafkaClient, type RunningReader } from '@shop/log-kafka';
import type { Topic } from '@shop/topics';

/** A reading that has reached the end which the topic had when it began, and goes on until `stop`. */
export interface Reading {
  /** What the topic held, oldest first; equal times by partition and offset. */
  readonly records: readonly RawRecord[];
  stop(): Promise<void>;
}

/**
 * Reads any topic from its beginning, record by record as the bytes are, without leaving a trace in Kafka.
 * @param later is given what comes after the end
 */
export async function readTopic(
  kafka: KafkaClient,
  topic: string,
  later: (record: RawRecord) => void = () => undefined,
): Promise<Reading> {
  const records: RawRecord[] = [];
  let caughtUp = false;
  let failed: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => (failed = reject));
  failure.catch(() => undefined);
  const reader: RunningReader = runReader(kafka, {
    name: 'log-tool.print',
    group: 'own',
    topics: [asBytes(topic)],
    onFailed: failed,
    sink: foldSink({
      kafka,
      fold: (batch) => {
        // An empty value is no bytes: a tombstone counts as bad here, and is shown all the same.
        const all = [...batch.records, ...batch.bad].map(({ raw }) => raw);
        for (const raw of all.sort((a, b) => a.offset - b.offset))
          if (caughtUp) later(raw);
          else records.push(raw);
      },
    }),
  });
  await Promise.race([reader.caughtUp(), failure]);
  caughtUp = true;
  records.sort((a, b) => a.timestamp - b.timestamp || a.partition - b.partition || a.offset - b.offset);
  return { records, stop: () => reader.stop() };
}

/** A topic of which only the bytes matter: one of ours with a record that is not what it should be, or of others. */
function asBytes(name: string): Topic {
  return {
    name,
    description: '',
    owner: '',
    key: '',
    content: { kind: 'bytes' },
    partitions: 'configured',
    retention: { kind: 'forever' },
    personal: false,
    writers: [],
    readers: [],
  };
}
