import type { DeadLetterGroup, DeadLetterGroupKey, Page } from '@shop/api';
import { CursorCodec, cursorPart, sortedTime, type ReadModel } from '@shop/log-postgres';

interface GroupRow {
  readonly reader: string;
  readonly code: string;
  readonly producer: string;
  readonly source_topic: string;
  readonly count: number;
  readonly sent_back: number;
  readonly newest: Date;
  readonly oldest: Date;
  readonly example: string;
  /** Where the example stands: `newest` as it stands in a cursor, and its place in `dead_letters`. */
  readonly place: string;
  readonly partition: number;
  readonly record_offset: number;
}

/** By the newest letter's place in `dead_letters`, which no other group has: names of readers and codes may be of any length. */
const newestFirst = new CursorCodec(cursorPart.time, cursorPart.integer, cursorPart.integer);

/** A group without what the map of topics says of it. */
export type CountedGroup = Omit<DeadLetterGroup, 'returnable'>;

/**
 * Dead letters by reader, reason, producer and topic, the group with the newest letter first.
 * @throws InvalidCursor
 */
export async function listDeadLetterGroups(
  deadLetters: ReadModel,
  { cursor, limit }: { readonly cursor?: string; readonly limit: number },
): Promise<Page<CountedGroup>> {
  const after = newestFirst.read(cursor);
  const rows = await deadLetters.query<GroupRow>(
    `SELECT g.*, ${sortedTime('newest')} AS place, l.id AS example, l.partition, l.record_offset
     FROM (
       SELECT reader, code, producer, source_topic, count(*)::int AS count,
         count(*) FILTER (WHERE EXISTS (SELECT FROM $schema.sent_back s WHERE s.letter = d.id))::int AS sent_back,
         max(at) AS newest, min(at) AS oldest
       FROM $schema.dead_letters d
       GROUP BY reader, code, producer, source_topic
     ) g
     CROSS JOIN LATERAL (
       SELECT id, partition, record_offset FROM $schema.dead_letters l
       WHERE l.reader = g.reader AND l.code = g.code AND l.producer = g.producer AND l.source_topic = g.source_topic
       ORDER BY at DESC, partition DESC, record_offset DESC LIMIT 1
     ) l
     WHERE $1::timestamptz IS NULL OR (newest, partition, record_offset) < ($1::timestamptz, $2::bigint, $3::bigint)
     ORDER BY newest DESC, partition DESC, record_offset DESC LIMIT $4`,
    [...after, limit + 1],
  );
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(toGroup),
    nextCursor: rows.length > limit ? newestFirst.write(last.place, last.partition, last.record_offset) : null,
  };
}

/**
 * The ids of a group's dead letters that were never sent back, in the order of the log they came from.
 * @param maxRound leaves out those that were sent back so often before they became these letters
 */
export async function waitingInGroup(
  deadLetters: ReadModel,
  { reader, code, producer, topic }: DeadLetterGroupKey,
  maxRound: number,
): Promise<string[]> {
  const rows = await deadLetters.query<{ id: string }>(
    `SELECT id FROM $schema.dead_letters l
     WHERE reader = $1 AND code = $2 AND producer = $3 AND source_topic = $4 AND round < $5
       AND NOT EXISTS (SELECT FROM $schema.sent_back s WHERE s.letter = l.id)
     ORDER BY source_partition, source_offset, id`,
    [reader, code, producer, topic, maxRound],
  );
  return rows.map(({ id }) => id);
}

function toGroup(row: GroupRow): CountedGroup {
  return {
    reader: row.reader,
    code: row.code,
    producer: row.producer,
    topic: row.source_topic,
    count: row.count,
    waiting: row.count - row.sent_back,
    sentBack: row.sent_back,
    newest: row.newest.toISOString(),
    oldest: row.oldest.toISOString(),
    example: row.example,
  };
}
