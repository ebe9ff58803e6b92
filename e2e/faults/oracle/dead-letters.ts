import { createHash } from 'node:crypto';
import { eventsIn, type Json, type Records } from './record.ts';

/** The tables `dead_letters` and `sent_back`. */
export function deadLetterTables({ dead_letters: records = [], control_events: events }: Records) {
  const letters = new Map<string, Json>();
  for (const { headers, bytes } of records) {
    const [topic, partition, offset] = ['topic', 'partition', 'offset'].map((n) => headers[`__connect.errors.${n}`]);
    const id = [topic, partition, offset, headers['shop.reader']].join(':');
    const empty = headers['shop.original.null'] === 'true';
    // One that was written twice is one: the first stays.
    if (!letters.has(id)) letters.set(id, { id, sha256: empty ? null : sha256(bytes ?? Buffer.alloc(0)) });
  }
  const sendings = eventsIn(events, ['DeadLetterSentBack']).map(({ id, whole, data }) => ({
    command_id: id,
    letter: data.letter,
    actor: whole.actor,
    to_topic: data.to.topic,
    to_partition: data.to.partition,
    to_offset: Number(data.to.offset),
    round: data.round,
    edited: data.edited,
    event_id: data.eventId ?? null,
  }));
  return { dead_letters: [...letters.values()], sent_back: sendings };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
