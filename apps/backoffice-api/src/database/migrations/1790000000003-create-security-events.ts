import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who did what in the back office, captured so that the audit shows it beside what other services append. Rows stay as
 * long as the topic keeps its records; that they go then is no event, and captured as none.
 */
export class CreateSecurityEvents1790000000003 implements MigrationInterface {
  // Shown in the table of migrations; class names may be changed by a build.
  readonly name = 'CreateSecurityEvents1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE security_events (
        id text PRIMARY KEY,
        at timestamptz(3) NOT NULL,
        app text NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
        actor text,
        target text,
        client text,
        code text
      );
      CREATE INDEX security_events_at ON security_events (at);
      ALTER TABLE security_events REPLICA IDENTITY FULL;
      ALTER PUBLICATION shop_cdc ADD TABLE security_events;
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'cdc') THEN
          GRANT SELECT ON security_events TO cdc;
        END IF;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER PUBLICATION shop_cdc DROP TABLE security_events; DROP TABLE security_events');
  }
}
