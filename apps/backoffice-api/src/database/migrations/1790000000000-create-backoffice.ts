import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users, products, and what change data capture needs of them.
 *
 * - `REPLICA IDENTITY FULL`: without it an unchanged long text arrives as `__debezium_unavailable_value`.
 * - The publication names its tables, so that a new table isn't captured by accident.
 * - The role `cdc`, if there is one, may read just the columns that are captured: no hash, no roles. Logical decoding
 *   itself checks no column privileges, so the connector's `column.include.list` stays the first guard.
 */
export class CreateBackoffice1790000000000 implements MigrationInterface {
  // Shown in the table of migrations; class names may be changed by a build.
  readonly name = 'CreateBackoffice1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(STAMPS);
    await runner.query(CAPTURE);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP PUBLICATION shop_cdc; DROP TABLE users, products, heartbeat; DROP FUNCTION stamp_updated_at`,
    );
  }
}

const TABLES = `
  CREATE TABLE users (
    "userId" text PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL,
    "loyaltyStatus" text NOT NULL DEFAULT 'Bronze' CHECK ("loyaltyStatus" IN ('Bronze', 'Silver', 'Gold', 'Platinum')),
    "passwordHash" text NOT NULL,
    roles text[] NOT NULL DEFAULT '{}',
    "updatedAt" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
  );
  CREATE UNIQUE INDEX users_email ON users (lower(email));
  CREATE INDEX users_name ON users (lower(name), "userId");

  CREATE TABLE products (
    sku text PRIMARY KEY,
    name text NOT NULL,
    department text NOT NULL,
    description text NOT NULL DEFAULT '',
    "priceAmount" integer NOT NULL CHECK ("priceAmount" >= 0),
    "priceCurrency" text NOT NULL CHECK ("priceCurrency" ~ '^[A-Z]{3}$'),
    picture text,
    "updatedAt" timestamptz(3) NOT NULL DEFAULT clock_timestamp()
  );

  -- Databases of one server share the write-ahead log: the connector writes here now and then, so that the slot of a
  -- quiet database moves on.
  CREATE TABLE heartbeat (id integer PRIMARY KEY, at timestamptz(3) NOT NULL DEFAULT clock_timestamp());
  INSERT INTO heartbeat (id) VALUES (1);
`;

/** The clock is read after the row is locked, so the times of one row only go forward, in the order of its changes. */
const STAMPS = `
  CREATE FUNCTION stamp_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW."updatedAt" := greatest(clock_timestamp(), OLD."updatedAt" + interval '1 millisecond');
    RETURN NEW;
  END $$;
  CREATE TRIGGER users_stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp_updated_at();
  CREATE TRIGGER products_stamp BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION stamp_updated_at();
`;

const CAPTURE = `
  ALTER TABLE users REPLICA IDENTITY FULL;
  ALTER TABLE products REPLICA IDENTITY FULL;
  CREATE PUBLICATION shop_cdc FOR TABLE users, products, heartbeat;
`;

const GRANTS = `
  DO $$
  BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'cdc') THEN
      GRANT USAGE ON SCHEMA public TO cdc;
      GRANT SELECT ("userId", name, email, "loyaltyStatus", "updatedAt") ON users TO cdc;
      GRANT SELECT ON products TO cdc;
      GRANT SELECT, INSERT, UPDATE ON heartbeat TO cdc;
    END IF;
  END $$;
`;
