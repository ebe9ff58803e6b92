import type { Order, Page } from '@shop/api';
import { Retriable } from '@shop/log-core';
import { CursorCodec, cursorPart, sortedTime, type ReadModel } from '@shop/log-postgres';

type Contact = NonNullable<Order['contact']>;

interface OrderRow {
  readonly order_id: string;
  readonly basket_id: string;
  readonly lines: Order['lines'];
  readonly total: Order['total'];
  readonly placed_at: string;
  /** `placed_time` as it stands in a cursor. */
  readonly place: string;
  readonly contact: Order['contact'];
}

const newestFirst = new CursorCodec(cursorPart.time, cursorPart.text);

const SELECT = `SELECT order_id, basket_id, lines, total, placed_at, ${sortedTime('placed_time')} AS place, contact
  FROM $schema.orders LEFT JOIN $schema.contacts USING (order_id)`;

/** Asks the orders. Every method throws `DatabaseAway` when the database is. */
export class Orders {
  constructor(readonly readModel: ReadModel) {}

  /** One order of any of these owners. */
  async find(orderId: string, owners: readonly string[]): Promise<Order | undefined> {
    const rows = await this.readModel.query<OrderRow>(
      `${SELECT} WHERE order_id = $1 AND orders.owner = ANY($2::text[])`,
      [orderId, owners],
    );
    return rows[0] && view(rows[0]);
  }

  /**
   * The orders of these owners, newest first.
   * @throws InvalidCursor
   */
  async list(
    owners: readonly string[],
    { cursor, limit = 24 }: { cursor?: string; limit?: number },
  ): Promise<Page<Order>> {
    const [time, id] = newestFirst.read(cursor);
    const rows = await this.readModel.query<OrderRow>(
      `${SELECT} WHERE orders.owner = ANY($1::text[]) AND ($2::timestamptz IS NULL OR (placed_time, order_id) < ($2::timestamptz, $3))
       ORDER BY placed_time DESC, order_id DESC LIMIT $4`,
      [owners, time, id, limit + 1],
    );
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(view),
      nextCursor: rows.length > limit ? newestFirst.write(last.place, last.order_id) : null,
    };
  }

  /** Everything that is held of a person: their orders, newest first, and contacts of which no order has come. */
  async heldOf(userId: string): Promise<{ orders: Order[]; contacts: { orderId: string; contact: Contact }[] }> {
    await this.ownersAreKnown();
    const [orders, contacts] = await Promise.all([
      this.readModel.query<OrderRow>(`${SELECT} WHERE orders.owner = $1 ORDER BY placed_time DESC, order_id`, [userId]),
      this.readModel.query<{ order_id: string; contact: Contact }>(
        `SELECT order_id, contact FROM $schema.contacts c
         WHERE owner = $1 AND NOT EXISTS (SELECT FROM $schema.orders o WHERE o.order_id = c.order_id AND o.owner = $1)
         ORDER BY order_id`,
        [userId],
      ),
    ]);
    return {
      orders: orders.map(view),
      contacts: contacts.map(({ order_id: orderId, contact }) => ({ orderId, contact })),
    };
  }

  /**
   * The orders whose contact belongs to somebody who was forgotten. A contact of before its owner was written into it
   * belongs to whom the order belongs.
   * @param userIds who was forgotten
   * @throws Retriable while a version that knows no owners of contacts answers
   */
  async contactsOf(userIds: readonly string[]): Promise<string[]> {
    await this.ownersAreKnown();
    const rows = await this.readModel.query<{ order_id: string }>(
      `SELECT order_id FROM $schema.contacts LEFT JOIN $schema.orders o USING (order_id)
       WHERE coalesce(contacts.owner, o.owner) = ANY($1::text[])`,
      [userIds],
    );
    return rows.map(({ order_id }) => order_id);
  }

  /**
   * The orders whose contact has served: a guest's, whom nobody can ask to be forgotten, and one without an order,
   * because its checkout came to nothing.
   * @param before contacts of guests that were written before this time
   * @param unplacedBefore contacts without an order that were written before this time
   * @throws Retriable while a version that knows no owners of contacts answers
   */
  async contactsDue(before: Date, unplacedBefore: Date): Promise<string[]> {
    await this.ownersAreKnown();
    const rows = await this.readModel.query<{ order_id: string }>(
      `SELECT order_id FROM $schema.contacts LEFT JOIN $schema.orders o USING (order_id)
       WHERE (written_at < $1 AND coalesce(contacts.owner, o.owner) ~ '^[0-9a-f]{64}$')
          OR (written_at < $2 AND o.order_id IS NULL)`,
      [before, unplacedBefore],
    );
    return rows.map(({ order_id }) => order_id);
  }

  private async ownersAreKnown(): Promise<void> {
    const { version } = await this.readModel.prepare();
    if (version < 2) throw new Retriable('The read model of orders is being built in the version that knows owners.');
  }
}

function view(row: OrderRow): Order {
  const { order_id: orderId, basket_id: basketId, lines, total, placed_at: placedAt, contact } = row;
  return { orderId, basketId, lines, total, placedAt, status: 'placed', contact };
}
