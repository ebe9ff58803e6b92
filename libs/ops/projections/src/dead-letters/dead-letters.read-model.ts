import type { DeadLetter, DeadLetterCut, DeadLetterState, Page } from '@shop/api';
import { CursorCodec, cursorPart, sortedTime, type ReadModel } from '@shop/log-postgres';

interface DeadLetterRow {
  readonly id: string;
  readonly reader: string;
  readonly source_topic: string;
  readonly source_partition: number;
  readonly source_offset: number;
  readonly code: string;
  readonly message: string;
  readonly producer: string;
  readonly at: Date;
  readonly original_key: Buffer | null;
  readonly headers: Record<string, string>;
  /** All of them, or the first of them in a list. */
  readonly bytes: Buffer | null;
  readonly size: number | null;
  readonly cut: DeadLetterCut | null;
  readonly came_from: string | null;
  readonly round: number;
  readonly partition: number;
  readonly record_offset: number;
  readonly times_sent: number;
}

/** A dead letter with all that is needed to send its record back as it was. */
export interface StoredLetter {
  readonly letter: DeadLetter;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** The headers that the record had. */
  readonly headers: Readonly<Record<string, string>>;
  /** The dead letter that was sent back and failed again as this one. */
  readonly cameFrom: string | null;
  /** How often this letter was sent back; what was before is `letter.round`. */
  readonly timesSent: number;
}

/** Which dead letters to list. */
export interface DeadLetterFilter {
  readonly reader?: string;
  readonly code?: string;
  readonly producer?: string;
  readonly topic?: string;
  readonly state?: DeadLetterState;
}

/** How many bytes of each value a list shows: a hundred letters of a megabyte would be a list of a hundred megabytes. */
export const PREVIEW_BYTES = 500;

/** @param bytes what to take of the bytes: SQL */
const selecting = (
  bytes: string,
) => `SELECT id, reader, source_topic, source_partition, source_offset, code, message, producer, at,
    original_key, headers, ${bytes} AS bytes, octet_length(bytes) AS size, cut, came_from, round, partition, record_offset,
    (SELECT count(*)::int FROM $schema.sent_back s WHERE s.letter = l.id) AS times_sent
  FROM $schema.dead_letters l`;

/** By the place in `dead_letters`, not by the id: that holds what the letter says of itself, however long it is. */
const newestFirst = new CursorCodec(cursorPart.time, cursorPart.integer, cursorPart.integer);

/**
 * Dead letters, newest first, with the first {@link PREVIEW_BYTES} bytes of each.
 * @throws InvalidCursor
 */
export async function listDeadLetters(
  deadLetters: ReadModel,
  { cursor, limit, ...filter }: DeadLetterFilter & { readonly cursor?: string; readonly limit: number },
): Promise<Page<DeadLetter>> {
  const [at, partition, offset] = newestFirst.read(cursor);
  const { reader, code, producer, topic, state } = filter;
  const rows = await deadLetters.query<DeadLetterRow & { readonly place: string }>(
    `SELECT *, ${sortedTime('at')} AS place FROM (${selecting(`substring(bytes FOR ${PREVIEW_BYTES})`)}) l
     WHERE ($1::text IS NULL OR reader = $1) AND ($2::text IS NULL OR code = $2) AND ($3::text IS NULL OR producer = $3)
       AND ($4::text IS NULL OR source_topic = $4)
       AND ($5::text IS NULL OR EXISTS (SELECT FROM $schema.sent_back s WHERE s.letter = l.id) = ($5 = 'sentBack'))
       AND ($6::timestamptz IS NULL OR (at, partition, record_offset) < ($6::timestamptz, $7::bigint, $8::bigint))
     ORDER BY at DESC, partition DESC, record_offset DESC LIMIT $9`,
    [reader ?? null, code ?? null, producer ?? null, topic ?? null, state ?? null, at, partition, offset, limit + 1],
  );
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(toDeadLetter),
    nextCursor: rows.length > limit ? newestFirst.write(last.place, last.partition, last.record_offset) : null,
  };
}

/** Dead letters by their ids, in the order of the log they came from; those that don't exist are missing. */
export async function storedLetters(deadLetters: ReadModel, ids: readonly string[]): Promise<StoredLetter[]> {
  const rows = await deadLetters.query<DeadLetterRow>(
    `${selecting('bytes')} WHERE id = ANY($1::text[]) ORDER BY source_topic, source_partition, source_offset, id`,
    [ids],
  );
  return rows.map((row) => ({
    letter: toDeadLetter(row),
    key: row.original_key,
    value: row.bytes,
    headers: row.headers,
    cameFrom: row.came_from,
    timesSent: row.times_sent,
  }));
}

/** Which of some ids are ids of dead letters. */
export async function deadLettersAmong(deadLetters: ReadModel, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await deadLetters.query<{ id: string }>(
    'SELECT id FROM $schema.dead_letters WHERE id = ANY($1::text[])',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

function toDeadLetter(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    reader: row.reader,
    source: { topic: row.source_topic, partition: row.source_partition, offset: String(row.source_offset) },
    code: row.code,
    message: row.message,
    producer: row.producer,
    time: row.at.toISOString(),
    key: row.original_key && new TextDecoder().decode(row.original_key),
    bytes: row.bytes && row.bytes.toString('base64'),
    text: row.bytes && textOf(row.bytes, row.bytes.length < (row.size ?? 0)),
    size: row.size,
    cut: row.cut,
    position: { topic: 'dead_letters', partition: row.partition, offset: String(row.record_offset) },
    state: row.times_sent > 0 ? 'sentBack' : 'waiting',
    round: row.round,
  };
}

/**
 * The bytes as text, or null where they are not valid UTF-8.
 * @param goesOn whether there are more: a character that is begun at the end is left out then
 */
function textOf(bytes: Buffer, goesOn: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: goesOn });
  } catch {
    return null;
  }
}
