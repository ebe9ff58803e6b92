import { type TopicPartition } from '@shop/log-core';
import type { KafkaClient } from './client.js';
import { DirectFetch } from './direct-fetch.js';

/** As little as a broker sends: the one batch that it always does. */
const LITTLE = 1;
/** Fetches for one time: a few batches may hold nothing but markers and aborted records. */
const MAX_FETCHES = 3;

/** A position to look at. */
export interface PositionToLookAt extends TopicPartition {
  readonly offset: number;
}

/**
 * When the records at some positions were appended: the first record at or after each, for positions may be gaps.
 * @returns milliseconds since 1970 in the order given; undefined where no record was found
 * @throws Retriable when the brokers can't be reached
 */
export function recordTimes(
  client: KafkaClient,
  positions: readonly PositionToLookAt[],
): Promise<(number | undefined)[]> {
  const topics = positions.map(({ topic }) => topic);
  return DirectFetch.with(client, topics, (fetch) => Promise.all(positions.map((position) => timeAt(fetch, position))));
}

async function timeAt(fetch: DirectFetch, { offset, ...place }: PositionToLookAt): Promise<number | undefined> {
  const next = Math.max(offset, await fetch.beginOf(place));
  for (let from = next, fetches = 0; fetches < MAX_FETCHES; fetches++) {
    const { batch, isEmpty } = await fetch.from(place, from, LITTLE);
    if (isEmpty) return undefined;
    const record = batch.messages.find((message) => Number(message.offset) >= from);
    if (record) return Number(record.timestamp);
    from = Math.max(from, Number(batch.lastOffset()) + 1);
  }
  return undefined;
}
