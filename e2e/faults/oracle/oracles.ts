import { alertTables } from './alerts.ts';
import { basketTables } from './baskets.ts';
import { catalogueTables } from './catalogue.ts';
import { deadLetterTables } from './dead-letters.ts';
import { eventsIn, type Json, lastRowsIn, type Records } from './record.ts';
import { ratingsOf, standing } from './reviews.ts';
import { salesTables } from './sales.ts';

/** What a read model has to hold, by the log alone. */
export interface Oracle {
  /** The topics it reads. */
  readonly topics: readonly string[];
  /** What is compared of each table: SQL for the columns. */
  readonly tables: Readonly<Record<string, string>>;
  /** The rows of those columns, folded naively and without a line of the code that makes the read model. */
  fold(records: Records): Readonly<Record<string, readonly Json[]>>;
}

/** The columns of a product. */
const PRODUCT = 'name, department, description, price_amount, price_currency, picture';

/** A column with a time, in milliseconds since 1970. */
function ms(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::bigint AS ${column}`;
}

/** By the name of the projection. Copies of `products` and `users` differ by service: what all of them have is compared. */
export const oracles: Readonly<Record<string, Oracle>> = {
  baskets: {
    topics: ['basket_events'],
    tables: {
      baskets: 'basket_id, status, owner, lines, currency, number, order_id',
      journal: 'basket_id, number, event_id, type, data, ignored IS NOT NULL AS is_ignored',
    },
    fold: basketTables,
  },
  sales: {
    topics: ['basket_events', 'orders'],
    tables: {
      baskets: "basket_id, state->>'status' AS status, state->>'owner' AS owner, (state->>'number')::int AS number",
      orders: 'order_id, basket_id, lines, total',
      movements: `event_id, line, ${ms('at')}, sku, name, sold, put_back, amount, currency`,
      units: 'day, sku, sold, put_back',
      revenue: 'day, sku, currency, amount',
      orders_placed: 'day, orders',
    },
    fold: salesTables,
  },
  orders: {
    topics: ['orders', 'order_contacts'],
    tables: {
      orders: 'order_id, event_id, basket_id, owner, lines, total, placed_at',
      contacts: `order_id, contact, owner, ${ms('written_at')}`,
    },
    fold: (records) => ({
      orders: eventsIn(records['orders'], ['OrderPlaced']).map(({ id, data }) => ({
        order_id: data.orderId,
        event_id: id,
        basket_id: data.basketId,
        owner: data.owner,
        lines: data.lines,
        total: data.total,
        placed_at: data.placedAt,
      })),
      contacts: Array.from(lastRowsIn(records['order_contacts']), ([id, { row, record }]) => {
        const { orderId: _, owner = null, ...contact } = row;
        return { order_id: id, contact, owner, written_at: record.timestamp };
      }),
    }),
  },
  products: {
    topics: ['products'],
    tables: { products: 'sku, name' },
    fold: ({ products }) => ({
      products: Array.from(lastRowsIn(products), ([sku, { row }]) => ({ sku, name: row.name })),
    }),
  },
  customers: {
    topics: ['users'],
    tables: { customers: 'user_id, name, email, loyalty_status' },
    fold: ({ users }) => ({
      customers: Array.from(
        lastRowsIn(users),
        ([
          user_id,
          {
            row: { name, email, loyaltyStatus },
          },
        ]) => ({
          user_id,
          name,
          email,
          loyalty_status: loyaltyStatus,
        }),
      ),
    }),
  },
  authors: {
    topics: ['users'],
    tables: { authors: 'user_id, name' },
    fold: ({ users }) => ({
      authors: Array.from(lastRowsIn(users), ([user_id, { row }]) => ({ user_id, name: row.name })),
    }),
  },
  reviews: {
    topics: ['reviews_clean'],
    tables: {
      reviews: 'user_id, sku, review_id, rating, text',
      ratings: 'sku, one + two + three + four + five AS count, one + 2*two + 3*three + 4*four + 5*five AS stars',
      posted: 'event_id, review_id',
    },
    fold: ({ reviews_clean: records }) => ({
      reviews: standing(records).map(({ userId, sku, reviewId, rating, text }) => ({
        user_id: userId,
        sku,
        review_id: reviewId,
        rating,
        text,
      })),
      ratings: ratingsOf(records),
      posted: eventsIn(records, ['ReviewPosted']).map(({ id, data }) => ({ event_id: id, review_id: data.reviewId })),
    }),
  },
  shop_rating: {
    topics: ['reviews_clean'],
    tables: { ratings: 'user_id, sku, rating' },
    fold: ({ reviews_clean: records }) => ({
      ratings: standing(records).map(({ userId, sku, rating }) => ({ user_id: userId, sku, rating })),
    }),
  },
  catalogue: {
    topics: ['products', 'reviews_clean'],
    tables: {
      products: `sku, ${ms('valid_from')}, ${PRODUCT}`,
      versions: `sku, ${ms('valid_from')}, ${ms('gone_at')}, ${PRODUCT}`,
      ratings: 'sku, count, stars',
      rated: `sku, user_id, ${ms('at')}, rating, count, stars`,
      rating_sums: 'span, since, sku, count, stars',
    },
    fold: catalogueTables,
  },
  alerts: {
    topics: ['alert_events'],
    tables: {
      alerts: 'alert_id, status, acknowledged_by, assignee, snoozed_until, number, user_id, sequence',
      journal: 'alert_id, number, event_id, type, actor, data, ignored IS NOT NULL AS is_ignored',
    },
    fold: alertTables,
  },
  notes: {
    topics: ['alert_notes'],
    tables: { notes: 'note_id, alert_id, user_id, text' },
    fold: ({ alert_notes: records }) => ({
      notes: Array.from(
        lastRowsIn(records),
        ([
          note_id,
          {
            row: { alertId, userId, text },
          },
        ]) => ({
          note_id,
          alert_id: alertId,
          user_id: userId,
          text,
        }),
      ),
    }),
  },
  security_events: {
    topics: ['security_events'],
    tables: { security_events: `id, ${ms('at')}, app, action, outcome, actor, target, client, code` },
    fold: ({ security_events: records }) => {
      const rows = Array.from(lastRowsIn(records).values(), ({ row }) => ({ ...row, at: Date.parse(row.at) }));
      const last = Math.min(Date.now(), Math.max(...rows.map(({ at }) => at)));
      return { security_events: rows.filter(({ at }) => at >= last - 90 * 86_400_000) };
    },
  },
  dead_letters: {
    topics: ['dead_letters', 'control_events'],
    tables: {
      dead_letters: "id, encode(sha256(bytes), 'hex') AS sha256",
      sent_back: 'command_id, letter, actor, to_topic, to_partition, to_offset, round, edited, event_id',
    },
    fold: deadLetterTables,
  },
};
