import { Algorithm, hash } from '@node-rs/argon2';
import pg from 'pg';
import type { Person } from '../history/people.ts';
import type { SeedProduct } from '../products.ts';
import type { Account } from './data-folder.ts';

/** Source: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane; as backoffice-api does it. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const INSERT_PEOPLE = `
  INSERT INTO users ("userId", name, email, "loyaltyStatus", roles, "passwordHash")
  SELECT "userId", name, email, "loyaltyStatus", roles, "passwordHash"
  FROM jsonb_to_recordset($1) AS person
    ("userId" text, name text, email text, "loyaltyStatus" text, roles text[], "passwordHash" text)
  ON CONFLICT DO NOTHING`;

const INSERT_PRODUCTS = `
  INSERT INTO products (sku, name, department, description, "priceAmount", "priceCurrency", picture, "updatedAt")
  SELECT sku, name, department, description, (price ->> 'amount')::integer, price ->> 'currency', picture, $2
  FROM jsonb_to_recordset($1) AS product
    (sku text, name text, department text, description text, price jsonb, picture text)
  ON CONFLICT DO NOTHING`;

/**
 * Puts people and products into the back office's database, as its own pages would: the log learns of them by change
 * data capture. Nobody can sign in as the made-up people: their hash is that of a password that nobody kept.
 * @param url connection string of the database `backoffice`
 * @param since when the products came to be what they are (RFC 3339): the demo history sells them from its beginning
 */
export async function fillBackoffice(
  url: string,
  people: readonly Person[],
  products: readonly SeedProduct[],
  accounts: readonly Account[],
  since: string,
): Promise<void> {
  const nobodys = await hash(crypto.randomUUID(), COST);
  const hashes = new Map<string, string>();
  for (const { email, password } of accounts) hashes.set(email, await hash(password, COST));
  const rows = people.map((person) => ({ ...person, passwordHash: hashes.get(person.email) ?? nobodys }));

  const client = new pg.Client({ connectionString: url, application_name: 'seed', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(INSERT_PEOPLE, [JSON.stringify(rows)]);
    await client.query(INSERT_PRODUCTS, [JSON.stringify(products), since]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
