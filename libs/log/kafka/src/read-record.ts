import type { RawRecord, TopicPartition } from '@shop/log-core';
import { rawRecord } from './batch.js';
import { UnreadRecord } from './batch-record.js';
import type { KafkaClient } from './client.js';
import { DirectFetch } from './direct-fetch.js';
import { Undecodable } from './undecodable.js';

/** As little as a broker sends: the one batch that it always does. */
const LITTLE = 1;

/**
 * Reads one record where it stands.
 * @returns `Undecodable` when its batch can't be read; undefined when it is not there any more
 * @throws Retriable when the brokers can't be reached
 */
export function readRecord(
  client: KafkaClient,
  { offset, ...place }: TopicPartition & { readonly offset: number },
): Promise<RawRecord | Undecodable | undefined> {
  return DirectFetch.with(client, [place.topic], async (fetch) => {
    if (offset < (await fetch.beginOf(place)) || offset >= (await fetch.endOf(place))) return undefined;
    const { batch } = await fetch.from(place, offset, LITTLE);
    const message = batch.messages.find((each) => Number(each.offset) === offset);
    if (message instanceof UnreadRecord) return message.why;
    return message && rawRecord(place, message);
  });
}
