import type { Alert, AlertDetail, AlertStandingFilter, AlertStatus, Page } from '@shop/api';
import { alertDecider, type AlertEvent, type AlertState } from '@shop/alert-domain';
import { countAt, fold } from '@shop/log-core';
import { CursorCodec, cursorPart, sortedTime, type ReadModel } from '@shop/log-postgres';
import type { AlertEventData } from '@shop/topics';
import { textsOf } from '../notes/notes.projection.js';
import { customersLike, customersOf, type AlertCustomer } from '../customers/customers.projection.js';
import { alertStateOf, type AlertStateRow } from './alerts.projection.js';

interface AlertRow extends AlertStateRow {
  readonly status: AlertStatus;
  readonly sequence: number;
  readonly raised_at: Date;
  readonly raised: AlertEventData['AlertRaised'];
}

interface JournalRow {
  readonly number: number;
  readonly event_id: string;
  readonly type: string;
  readonly time: string;
  readonly actor: string;
  readonly data: unknown;
  readonly log_partition: number;
  readonly log_offset: number;
  readonly ignored: { code: string; reason: string } | null;
}

const newestFirst = new CursorCodec(cursorPart.time, cursorPart.text);

/** How an alert stands, in SQL, as `standingAt` says it; `now` is a placeholder for a time. */
const standing = (now: string) => `
  CASE WHEN status <> 'resolved' AND snoozed_until::timestamptz > ${now}::timestamptz THEN 'snoozed' ELSE status END`;

/** What a list of alerts asks for. */
export interface AlertsQuestion {
  /** How they stand. */
  readonly status?: AlertStandingFilter;
  /** Words in the product's name, the text, or the customer's name or email. */
  readonly q?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Alerts with the names of the people in them and what was written about them, from three read models of one database. */
export class Alerts {
  constructor(
    private readonly alerts: ReadModel,
    private readonly customers: ReadModel,
    private readonly notes: ReadModel,
  ) {}

  /**
   * Alerts, newest first.
   * @param now the time at which they stand as asked for, RFC 3339
   * @throws InvalidCursor
   */
  async list({ status, q, cursor, limit }: AlertsQuestion, now = new Date().toISOString()): Promise<Page<Alert>> {
    const [raisedAt, alertId] = newestFirst.read(cursor);
    const users = q ? await customersLike(this.customers, q) : [];
    const rows = await this.alerts.query<AlertRow & { readonly place: string }>(
      `SELECT *, ${sortedTime('raised_at')} AS place FROM $schema.alerts
       WHERE raised IS NOT NULL AND ($1::text IS NULL OR ${standing('$7')} = $1 OR ($1 = 'unresolved' AND status <> 'resolved'))
         AND ($2::text IS NULL OR user_id = ANY($3::text[])
           OR position(lower($2) IN lower(raised->>'productName')) > 0 OR position(lower($2) IN lower(raised->>'text')) > 0)
         AND ($4::timestamptz IS NULL OR (raised_at, alert_id) < ($4::timestamptz, $5))
       ORDER BY raised_at DESC, alert_id DESC LIMIT $6`,
      [status ?? null, q || null, users, raisedAt, alertId, limit + 1, now],
    );
    const last = rows[limit - 1];
    return {
      items: await this.withNames(rows.slice(0, limit)),
      nextCursor: rows.length > limit ? newestFirst.write(last.place, last.alert_id) : null,
    };
  }

  /** Alerts that changed after a sequence, in the order of their changes: what a console missed. */
  async changedAfter(sequence: number, limit: number): Promise<Alert[]> {
    const rows = await this.alerts.query<AlertRow>(
      'SELECT * FROM $schema.alerts WHERE raised IS NOT NULL AND sequence > $1 ORDER BY sequence LIMIT $2',
      [sequence, limit],
    );
    return this.withNames(rows);
  }

  /** The highest sequence there is; 0 without alerts. */
  async lastSequence(): Promise<number> {
    const [row] = await this.alerts.query<{ last: number | null }>('SELECT max(sequence) AS last FROM $schema.alerts');
    return row.last ?? 0;
  }

  /** One alert as it is now; undefined if there is none. */
  async find(alertId: string): Promise<Alert | undefined> {
    const rows = await this.rowsOf(alertId);
    return (await this.withNames(rows))[0];
  }

  /**
   * One alert with why it was raised and everything that happened to it.
   * @param at as it was after event number `at`, or at the time `at` (RFC 3339), without what happened later
   * @returns undefined if there is none, or was none then
   */
  async detail(alertId: string, at?: string): Promise<AlertDetail | undefined> {
    const [now] = await this.rowsOf(alertId);
    if (!now) return undefined;
    const all = await this.alerts.query<JournalRow>(
      'SELECT * FROM $schema.journal WHERE alert_id = $1 ORDER BY number',
      [alertId],
    );
    const times = all.map(({ time }) => time);
    const journal = at === undefined ? all : all.slice(0, countAt(times, at) ?? 0);
    const row = at === undefined ? now : rowAfter(journal, now);
    if (!row) return undefined;
    const names = await customersOf(this.customers, [...journal.map(({ actor }) => actor), ...peopleIn(row)]);
    const { lineage, userRow, rule } = row.raised;
    const known = names.has(row.raised.userId);
    const texts = await textsOf(this.notes, known ? journal.flatMap((entry) => noteIn(entry) ?? []) : []);
    return {
      ...toAlert(row, names),
      why: { lineage, userRow, rule },
      events: journal.map((entry) => ({
        number: entry.number,
        id: entry.event_id,
        type: entry.type,
        time: entry.time,
        data: withText(entry, known, texts),
        position: { topic: 'alert_events', partition: entry.log_partition, offset: String(entry.log_offset) },
        ...(entry.ignored && { ignored: entry.ignored }),
        actor: names.get(entry.actor)?.name ?? entry.actor,
      })),
    };
  }

  /** The alerts about a customer, oldest first. */
  async idsAbout(userId: string): Promise<string[]> {
    const rows = await this.alerts.query<{ alert_id: string }>(
      'SELECT alert_id FROM $schema.alerts WHERE user_id = $1 ORDER BY raised_at, alert_id',
      [userId],
    );
    return rows.map(({ alert_id }) => alert_id);
  }

  /** The customer that an alert is about; undefined if there is no such alert. */
  async customerIdOf(alertId: string): Promise<string | undefined> {
    return (await this.rowsOf(alertId))[0]?.raised.userId;
  }

  /** What the rules need of an alert. */
  async state(alertId: string): Promise<AlertState | undefined> {
    const [row] = await this.rowsOf(alertId);
    return row && alertStateOf(row);
  }

  /** What became of an event: whether it was ignored, and which request it came from; undefined while not applied. */
  async outcome(
    eventId: string,
  ): Promise<{ requestHash: string | null; ignored: { code: string; reason: string } | null } | undefined> {
    const rows = await this.alerts.query<{
      request_hash: string | null;
      ignored: { code: string; reason: string } | null;
    }>('SELECT request_hash, ignored FROM $schema.journal WHERE event_id = $1', [eventId]);
    return rows[0] && { requestHash: rows[0].request_hash, ignored: rows[0].ignored };
  }

  private rowsOf(alertId: string): Promise<AlertRow[]> {
    return this.alerts.query<AlertRow>('SELECT * FROM $schema.alerts WHERE alert_id = $1 AND raised IS NOT NULL', [
      alertId,
    ]);
  }

  private async withNames(rows: readonly AlertRow[]): Promise<Alert[]> {
    if (rows.length === 0) return [];
    const names = await customersOf(this.customers, rows.flatMap(peopleIn));
    return rows.map((row) => toAlert(row, names));
  }
}

/** How many alerts stand how. */
export interface AlertCounts {
  readonly open: number;
  readonly snoozed: number;
  /** Everything that isn't resolved: open, acknowledged and snoozed. */
  readonly unresolved: number;
  /** When the next snooze ends, and with it these numbers change by themselves; null without a snooze. */
  readonly nextReturn: Date | null;
}

/**
 * Counts alerts by how they stand.
 * @param now RFC 3339
 */
export async function countAlerts(alerts: ReadModel, now = new Date().toISOString()): Promise<AlertCounts> {
  const [row] = await alerts.query<{ open: number; snoozed: number; unresolved: number; next: Date | null }>(
    `SELECT count(*) FILTER (WHERE standing = 'open') AS open,
       count(*) FILTER (WHERE standing = 'snoozed') AS snoozed,
       count(*) AS unresolved,
       min(snoozed_until::timestamptz) FILTER (WHERE standing = 'snoozed') AS next
     FROM (SELECT snoozed_until, ${standing('$1')} AS standing FROM $schema.alerts
           WHERE raised IS NOT NULL AND status <> 'resolved') a`,
    [now],
  );
  const { open, snoozed, unresolved, next } = row;
  return { open, snoozed, unresolved, nextReturn: next };
}

/** The row as it was after the events of a journal; undefined when the alert wasn't raised yet. */
function rowAfter(journal: readonly JournalRow[], now: AlertRow): AlertRow | undefined {
  // What is in the journal was valid by the schema of its topic.
  const state = fold(alertDecider, journal as unknown as AlertEvent[]);
  const { status } = state;
  if (status === 'absent') return undefined;
  return {
    ...now,
    status,
    acknowledged_by: state.acknowledgedBy ?? null,
    assignee: state.assignee ?? null,
    snoozed_until: state.snoozedUntil ?? null,
    number: state.number,
    sequence: journal[journal.length - 1].log_offset + 1,
  };
}

/** The note that an event names, if it names one. */
function noteIn({ data }: JournalRow): string | undefined {
  return (data as { noteId?: string }).noteId;
}

/**
 * What an event says, with the text of its note, or without any text where the customer was forgotten: that of events of
 * before stands in themselves, and so in the log.
 */
function withText(entry: JournalRow, isKnown: boolean, texts: ReadonlyMap<string, string>): unknown {
  const { text: _text, reason: _reason, ...rest } = entry.data as { text?: string; reason?: string };
  if (!isKnown) return entry.type === 'AlertRaised' || isWritten(entry) ? rest : entry.data;
  const noteId = noteIn(entry);
  const text = noteId === undefined ? undefined : texts.get(noteId);
  if (text === undefined) return entry.data;
  return { ...rest, [entry.type === 'AlertResolved' ? 'reason' : 'text']: text };
}

function isWritten({ type }: JournalRow): boolean {
  return type === 'AlertNoted' || type === 'AlertResolved';
}

function peopleIn(row: AlertRow): string[] {
  return [row.raised.userId, row.acknowledged_by, row.assignee].filter((id) => id !== null);
}

function toAlert(row: AlertRow, people: ReadonlyMap<string, AlertCustomer>): Alert {
  const { userId, reviewId, sku, productName, rating, text, postedAt, userRow } = row.raised;
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  const customer = people.get(userId);
  return {
    sequence: row.sequence,
    alertId: row.alert_id,
    status: row.status,
    reviewId,
    sku,
    productName,
    rating,
    // A review is withdrawn with its author; its text is still in the log (decision 23).
    text: customer ? text : '',
    postedAt,
    raisedAt: row.raised_at.toISOString(),
    ...(row.acknowledged_by !== null && { acknowledgedBy: nameOf(row.acknowledged_by) }),
    ...(row.assignee !== null && { assignee: nameOf(row.assignee) }),
    ...(row.snoozed_until !== null && { snoozedUntil: row.snoozed_until }),
    // A deleted customer looks like one that never was; the status is the one that the decision was made on.
    customer: customer ?? {
      userId,
      name: 'Deleted customer',
      email: '',
      loyaltyStatus: userRow.loyaltyStatus,
    },
  };
}
