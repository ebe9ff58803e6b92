import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which sessions were ended before their time, captured so that every service learns of it.
 *
 * - `revoke(id)` is the one way in. A row is kept as long as a token that it ends could last: the 30 minutes of a token,
 *   and 5 more for one that was being made, and for clocks that differ.
 * - Whoever loses a role, or is deleted, is revoked by triggers: it doesn't matter who changes the row.
 */
export class CreateRevocations1790000000001 implements MigrationInterface {
  // Shown in the table of migrations; class names may be changed by a build.
  readonly name = 'CreateRevocations1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(TRIGGERS);
    await runner.query(CAPTURE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER PUBLICATION shop_cdc DROP TABLE revocations;
      DROP TRIGGER users_lose_a_role ON users; DROP TRIGGER users_go ON users; DROP FUNCTION revoke_user;
      DROP FUNCTION revoke; DROP TABLE revocations`);
  }
}

const TABLE = `
  CREATE TABLE revocations (
    id text PRIMARY KEY CHECK (id ~ '^(session|user):.'),
    "revokedAt" timestamptz(3) NOT NULL,
    "expiresAt" timestamptz(3) NOT NULL
  );
  CREATE INDEX revocations_expire ON revocations ("expiresAt");

  CREATE FUNCTION revoke(revoked text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO revocations (id, "revokedAt", "expiresAt")
    VALUES (revoked, clock_timestamp(), clock_timestamp() + interval '35 minutes')
    ON CONFLICT (id) DO UPDATE SET
      "revokedAt" = greatest(revocations."revokedAt", excluded."revokedAt"), "expiresAt" = excluded."expiresAt"
  $$;
`;

const TRIGGERS = `
  CREATE FUNCTION revoke_user() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM revoke('user:' || OLD."userId");
    RETURN NULL;
  END $$;
  CREATE TRIGGER users_lose_a_role AFTER UPDATE ON users FOR EACH ROW
    WHEN (NOT OLD.roles <@ NEW.roles) EXECUTE FUNCTION revoke_user();
  CREATE TRIGGER users_go AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION revoke_user();
`;

const CAPTURE = `
  ALTER TABLE revocations REPLICA IDENTITY FULL;
  ALTER PUBLICATION shop_cdc ADD TABLE revocations;
  DO $$
  BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'cdc') THEN
      GRANT SELECT ON revocations TO cdc;
    END IF;
  END $$;
`;
