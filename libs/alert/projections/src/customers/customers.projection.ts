import { insertRows, type Projection, type ReadModel } from '@shop/log-postgres';
import type { LoyaltyStatus, UserRow } from '@shop/topics';

/** A customer as alerts show one. */
export interface AlertCustomer {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly loyaltyStatus: LoyaltyStatus;
}

/** Names and emails for alerts, looked up when asked: the events hold ids only. A tombstone forgets. */
export const customersProjection: Projection = {
  name: 'customers',
  version: 1,
  topics: ['users'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.customers (
      user_id text PRIMARY KEY, name text NOT NULL, email text NOT NULL, loyalty_status text NOT NULL
    );
  `,
  async apply(batch, db) {
    const last = new Map(batch.records.map(({ key, content }) => [key, content]));
    const rows = [...last].flatMap(([userId, content]) => {
      if (content.kind !== 'row') return [];
      const { name, email, loyaltyStatus } = content.row as UserRow;
      return [[userId, name, email, loyaltyStatus]];
    });
    const columns = { user_id: 'text', name: 'text', email: 'text', loyalty_status: 'text' };
    await insertRows(db, '$schema.customers', columns, rows, { update: ['user_id'] });
    const gone = [...last].flatMap(([userId, { kind }]) => (kind === 'tombstone' ? [userId] : []));
    if (gone.length > 0) await db.query('DELETE FROM $schema.customers WHERE user_id = ANY($1::text[])', [gone]);
  },
};

/** The customers with the given ids; unknown and deleted ones are missing. */
export async function customersOf(
  customers: ReadModel,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, AlertCustomer>> {
  const rows = await customers.query<{ user_id: string; name: string; email: string; loyalty_status: LoyaltyStatus }>(
    'SELECT * FROM $schema.customers WHERE user_id = ANY($1::text[])',
    [[...new Set(userIds)]],
  );
  return new Map(
    rows.map((row) => [
      row.user_id,
      { userId: row.user_id, name: row.name, email: row.email, loyaltyStatus: row.loyalty_status },
    ]),
  );
}

/** The ids of customers whose name or email has a text in it: what a search of alerts asks for. */
export async function customersLike(customers: ReadModel, q: string): Promise<string[]> {
  const rows = await customers.query<{ user_id: string }>(
    `SELECT user_id FROM $schema.customers
     WHERE position(lower($1) IN lower(name)) > 0 OR position(lower($1) IN lower(email)) > 0 LIMIT 1000`,
    [q],
  );
  return rows.map((row) => row.user_id);
}
