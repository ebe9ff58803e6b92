import type { DeadLetter, Page } from '@shop/api';
import { readCursor, writeCursor, type ReadModel } from '@shop/log-postgres';

interface DeadLetterRow {
  readonly id: string;
  readonly reader: string;
  readonly source_topic: string;
  readonly source_partition: number;
  readonly source_offset: number;
  readonly code: string;
  readonly message: string;
  readonly at: Date;
  readonly key: string | null;
  readonly bytes: Buffer | null;
  readonly partition: number;
  readonly record_offset: number;
}

/**
 * Dead letters, newest first.
 * @throws InvalidCursor
 */
export async function listDeadLetters(
  deadLetters: ReadModel,
  { reader, cursor, limit }: { readonly reader?: string; readonly cursor?: string; readonly limit: number },
): Promise<Page<DeadLetter>> {
  const [at, id] = cursor === undefined ? [null, null] : readCursor(cursor, 2);
  const rows = await deadLetters.query<DeadLetterRow>(
    `SELECT * FROM $schema.dead_letters
     WHERE ($1::text IS NULL OR reader = $1) AND ($2::timestamptz IS NULL OR (at, id) < ($2::timestamptz, $3))
     ORDER BY at DESC, id DESC LIMIT $4`,
    [reader ?? null, at, id, limit + 1],
  );
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(toDeadLetter),
    nextCursor: rows.length > limit ? writeCursor(last.at.toISOString(), last.id) : null,
  };
}

/** One dead letter; undefined when there is none of that id. */
export async function deadLetterOf(deadLetters: ReadModel, id: string): Promise<DeadLetter | undefined> {
  const rows = await deadLetters.query<DeadLetterRow>('SELECT * FROM $schema.dead_letters WHERE id = $1', [id]);
  return rows[0] && toDeadLetter(rows[0]);
}

function toDeadLetter(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    reader: row.reader,
    source: { topic: row.source_topic, partition: row.source_partition, offset: String(row.source_offset) },
    code: row.code,
    message: row.message,
    time: row.at.toISOString(),
    key: row.key,
    bytes: row.bytes && row.bytes.toString('base64'),
    text: row.bytes && textOf(row.bytes),
    position: { topic: 'dead_letters', partition: row.partition, offset: String(row.record_offset) },
  };
}

/** The bytes as text, or null where they are not valid UTF-8. */
function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
