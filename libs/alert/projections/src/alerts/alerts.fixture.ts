import type { AlertEvent } from '@shop/alert-domain';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import type { LoyaltyStatus, UserRow } from '@shop/topics';
import { customersProjection } from '../customers/customers.projection.js';
import { notesProjection } from '../notes/notes.projection.js';
import { alertsProjection } from './alerts.projection.js';
import { Alerts } from './alerts.read-model.js';

type Raised = Extract<AlertEvent, { type: 'AlertRaised' }>['data'];

/** What an alert was raised with, for specifications. */
export function raised(alertId: string, part: Partial<Raised> = {}): Raised {
  return {
    alertId,
    reviewId: `review-of-${alertId}`,
    sku: 'beans',
    productName: 'Baked Beans',
    rating: 1,
    text: 'Cold.',
    postedAt: '2026-01-01T11:59:00.000Z',
    userId: 'vic',
    lineage: [{ topic: 'reviews', partition: 1, offset: '7' }],
    userRow: {
      loyaltyStatus: 'Platinum',
      updatedAt: '2026-01-01T11:00:00.000Z',
      position: { topic: 'users', partition: 0, offset: '1' },
    },
    rule: 'rating 1 < 3 and loyaltyStatus Platinum',
    ...part,
  };
}

/** Alerts and customers in a database of their own, made from records. */
export class AlertsUnderTest {
  readonly alerts: Alerts;
  private events = 0;

  private constructor(
    private readonly temporary: TemporaryDatabase,
    private readonly database: Database,
    readonly alertsModel: ReadModel,
    readonly customersModel: ReadModel,
    readonly notesModel: ReadModel,
  ) {
    this.alerts = new Alerts(alertsModel, customersModel, notesModel);
  }

  /** @param server connection string of a superuser */
  static async open(server: string): Promise<AlertsUnderTest> {
    const temporary = await temporaryDatabase(server);
    const database = openDatabase({ url: temporary.url, application: 'test' });
    const [alerts, customers, notes] = [alertsProjection, customersProjection, notesProjection].map(
      (projection) => new ReadModel(database, projection),
    );
    return new AlertsUnderTest(temporary, database, alerts, customers, notes);
  }

  /** An event of an alert, a minute after the one before it, with an id of type and count (`AlertRaised-0`). */
  event(alertId: string, type: AlertEvent['type'], data: object = {}, actor = 'ops', requesthash?: string): FedRecord {
    const time = new Date(Date.UTC(2026, 0, 1, 12, this.events)).toISOString();
    const context = { id: `${type}-${this.events++}`, source: '/test', time, correlationid: 'c', actor, requesthash };
    return { key: alertId, content: { kind: 'event', event: cloudEvent(type, alertId, data, context) } };
  }

  raise(alertId: string, part?: Partial<Raised>): FedRecord {
    return this.event(alertId, 'AlertRaised', raised(alertId, part), 'notifier');
  }

  /** Feeds events once: the offset of a record counts here, and a second delivery would take those that follow. */
  happened(...records: FedRecord[]): Promise<number> {
    return feed(this.alertsModel, records, { topic: 'alert_events', times: 1 });
  }

  /** Feeds rows of customers; one without a name is a tombstone. */
  customers(...rows: [userId: string, name: string | null, loyaltyStatus?: LoyaltyStatus][]): Promise<number> {
    const records = rows.map(([userId, name, loyaltyStatus = 'Gold']): FedRecord => {
      if (name === null) return { key: userId, content: { kind: 'tombstone' } };
      const row: Partial<UserRow> = { name, email: `${userId}@shop.example`, loyaltyStatus };
      return { key: userId, content: { kind: 'row', row } };
    });
    return feed(this.customersModel, records, { topic: 'users' });
  }

  /** Feeds notes about alerts of the customer `vic`; one without a text is a tombstone. */
  notes(...rows: [noteId: string, text: string | null][]): Promise<number> {
    const records = rows.map(([noteId, text]): FedRecord => {
      if (text === null) return { key: noteId, content: { kind: 'tombstone' } };
      return { key: noteId, content: { kind: 'row', row: { noteId, alertId: 'alert-1', userId: 'vic', text } } };
    });
    return feed(this.notesModel, records, { topic: 'alert_notes' });
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.temporary.drop();
  }
}
