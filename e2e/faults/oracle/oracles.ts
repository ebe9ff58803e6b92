import { alertTables } from './alerts.ts';
import { basketTables, salesTables } from './baskets.ts';
import { eventsIn, type Json, lastRowsIn, type Records } from './record.ts';

/** What a read model has to hold, by the log alone. */
export interface Oracle {
  /** The topics it reads. */
  readonly topics: readonly string[];
  /** What is compared of each table: SQL for the columns. */
  readonly tables: Readonly<Record<string, string>>;
  /** The rows of those columns, folded naively and without a line of the code that makes the read model. */
  fold(records: Records): Readonly<Record<string, readonly Json[]>>;
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
    tables: { units: 'day, sku, sold, put_back', revenue: 'day, sku, currency, amount', orders_placed: 'day, orders' },
    fold: salesTables,
  },
  orders: {
    topics: ['orders', 'order_contacts'],
    tables: { orders: 'order_id, event_id, basket_id, owner, lines, total, placed_at', contacts: 'order_id, contact' },
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
      contacts: Array.from(lastRowsIn(records['order_contacts']), ([id, { row }]) => {
        const { orderId: _, ...contact } = row;
        return { order_id: id, contact };
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
      products: 'sku, name, department, description, price_amount, price_currency, picture',
      ratings: 'sku, count, stars',
    },
    fold: ({ products, reviews_clean: reviews }) => ({
      products: Array.from(lastRowsIn(products), ([sku, { row }]) => ({
        sku,
        name: row.name,
        department: row.department,
        description: row.description,
        price_amount: row.priceAmount,
        price_currency: row.priceCurrency,
        picture: row.picture,
      })),
      ratings: ratingsOf(reviews),
    }),
  },
  alerts: {
    topics: ['alert_events'],
    tables: { alerts: 'alert_id, status, acknowledged_by, assignee, snoozed_until, number, user_id, sequence' },
    fold: alertTables,
  },
  dead_letters: {
    topics: ['dead_letters'],
    tables: { dead_letters: "id, encode(bytes, 'hex') AS bytes" },
    fold: ({ dead_letters: records = [] }) => {
      const letters = new Map<string, Json>();
      for (const { headers, bytes } of records) {
        const [topic, partition, offset] = ['topic', 'partition', 'offset'].map(
          (n) => headers[`__connect.errors.${n}`],
        );
        const id = [topic, partition, offset, headers['shop.reader']].join(':');
        const empty = headers['shop.original.null'] === 'true';
        if (!letters.has(id)) letters.set(id, { id, bytes: empty ? null : (bytes?.toString('hex') ?? '') });
      }
      return { dead_letters: [...letters.values()] };
    },
  },
};

/** The review that stands of each user and product: the later one. */
function standing(records: Records[string]): Json[] {
  const last = new Map<string, Json>();
  for (const { data } of eventsIn(records, ['ReviewPosted'])) last.set(`${data.userId} ${data.sku}`, data);
  return [...last.values()];
}

function ratingsOf(records: Records[string]): Json[] {
  const ratings = new Map<string, Json>();
  for (const { sku, rating } of standing(records)) {
    const there = ratings.get(sku) ?? { sku, count: 0, stars: 0 };
    ratings.set(sku, { sku, count: there.count + 1, stars: there.stars + rating });
  }
  return [...ratings.values()];
}
