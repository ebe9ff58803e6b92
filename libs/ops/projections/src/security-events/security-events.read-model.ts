import type { Page, SecurityEvent } from '@shop/api';
import { CursorCodec, cursorPart, sortedTime, type ReadModel } from '@shop/log-postgres';
import type { SecurityOutcome } from '@shop/topics';

/** Which security events to list. */
export interface SecurityEventFilter {
  /** A user id: what that user did, or what was done to that user. */
  readonly actor?: string;
  readonly action?: string;
  readonly outcome?: SecurityOutcome;
  /** RFC 3339, that moment included. */
  readonly from?: string;
  /** RFC 3339, up to that moment. */
  readonly to?: string;
}

type Row = Omit<SecurityEvent, 'at'> & { readonly at: Date; readonly place: string };

const newestFirst = new CursorCodec(cursorPart.time, cursorPart.text);

/**
 * Security events, newest first.
 * @throws InvalidCursor
 */
export async function listSecurityEvents(
  events: ReadModel,
  { cursor, limit, ...filter }: SecurityEventFilter & { readonly cursor?: string; readonly limit: number },
): Promise<Page<SecurityEvent>> {
  const [at, id] = newestFirst.read(cursor);
  const { actor, action, outcome, from, to } = filter;
  const rows = await events.query<Row>(
    `SELECT *, ${sortedTime('at')} AS place FROM $schema.security_events
     WHERE ($1::text IS NULL OR actor = $1 OR target = $1) AND ($2::text IS NULL OR action = $2)
       AND ($3::text IS NULL OR outcome = $3)
       AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
       AND ($6::timestamptz IS NULL OR (at, id) < ($6::timestamptz, $7))
     ORDER BY at DESC, id DESC LIMIT $8`,
    [actor ?? null, action ?? null, outcome ?? null, from ?? null, to ?? null, at, id, limit + 1],
  );
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(({ place: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
    nextCursor: rows.length > limit ? newestFirst.write(last.place, last.id) : null,
  };
}
