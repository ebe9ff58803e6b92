import { keyOf, type RecordBatch } from '@shop/log-core';
import type { Topic } from '@shop/topics';
import { decodedTogether, toRecordBatch } from './batch.js';
import type { KafkaClient } from './client.js';
import { decoderOf } from './decode.js';
import { DirectFetch } from './direct-fetch.js';

/** A partition of a declared topic. */
export interface PartitionOf {
  readonly topic: Topic;
  readonly partition: number;
}

/** Fetches in a row that bring nothing before the end: what was there has been compacted away. */
const MAX_EMPTY = 2;

/**
 * Reads partitions from their beginning to the end that they have now, committed records only, without a group: how a
 * task gets its state back.
 * @param onBatch called with decoded batches, partition after partition, each in the order of the log
 * @returns the offset after the end that was reached, by `keyOf`
 * @throws Retriable when the brokers can't be reached
 */
export function readToEnd(
  client: KafkaClient,
  partitions: readonly PartitionOf[],
  onBatch: (batch: RecordBatch) => void,
): Promise<Map<string, number>> {
  const topics = partitions.map(({ topic }) => topic.name);
  return DirectFetch.with(client, topics, async (fetch) => {
    const ends = new Map<string, number>();
    for (const { topic, partition } of partitions)
      ends.set(keyOf({ topic: topic.name, partition }), await readPartition(fetch, { topic, partition }, onBatch));
    return ends;
  });
}

async function readPartition(
  fetch: DirectFetch,
  { topic, partition }: PartitionOf,
  onBatch: (batch: RecordBatch) => void,
): Promise<number> {
  const decode = decoderOf(topic);
  const place = { topic: topic.name, partition };
  let next = await fetch.beginOf(place);
  let end: number | undefined;
  for (let empty = 0; (end === undefined || next < end) && empty < MAX_EMPTY;) {
    const fetched = await fetch.from(place, next);
    end ??= fetched.end;
    if (fetched.isEmpty) {
      empty++;
      continue;
    }
    const { batch } = fetched;
    const after = Math.max(next, Number(batch.lastOffset()) + 1);
    empty = after > next ? 0 : empty + 1;
    for (let waiting = batch.messages; waiting.length > 0;) {
      const messages = waiting.slice(0, decodedTogether(waiting));
      waiting = waiting.slice(messages.length);
      const until = waiting.length > 0 ? Math.max(next, Number(waiting[0].offset)) : after;
      onBatch(toRecordBatch(place, messages, decode, next, until));
      next = until;
    }
    next = after;
  }
  return Math.max(next, end ?? 0);
}
