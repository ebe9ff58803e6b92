import { insertRows, type Projection } from '@shop/log-postgres';
import type { SecurityEventRow } from '@shop/topics';

/** As long as the topic keeps its records. Counted back from the last event, because there is no clock here. */
const DAYS = 90;

const COLUMNS = {
  id: 'text',
  at: 'timestamptz',
  app: 'text',
  action: 'text',
  outcome: 'text',
  actor: 'text',
  target: 'text',
  client: 'text',
  code: 'text',
} as const;

/** Who did what in the last 90 days. A row that comes again, with the same id, is the same event. */
export const securityEventsProjection: Projection = {
  name: 'security_events',
  version: 1,
  topics: ['security_events'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.security_events (
      id text PRIMARY KEY, at timestamptz NOT NULL, app text NOT NULL, action text NOT NULL, outcome text NOT NULL,
      actor text, target text, client text, code text
    );
    CREATE INDEX IF NOT EXISTS security_events_at ON $schema.security_events (at DESC, id DESC);
  `,
  async apply(batch, db) {
    const rows = new Map<string, unknown[]>();
    for (const { content } of batch.records) {
      if (content.kind !== 'row') continue;
      const row = content.row as SecurityEventRow;
      rows.set(
        row.id,
        Object.keys(COLUMNS).map((column) => row[column as keyof SecurityEventRow]),
      );
    }
    await insertRows(db, '$schema.security_events', COLUMNS, [...rows.values()], { update: ['id'] });
    // The last event says what time it is, so that a rebuild of an old log keeps what was kept. One that claims to be of
    // the future says nothing: it would take all others away.
    await db.query(
      `DELETE FROM $schema.security_events
       WHERE at < least((SELECT max(at) FROM $schema.security_events), now()) - make_interval(days => ${DAYS})`,
    );
  },
};
