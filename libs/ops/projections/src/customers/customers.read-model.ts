import type { Customer, Page } from '@shop/api';
import { CursorCodec, cursorPart, sortedText, type ReadModel } from '@shop/log-postgres';
import type { LoyaltyStatus } from '@shop/topics';

interface CustomerRow {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly loyalty_status: LoyaltyStatus;
  readonly updated_at: string;
  readonly partition: number;
  readonly record_offset: number;
  readonly arrived_at: Date;
}

const PLACE = sortedText('name');
const byName = new CursorCodec(cursorPart.text, cursorPart.text);

/**
 * Customers by name, email or id, in the order of their names.
 * @throws InvalidCursor
 */
export async function findCustomers(
  customers: ReadModel,
  { q, cursor, limit }: { readonly q?: string; readonly cursor?: string; readonly limit: number },
): Promise<Page<Customer>> {
  const [name, userId] = byName.read(cursor);
  const rows = await customers.query<CustomerRow & { readonly place: string }>(
    `SELECT *, ${PLACE} AS place FROM $schema.customers
     WHERE ($1::text IS NULL OR position(lower($1) IN lower(name)) > 0 OR position(lower($1) IN lower(email)) > 0 OR user_id = $1)
       AND ($2::text IS NULL OR (${PLACE}, user_id) > ($2, $3))
     ORDER BY ${PLACE}, user_id LIMIT $4`,
    [q || null, name, userId, limit + 1],
  );
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(toCustomer),
    nextCursor: rows.length > limit ? byName.write(last.place, last.user_id) : null,
  };
}

/** Rows that arrived in a range of offsets of a partition: what a push has to tell. */
export async function customersArrived(
  customers: ReadModel,
  { partition, from, next }: { readonly partition: number; readonly from: number; readonly next: number },
): Promise<Customer[]> {
  const rows = await customers.query<CustomerRow>(
    'SELECT * FROM $schema.customers WHERE partition = $1 AND record_offset >= $2 AND record_offset < $3 ORDER BY record_offset',
    [partition, from, next],
  );
  return rows.map(toCustomer);
}

function toCustomer(row: CustomerRow): Customer {
  return {
    userId: row.user_id,
    name: row.name,
    email: row.email,
    loyaltyStatus: row.loyalty_status,
    updatedAt: row.updated_at,
    position: { topic: 'users', partition: row.partition, offset: String(row.record_offset) },
    arrivedAt: row.arrived_at.toISOString(),
  };
}

/** The copy of a customer's row; null for somebody who is unknown or deleted. */
export async function customerOf(
  customers: ReadModel,
  userId: string,
): Promise<Pick<Customer, 'name' | 'email' | 'loyaltyStatus'> | null> {
  const [row] = await customers.query<CustomerRow>('SELECT * FROM $schema.customers WHERE user_id = $1', [userId]);
  return row ? { name: row.name, email: row.email, loyaltyStatus: row.loyalty_status } : null;
}
