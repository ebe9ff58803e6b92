import { randomUUID } from 'node:crypto';
import type { Log } from '../src/support/log.ts';
import type { Shop } from '../src/support/shop.ts';
import { until } from '../../tools/testing/until.ts';
import { lastRowsIn } from './oracle/record.ts';
import { superuserOf } from './support/arena.ts';
import { cutOrFull } from './support/extent.ts';
import { tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { asking } from './support/read-model.ts';
import { shopAgrees } from './support/whole-shop.ts';

/** What is captured of each table, with its key. */
const TABLES = {
  users: ['userId', 'name', 'email', 'loyaltyStatus'],
  products: ['sku', 'name', 'department', 'description', 'priceAmount', 'priceCurrency', 'picture'],
} as const;

/** Adds, changes and deletes people and products, past every application. @returns how many rows were touched */
async function change(shop: Shop, round: number): Promise<number> {
  return asking(shop.run.postgres['backoffice'] ?? '', async (client) => {
    const run = `fault-${randomUUID().slice(0, 8)}`;
    const insertUser = `INSERT INTO users ("userId", name, email, "loyaltyStatus", "passwordHash", roles)
      SELECT $1::text || n, 'Fay Fault', $1::text || n || '@example.com', 'Bronze', 'none', '{}' FROM generate_series(1, 20) n`;
    const insertProduct = `INSERT INTO products (sku, name, department, description, "priceAmount", "priceCurrency")
      SELECT $1::text || n, 'Fault', 'Larder', '', n, 'GBP' FROM generate_series(1, 20) n`;
    await client.query(insertUser, [run]);
    await client.query(insertProduct, [run]);
    await client.query(`UPDATE users SET "loyaltyStatus" = 'Gold' WHERE "userId" LIKE 'fault-%'`);
    await client.query(`UPDATE products SET "priceAmount" = "priceAmount" + $1 WHERE sku LIKE 'fault-%'`, [round]);
    // Rows of this round, and of earlier ones that have long arrived.
    const users = await client.query(`DELETE FROM users WHERE "userId" LIKE 'fault-%' AND random() < 0.4`);
    const products = await client.query(`DELETE FROM products WHERE sku LIKE 'fault-%' AND random() < 0.4`);
    return 80 + (users.rowCount ?? 0) + (products.rowCount ?? 0);
  });
}

/** Waits until the topics hold the rows of the tables and no others. @returns how many rows */
async function topicsEqualTables(shop: Shop, log: Log): Promise<number> {
  let rows = 0;
  for (const [table, columns] of Object.entries(TABLES)) {
    const text = (row: Record<string, unknown>) => JSON.stringify(columns.map((column) => row[column]));
    await until(
      `${table} to equal its table`,
      async () => {
        const found = await asking(shop.run.postgres['backoffice'] ?? '', (client) =>
          client.query(`SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM ${table}`),
        );
        const captured = [...lastRowsIn(await log.records(table as keyof typeof TABLES)).values()];
        const wanted = found.rows.map(text).sort();
        const there = captured.map(({ row }) => text(row)).sort();
        if (wanted.join('\n') === there.join('\n')) return true;
        const [more, fewer] = [
          there.filter((row) => !wanted.includes(row)),
          wanted.filter((row) => !there.includes(row)),
        ];
        throw new Error(
          `only in the topic: ${more.slice(0, 3).join()}; only in the table: ${fewer.slice(0, 3).join()}`,
        );
      },
      60_000,
    );
    rows += (await log.records(table as keyof typeof TABLES)).length;
  }
  return rows;
}

test('Connect is killed, then away: users and products equal their tables, deleted rows included', async ({
  shop,
  log,
}) => {
  let touched = await change(shop, 0);
  const back = new Times();
  const kills = cutOrFull(1, 4);
  for (let kill = 1; kill <= kills; kill++) {
    const pid = await shop.kill('connect');
    touched += await change(shop, kill);
    const began = performance.now();
    await shop.back('connect', pid);
    back.add(performance.now() - began);
  }
  const awayMs = cutOrFull(5_000, 180_000);
  const before = shop.process('connect').pid;
  await shop.cut('connect');
  const since = performance.now();
  try {
    touched += await change(shop, 10);
    await until('the outage to be long enough', () => performance.now() - since > awayMs, awayMs + 1_000);
    touched += await change(shop, 11);
  } finally {
    shop.letGo('connect');
  }
  await shop.back('connect', before);
  const began = performance.now();
  const rows = await topicsEqualTables(shop, log);
  const equal = Math.round(performance.now() - began);
  const agreed = await shopAgrees(shop, log);
  tell(
    `5 Connect: killed ${kills} times, then away for ${Math.round(awayMs / 1_000)} s; ${touched} rows touched, ${rows} records; topics ` +
      `equal tables ${equal} ms after it was back; ${agreed}; answered again after ${back}`,
  );
});

test('the replication slot is lost while rows go: users and products equal their tables, deleted rows included', async ({
  shop,
  log,
}) => {
  await change(shop, 20);
  await topicsEqualTables(shop, log);
  const before = shop.process('connect').pid;
  await shop.cut('connect');
  let touched = 0;
  try {
    touched += await change(shop, 21);
    await until('the slot to be dropped', () =>
      asking(superuserOf(shop), async (client) => {
        const dropped = `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'shop_cdc'`;
        return (await client.query(dropped)).rowCount === 1;
      }),
    );
    touched += await change(shop, 22);
  } finally {
    shop.letGo('connect');
  }
  await shop.back('connect', before);
  const began = performance.now();
  const rows = await topicsEqualTables(shop, log);
  const equal = Math.round(performance.now() - began);
  const agreed = await shopAgrees(shop, log);
  expect(rows).toBeGreaterThan(0);
  tell(
    `5 slot: lost while Connect was away, ${touched} rows touched before and after; topics equal tables ${equal} ms after it was back ` +
      `(${rows} records); ${agreed}`,
  );
});
