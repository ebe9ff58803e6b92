import type { Order, Page } from '@shop/api';
import { readCursor, writeCursor, type ReadModel } from '@shop/log-postgres';

interface OrderRow {
  readonly order_id: string;
  readonly basket_id: string;
  readonly lines: Order['lines'];
  readonly total: Order['total'];
  readonly placed_at: string;
  readonly sort_key: string;
  readonly contact: Order['contact'];
}

/** Sorted as text, so that a cursor is exact: a time of JavaScript has no microseconds. */
const SORT_KEY = `to_char(placed_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`;

const SELECT = `SELECT order_id, basket_id, lines, total, placed_at, ${SORT_KEY} AS sort_key, contact
  FROM $schema.orders LEFT JOIN $schema.contacts USING (order_id)`;

/** Asks the orders. Every method throws `DatabaseAway` when the database is. */
export class Orders {
  constructor(readonly readModel: ReadModel) {}

  /** One order of any of these owners. */
  async find(orderId: string, owners: readonly string[]): Promise<Order | undefined> {
    const rows = await this.readModel.query<OrderRow>(`${SELECT} WHERE order_id = $1 AND owner = ANY($2::text[])`, [
      orderId,
      owners,
    ]);
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
    const [time, id] = cursor === undefined ? [null, null] : readCursor(cursor, 2);
    const rows = await this.readModel.query<OrderRow>(
      `${SELECT} WHERE owner = ANY($1::text[]) AND ($2::text IS NULL OR (${SORT_KEY}, order_id) < ($2, $3))
       ORDER BY ${SORT_KEY} DESC, order_id DESC LIMIT $4`,
      [owners, time, id, limit + 1],
    );
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(view),
      nextCursor: rows.length > limit ? writeCursor(last.sort_key, last.order_id) : null,
    };
  }
}

function view(row: OrderRow): Order {
  const { order_id: orderId, basket_id: basketId, lines, total, placed_at: placedAt, contact } = row;
  return { orderId, basketId, lines, total, placedAt, status: 'placed', contact };
}
