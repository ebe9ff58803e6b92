import { insertRows, type Projection } from '@shop/log-postgres';
import type { UserRow } from '@shop/topics';

/** Customers as change data capture has brought them, each with the place and the time of its row in `users`. A tombstone forgets. */
export const customersProjection: Projection = {
  name: 'customers',
  version: 2,
  topics: ['users'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.customers (
      user_id text PRIMARY KEY, name text NOT NULL, email text NOT NULL, loyalty_status text NOT NULL,
      updated_at text NOT NULL, partition int NOT NULL, record_offset bigint NOT NULL,
      arrived_at timestamptz NOT NULL
    );
  `,
  async apply(batch, db) {
    const last = new Map(batch.records.map((record) => [record.key, record]));
    const rows: unknown[][] = [];
    const gone: string[] = [];
    for (const [userId, { content, partition, offset, timestamp }] of last) {
      if (content.kind === 'tombstone') gone.push(userId);
      if (content.kind !== 'row') continue;
      const { name, email, loyaltyStatus, updatedAt } = content.row as UserRow;
      rows.push([userId, name, email, loyaltyStatus, updatedAt, partition, offset, new Date(timestamp).toISOString()]);
    }
    await insertRows(
      db,
      '$schema.customers',
      {
        user_id: 'text',
        name: 'text',
        email: 'text',
        loyalty_status: 'text',
        updated_at: 'text',
        partition: 'int',
        record_offset: 'bigint',
        arrived_at: 'timestamptz',
      },
      rows,
      { update: ['user_id'] },
    );
    if (gone.length > 0) await db.query('DELETE FROM $schema.customers WHERE user_id = ANY($1::text[])', [gone]);
  },
};
