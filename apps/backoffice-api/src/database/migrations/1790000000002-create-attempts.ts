import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often somebody tried, and from where users have signed in.
 *
 * - `attempts` has the columns that rate-limiter-flexible expects of its table.
 * - `known_clients` holds a digest of an address, beside the user that signed in from it.
 */
export class CreateAttempts1790000000002 implements MigrationInterface {
  // Shown in the table of migrations; class names may be changed by a build.
  readonly name = 'CreateAttempts1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attempts (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);
      CREATE TABLE known_clients (
        "userId" text NOT NULL REFERENCES users ON DELETE CASCADE,
        client text NOT NULL,
        "lastAt" timestamptz(3) NOT NULL,
        PRIMARY KEY ("userId", client)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attempts, known_clients');
  }
}
