import type { HeldSecurityEvent } from '@shop/api';
import type { ReadModel } from '@shop/log-postgres';
import type { SecurityOutcome } from '@shop/topics';

/** So many are shown: whoever guesses at somebody's password for weeks makes many more. */
const NEWEST = 1_000;

interface Row {
  readonly at: Date;
  readonly action: string;
  readonly outcome: SecurityOutcome;
  readonly code: string | null;
  readonly by: HeldSecurityEvent['by'];
  readonly client: string | null;
  readonly count: number;
}

/**
 * The security events of a person: what they did, and what was done to them. Whoever else was there stays out of it: who of
 * the staff it was, whom the person (of the staff) did it to, and from which address others came.
 * @returns how many there are, and the newest of them, newest first
 */
export async function securityEventsOf(
  events: ReadModel,
  userId: string,
): Promise<{ count: number; newest: HeldSecurityEvent[] }> {
  const rows = await events.query<Row>(
    `SELECT at, action, outcome, code,
       CASE WHEN actor = $1 THEN 'person' WHEN actor IS NULL THEN 'unknown' ELSE 'somebodyElse' END AS by,
       CASE WHEN actor = $1 THEN client END AS client, (count(*) OVER ())::int AS count
     FROM $schema.security_events WHERE actor = $1 OR target = $1
     ORDER BY at DESC, id DESC LIMIT ${NEWEST}`,
    [userId],
  );
  return {
    count: rows[0]?.count ?? 0,
    newest: rows.map(({ count: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
  };
}
