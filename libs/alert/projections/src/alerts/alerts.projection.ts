import { alertDecider, type AlertEvent, type AlertState } from '@shop/alert-domain';
import {
  foldBatch,
  insertRows,
  type Db,
  type FoldedEvent,
  type Projection,
  type Transaction,
} from '@shop/log-postgres';
import type { AlertEventData, CloudEvent } from '@shop/topics';

/**
 * Every alert as it is now, and its journal: all that happened to it, ignored events included.
 *
 * `alert_events` has one partition, so the offset of an alert's last event orders all changes of all alerts:
 * `sequence` is that offset plus 1.
 */
export const alertsProjection: Projection = {
  name: 'alerts',
  version: 1,
  topics: ['alert_events'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.alerts (
      alert_id text PRIMARY KEY,
      status text NOT NULL,
      acknowledged_by text,
      assignee text,
      snoozed_until text,
      number integer NOT NULL,
      sequence bigint NOT NULL,
      user_id text,
      raised_at timestamptz,
      raised json
    );
    CREATE INDEX IF NOT EXISTS alerts_sequence ON $schema.alerts (sequence);
    CREATE INDEX IF NOT EXISTS alerts_newest ON $schema.alerts (raised_at DESC, alert_id DESC);
    CREATE TABLE IF NOT EXISTS $schema.journal (
      alert_id text NOT NULL,
      number integer NOT NULL,
      event_id text NOT NULL,
      type text NOT NULL,
      time text NOT NULL,
      actor text NOT NULL,
      data json NOT NULL,
      log_partition integer NOT NULL,
      log_offset bigint NOT NULL,
      request_hash text,
      ignored json,
      PRIMARY KEY (alert_id, number)
    );
    CREATE UNIQUE INDEX IF NOT EXISTS journal_event ON $schema.journal (event_id);
  `,
  eventIds: { table: 'journal', column: 'event_id' },
  async apply(batch, db) {
    const { entries } = await foldBatch<AlertEvent, AlertState>(batch, alertDecider, (ids) => loadAlerts(db, ids));
    await storeAlerts(db, entries);
    await storeJournal(db, entries);
  },
};

type Entry = FoldedEvent<AlertEvent, AlertState>;

/** The columns of `alerts` that hold a state. */
export interface AlertStateRow {
  readonly alert_id: string;
  readonly status: AlertState['status'];
  readonly acknowledged_by: string | null;
  readonly assignee: string | null;
  readonly snoozed_until: string | null;
  readonly number: number;
}

/** The state that a row holds. */
export function alertStateOf(row: AlertStateRow): AlertState {
  return {
    status: row.status,
    ...(row.acknowledged_by !== null && { acknowledgedBy: row.acknowledged_by }),
    ...(row.assignee !== null && { assignee: row.assignee }),
    ...(row.snoozed_until !== null && { snoozedUntil: row.snoozed_until }),
    number: row.number,
  };
}

async function loadAlerts(db: Db, ids: readonly string[]): Promise<Map<string, AlertState>> {
  const rows = await db.query<AlertStateRow>(
    `SELECT alert_id, status, acknowledged_by, assignee, snoozed_until, number FROM $schema.alerts
     WHERE alert_id = ANY($1::text[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.alert_id, alertStateOf(row)]));
}

async function storeAlerts(db: Transaction, entries: readonly Entry[]): Promise<void> {
  const last = new Map(entries.map((entry) => [entry.key, entry]));
  await insertRows(
    db,
    '$schema.alerts',
    {
      alert_id: 'text',
      status: 'text',
      acknowledged_by: 'text',
      assignee: 'text',
      snoozed_until: 'text',
      number: 'int',
      sequence: 'bigint',
    },
    Array.from(last.values(), ({ key, after, record }) => [
      key,
      after.status,
      after.acknowledgedBy ?? null,
      after.assignee ?? null,
      after.snoozedUntil ?? null,
      after.number,
      record.offset + 1,
    ]),
    { update: ['alert_id'] },
  );
  const raised = entries.filter(({ event, ignored }) => event.type === 'AlertRaised' && !ignored);
  if (raised.length === 0) return;
  await db.query(
    `UPDATE $schema.alerts t SET user_id = r.user_id, raised_at = r.raised_at, raised = r.raised
     FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::json[]) r (alert_id, user_id, raised_at, raised)
     WHERE t.alert_id = r.alert_id`,
    [
      raised.map(({ key }) => key),
      raised.map(({ event }) => (event.data as AlertEventData['AlertRaised']).userId),
      raised.map(({ record }) => envelope(record).time),
      raised.map(({ event }) => JSON.stringify(event.data)),
    ],
  );
}

async function storeJournal(db: Transaction, entries: readonly Entry[]): Promise<void> {
  await insertRows(
    db,
    '$schema.journal',
    {
      alert_id: 'text',
      number: 'int',
      event_id: 'text',
      type: 'text',
      time: 'text',
      actor: 'text',
      data: 'json',
      log_partition: 'int',
      log_offset: 'bigint',
      request_hash: 'text',
      ignored: 'json',
    },
    entries.map(({ key, after, record, ignored }) => {
      const { id, type, time, actor, data, requesthash } = envelope(record);
      const { partition, offset } = record;
      return [key, after.number, id, type, time, actor, data, partition, offset, requesthash ?? null, ignored ?? null];
    }),
  );
}

/** `foldBatch` gives entries of events only. */
function envelope({ content }: Entry['record']): CloudEvent {
  return (content as { event: CloudEvent }).event;
}
