import { insertRows, type Projection, type ProjectionBatch, type Transaction } from '@shop/log-postgres';
import type { CloudEvent, OrderContact, OrderPlaced } from '@shop/topics';

/**
 * Orders and their contacts, each in a table of its own: they come from two topics, in any order, and a contact can be
 * forgotten. The query joins them. Whose a contact is and when it was written says which one is due to be forgotten.
 */
export const ordersProjection: Projection = {
  name: 'orders',
  version: 2,
  // The queries of an order are the same.
  answersFrom: 1,
  topics: ['orders', 'order_contacts'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.orders (
      order_id text PRIMARY KEY,
      event_id text NOT NULL,
      basket_id text NOT NULL,
      owner text NOT NULL,
      lines json NOT NULL,
      total json NOT NULL,
      placed_at text NOT NULL,
      placed_time timestamptz NOT NULL
    );
    CREATE UNIQUE INDEX IF NOT EXISTS orders_event ON $schema.orders (event_id);
    CREATE INDEX IF NOT EXISTS orders_of_owner ON $schema.orders (owner);
    CREATE TABLE IF NOT EXISTS $schema.contacts (
      order_id text PRIMARY KEY, contact json NOT NULL, owner text, written_at timestamptz NOT NULL
    );
    CREATE INDEX IF NOT EXISTS contacts_of_owner ON $schema.contacts (owner);
    CREATE INDEX IF NOT EXISTS contacts_oldest ON $schema.contacts (written_at);
  `,
  eventIds: { table: 'orders', column: 'event_id' },
  apply: (batch, db) => (batch.topic === 'orders' ? applyOrders(batch, db) : applyContacts(batch, db)),
};

async function applyOrders(batch: ProjectionBatch, db: Transaction): Promise<void> {
  // The first in the log wins, should an order ever be placed twice.
  const orders = new Map<string, readonly unknown[]>();
  for (const { content } of batch.records) {
    if (content.kind !== 'event') continue;
    const { id, data } = content.event as CloudEvent<'OrderPlaced', OrderPlaced>;
    const { orderId, basketId, owner, lines, total, placedAt } = data;
    if (!orders.has(orderId)) orders.set(orderId, [orderId, id, basketId, owner, lines, total, placedAt, placedAt]);
  }
  await insertRows(
    db,
    '$schema.orders',
    {
      order_id: 'text',
      event_id: 'text',
      basket_id: 'text',
      owner: 'text',
      lines: 'json',
      total: 'json',
      placed_at: 'text',
      placed_time: 'timestamptz',
    },
    [...orders.values()],
    { keep: ['order_id'] },
  );
}

/** The last record of a key counts; a tombstone forgets the contact. */
async function applyContacts(batch: ProjectionBatch, db: Transaction): Promise<void> {
  const contacts = new Map<string, readonly unknown[]>();
  const forgotten = new Set<string>();
  for (const { key, content, timestamp } of batch.records) {
    if (content.kind === 'row') {
      const { name, email, address, owner } = content.row as OrderContact;
      contacts.set(key, [key, { name, email, address }, owner ?? null, new Date(timestamp).toISOString()]);
      forgotten.delete(key);
    } else if (content.kind === 'tombstone') {
      contacts.delete(key);
      forgotten.add(key);
    }
  }
  await insertRows(
    db,
    '$schema.contacts',
    { order_id: 'text', contact: 'json', owner: 'text', written_at: 'timestamptz' },
    [...contacts.values()],
    { update: ['order_id'] },
  );
  if (forgotten.size) await db.query('DELETE FROM $schema.contacts WHERE order_id = ANY($1::text[])', [[...forgotten]]);
}
